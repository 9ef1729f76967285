// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "host/compile/faults.h"

namespace eb {

// Checks mime/notices/*.json below `source` and writes `out`/embedded/notices.cc.
void compile_notices(const std::filesystem::path& source, const std::filesystem::path& out, Faults& faults);

}  // namespace eb
