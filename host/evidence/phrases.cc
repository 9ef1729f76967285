// SPDX-License-Identifier: MIT
#include "host/evidence/phrases.h"

#include "mime/ascii.h"

namespace eb {
namespace {

bool word_character(char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_'; }

}  // namespace

PhrasePlace find_phrase(std::string_view normalized, std::string_view phrase, std::size_t from) {
  if (phrase.empty()) return {};
  const bool open_begin = phrase.front() == '*';
  if (open_begin) phrase.remove_prefix(1);
  const bool open_end = !phrase.empty() && phrase.back() == '*';
  if (open_end) phrase.remove_suffix(1);
  if (phrase.empty()) return {from, from};
  for (std::size_t at = normalized.find(phrase, from); at != std::string_view::npos;
       at = normalized.find(phrase, at + 1)) {
    const std::size_t end = at + phrase.size();
    const bool begins = open_begin || at == 0 || !word_character(phrase.front()) || !word_character(normalized[at - 1]);
    const bool ends =
        open_end || end == normalized.size() || !word_character(phrase.back()) || !word_character(normalized[end]);
    if (begins && ends) return {at, end};
  }
  return {};
}

}  // namespace eb
