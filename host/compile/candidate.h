// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "host/compile/faults.h"

namespace eb {

// Checks mime/candidate.json below `source` and writes `out`/embedded/candidate.cc.
void compile_candidate(const std::filesystem::path& source, const std::filesystem::path& out, Faults& faults);

}  // namespace eb
