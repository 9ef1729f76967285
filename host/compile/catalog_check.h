// SPDX-License-Identifier: MIT
// The words of all languages, checked against each other and against what they explain.
#pragma once

#include <map>
#include <set>
#include <string>

#include "host/compile/faults.h"
#include "host/explain/json.h"

namespace eb {

// `catalogs`: language -> "section/id" -> entry. English is what the others are held against.
void check_catalogs(const std::map<std::string, std::map<std::string, Json>>& catalogs, const std::set<std::string>& reasons,
                    const std::set<std::string>& rules, Faults& faults);

}  // namespace eb
