// SPDX-License-Identifier: MIT
// Verdict -> Explanation: the words for it, in one language, filled with what the mail tells.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/classify/verdict.h"
#include "host/explain/json.h"
#include "host/explain/phrase.h"

namespace eb {

struct Link {
  std::string title, url;
};

// Nothing in it is empty; a mail that tells little has fewer steps and links.
struct Explanation {
  std::string headline, cause;
  std::vector<std::string> steps;
  std::vector<Link> links;
};

// The rule's own words, else its reason's, else those of not_recognised: always in `language`, never a mixture of two.
// Of each, the entry for whoever can fix it comes first ("policy@sender_admin"), then the one for a code that was
// temporary ("user_unknown@temporary"). While a server still tries by itself, the words for that case ("@automatic")
// come before all others, so that nobody is told to send again.
Explanation explain(const Verdict& verdict, const Values& values, std::string_view language);

// The words for the mail as a whole, by the name of its kind.
Explanation explain_kind(std::string_view kind, const Values& values, std::string_view language);

// An entry of a catalog, filled.
Explanation filled(const Json& entry, const Values& values, std::string_view language);

Json to_json(const Explanation& explanation);

}  // namespace eb
