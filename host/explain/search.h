// SPDX-License-Identifier: MIT
// Word search over the catalogs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eb {

// Words of a text: lower case, without punctuation; "5.7.26" stays one word.
std::vector<std::string> words_of(std::string_view text);

// A word without its accents and umlauts: "brevlåda" -> "brevlada".
std::string folded(std::string_view word);

// How well `asked` fits `word`, from 0 (not at all) to 1 (the same): the same but for accents, a longer or shorter form
// of it ("mailbox", "mailboxes"), one letter wrong in a word of five or more.
double likeness(std::string_view asked, std::string_view word);

struct Hit {
  std::string section;  // "topics", "reasons" or "rules"
  std::string id;
  double score = 0;
  bool whole = false;  // every word that tells something was found
};

// Entries of one language that fit the words, best first; none if too few of the words are found.
std::vector<Hit> search_catalog(const std::vector<std::string>& asked, std::string_view language);

}  // namespace eb
