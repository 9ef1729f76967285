// SPDX-License-Identifier: MIT
// A code, a pasted reply or a few words -> the explanations that fit: the search box of the help page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/explain/explainer.h"

namespace eb {

struct LookupMatch {
  std::string reason;    // empty: a topic
  std::string topic;     // of the catalog: what a bounce is, how to read one
  std::string provider;  // empty: anybody's
  std::string code;      // the provider's own or the status code; empty: none
  Explanation explanation;
};

// At most 8, best first; none for nonsense. Words are sought in `language` first, then in all others; the answer is
// always in `language`.
// Without a query: all topics, in the order in which they are best read.
std::vector<LookupMatch> find_matches(std::string_view query, std::string_view language);

}  // namespace eb
