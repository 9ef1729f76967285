// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "host/compile/faults.h"

namespace eb {

// Checks host/explain/catalog/*.json below `source` and writes `out`/embedded/catalog.cc.
void compile_catalog(const std::filesystem::path& source, const std::filesystem::path& out, Faults& faults);

}  // namespace eb
