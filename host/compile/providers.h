// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "host/compile/faults.h"

namespace eb {

// Checks host/evidence/providers.json below `source` and writes `out`/embedded/providers.cc.
void compile_providers(const std::filesystem::path& source, const std::filesystem::path& out, Faults& faults);

}  // namespace eb
