// SPDX-License-Identifier: MIT
// The words, one language at a time; only the language that is asked for is touched.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/explain/json.h"

namespace eb {

// Languages that are built in ("en", "sv"), in alphabetical order.
std::vector<std::string_view> languages();

// A BCP 47 tag -> the best built-in language: sv-FI -> sv; unknown or empty -> en.
std::string_view best_language(std::string_view tag);

// An entry of host/explain/catalog/LANG.json by its path: ("rules","godaddy/IB508"), ("reasons","mailbox_full"),
// ("kinds","failure"), ("words","who.sender"), and ("about","direction"). A null value where there is none.
Json catalog_entry(std::string_view language, std::string_view section, std::string_view id);

// The same as it is embedded, JSON; empty where there is none.
std::string_view catalog_text(std::string_view language, std::string_view section, std::string_view id);

// Ids of a section, in order.
std::vector<std::string_view> catalog_ids(std::string_view language, std::string_view section);

}  // namespace eb
