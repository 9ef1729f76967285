// SPDX-License-Identifier: MIT
// Verdict -> Explanation, in words.
#pragma once

#include <string_view>

#include "host/classify/verdict.h"
#include "host/explain/json.h"
#include "host/explain/values.h"

namespace eb {

// {"headline","cause","steps":[...],"links":[...]} of a catalog entry; fields without anything to say are left out.
Json explanation_of(const Json& entry, const Values& values, std::string_view language);

// The words of the winning rule, else of its reason (of "@automatic" while a server still tries).
Json explain(const Verdict& verdict, const Values& values, std::string_view language);

// The words for a mail of that kind as a whole.
Json explain_kind(std::string_view kind, const Values& values, std::string_view language);

}  // namespace eb
