// SPDX-License-Identifier: MIT
// The small language of the catalogs' strings: text, and brackets with alternatives that may hold placeholders,
// "The address [{recipient}|you wrote to] does not exist." There is no escape: [ ] { } | are never part of the words.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host/explain/json.h"

namespace eb {

// What the mail tells, by the name of its placeholder. A name that is not there is not known. Values are put in as they
// are: brackets and braces in them mean nothing.
using Values = std::map<std::string, std::string, std::less<>>;

// Every placeholder that a catalog may use (CONTRIBUTING.md, "Words").
const std::vector<std::string_view>& placeholders();

// What the bounce report counts and names, for the words "report.*" alone. Whoever fills them knows all of them, so
// they need no bracket.
const std::vector<std::string_view>& report_placeholders();

// A stretch of words, or the name of a placeholder.
struct PhrasePiece {
  bool placeholder = false;
  std::string_view text;
};
using Alternative = std::vector<PhrasePiece>;

// Words outside brackets are one alternative; a bracket has one or more.
struct PhrasePart {
  bool bracket = false;
  std::vector<Alternative> alternatives;
};

struct Phrase {
  std::vector<PhrasePart> parts;    // views into the string that was parsed
  std::vector<std::string> faults;  // what is wrong with it; empty: well formed
};

// Never fails: a string with faults is read as far as it makes sense.
Phrase parse_phrase(std::string_view text);

// A bracket shows the first alternative whose values are all known, or vanishes. Where one vanished, the blanks around
// it are mended.
std::string fill(std::string_view text, const Values& values);

// A string, or an object of plural forms by {count} (1 where that is not known). Anything else: empty.
std::string fill(const Json& text, std::string_view language, const Values& values);

}  // namespace eb
