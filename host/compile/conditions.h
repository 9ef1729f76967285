// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "host/compile/faults.h"

namespace eb {

// Checks mime/candidate.json and mime/kinds.json below `source`; writes `out`/embedded/conditions.cc and
// `out`/extension/candidate.js.
void compile_conditions(const std::filesystem::path& source, const std::filesystem::path& out, Faults& faults);

}  // namespace eb
