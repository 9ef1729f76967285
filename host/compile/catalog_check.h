// SPDX-License-Identifier: MIT
// What is wrong with a catalog of words; see CONTRIBUTING.md, "Words".
#pragma once

#include <map>
#include <set>
#include <string>

#include "host/compile/faults.h"
#include "host/explain/json.h"

namespace eb {

// The ids that entries must and may have.
struct CatalogIds {
  std::set<std::string> reasons;
  std::set<std::string> rules;
  std::map<std::string, std::set<std::string>> others;  // by reason: who can fix it, where a rule names somebody else
};

// One catalog by itself. `language` is what the file's name says.
void check_catalog(const Json& catalog, const std::string& language, const CatalogIds& ids, Faults& faults);

// A catalog against the English one: the same keys, and in each field the same placeholders.
void compare_catalogs(const Json& english, const Json& catalog, const std::string& language, Faults& faults);

}  // namespace eb
