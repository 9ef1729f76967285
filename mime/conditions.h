// SPDX-License-Identifier: MIT
// What header fields, and the first lines of a mail, tell of it: the lists of candidate.json and kinds.json.
//
//   "held": [[{"field": "subject", "is": ["*awaits moderator approval*"]}], ...]
//
// A list fits if one of its groups does, a group if all its conditions do, a condition if one of its patterns
// (line_pattern.h) fits one of the fields of that name. The field "text" is each of the first lines of the words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mime/message.h"

namespace eb {

// `list`: "candidate", "machine" (of those, what does not go by the subject alone) or a key of kinds.json; one that is
// not there fits nothing. `text`: UTF-8.
bool fits_list(std::string_view list, const std::vector<Field>& header, std::string_view text);

// The names of the fields that the list looks at, each once.
std::vector<std::string> fields_of_list(std::string_view list);

// The lines of `text` that a condition on "text" of that list fits, at most three.
std::vector<std::string> fitting_lines(std::string_view list, std::string_view text);

}  // namespace eb
