// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "host/explain/json.h"

namespace eb {

// Recipients to whom the same happened, and the words for all of them. Points into the answer.
struct Group {
  std::vector<const Json*> recipients;  // never empty
  const Json* explanation = nullptr;    // never null
};

// The answer's `groups`; those without an explanation (the mail arrived) are in none.
std::vector<Group> group_recipients(const Json& answer);

// A string field, or an empty string.
std::string text_of(const Json& object, const char* name);
// The strings of an array field.
std::vector<std::string> texts_of(const Json& object, const char* name);
// A field that is an object or an array, else nullptr.
const Json* child(const Json& object, const char* name);

}  // namespace eb
