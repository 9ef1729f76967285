// SPDX-License-Identifier: MIT
// The public answer: answer.schema.json. One function per kind of question; none throws.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/explain/json.h"

namespace eb {

struct Question {
  std::string lang;                     // a BCP 47 tag; empty: English
  std::vector<std::string> me;          // the reader's own addresses
  bool verbose = false;                 // runners_up too
  std::string file;                     // as named on the command line; empty: left out
  bool summary = false;                 // with `summary`, the facts for whoever runs the reader's e-mail
  std::vector<std::string> known = {};  // addresses of people whom the reader knows: what a failed one may have meant
};

// A raw mail (any bytes). On failure: {"schema":1,"error":{"code":...,"detail":...}}.
Json explain_mail(std::string_view bytes, const Question& question);

// What a person sees or was told, UTF-8 (other bytes are made so).
Json explain_text(std::string_view text, const Question& question);

// A code or words, in any built-in language -> {"schema":1,"query":...,"lang":...,"matches":[...]}, best first.
Json lookup(std::string_view query, const Question& question);

}  // namespace eb
