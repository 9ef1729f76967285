// SPDX-License-Identifier: MIT
// What is wrong with one string of a catalog.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "host/explain/json.h"

namespace eb {

enum class Style {
  words,     // anything
  headline,  // one line of at most 90 characters
  sentence,  // a cause
  step,      // begins with an upper-case letter and ends with a full stop
  url,       // https, and no placeholder but the pages that the program makes itself
  name,      // in a chart or a table: one line of at most 44 characters, the same for every mail
  report     // anything, and what only the bounce report knows (report_placeholders)
};

// `text`: a string, or an object with exactly the plural forms of the language.
std::vector<std::string> faults_of(const Json& text, std::string_view language, Style style);

// The placeholders in a string, in its plural forms, in the items of a list and in the members of an object.
std::set<std::string> placeholders_in(const Json& text);

}  // namespace eb
