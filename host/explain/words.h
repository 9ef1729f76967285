// SPDX-License-Identifier: MIT
// The catalog's words by their keys, for a page that is made elsewhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/explain/json.h"

namespace eb {

// {"lang":"sv","direction":"ltr","words":{"who.sender":"Du",...}}: all keys that begin with one of `sections` and a dot
// ("who", "report"); no sections: all. A word with plural forms is an object, {"one":"...","other":"..."}. The section
// "provider" holds the names of those who refuse mails, "provider.google", which are the same in all languages.
Json words_of(std::string_view lang, const std::vector<std::string>& sections);

}  // namespace eb
