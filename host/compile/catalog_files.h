// SPDX-License-Identifier: MIT
// The files of one language -> one catalog, written out: catalog/LANG.json, and catalog/LANG/PROVIDER.json with the
// words for that provider's rules.
#pragma once

#include <filesystem>
#include <string>

#include "host/compile/faults.h"
#include "host/explain/json.h"

namespace eb {

// The catalog of `language` below `folder`, with a section "rules" made of the provider's files. "=name" has become the
// sentence of that name, an entry that is the id of another one a copy of it. A null value where the file itself cannot
// be read.
Json read_catalog(const std::filesystem::path& folder, const std::string& language, Faults& faults);

}  // namespace eb
