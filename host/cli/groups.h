// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "host/explain/json.h"

namespace eb {

// Recipients to whom the same happened, in order: one explanation for all of them. Point into the answer.
struct Group {
  std::vector<const Json*> recipients;
};

// Recipients with the same reason whose explanations differ at most in their own addresses and domains stand together;
// those without an explanation (the mail arrived) are left out.
std::vector<Group> group_recipients(const Json& answer);

// A string field, or an empty string.
std::string text_of(const Json& object, const char* name);
// The strings of an array field.
std::vector<std::string> texts_of(const Json& object, const char* name);
// A field that is an object or an array, else nullptr.
const Json* child(const Json& object, const char* name);

}  // namespace eb
