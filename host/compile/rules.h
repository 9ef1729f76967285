// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "host/compile/faults.h"

namespace eb {

// Checks host/classify/reasons.json and rules/*.json below `source` and writes `out`/embedded/rules.cc.
void compile_rules(const std::filesystem::path& source, const std::filesystem::path& out, Faults& faults);

}  // namespace eb
