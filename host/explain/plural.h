// SPDX-License-Identifier: MIT
// Plural categories of cardinal whole numbers, by Unicode CLDR 45 (supplemental/plurals.xml).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace eb {

// All categories of a language in CLDR's order ("one", "other"); empty for a language that has no rule here.
std::vector<std::string_view> plural_categories(std::string_view language);

// The category of `n`; "other" for a language that has no rule here.
std::string_view plural_category(std::string_view language, std::uint64_t n);

}  // namespace eb
