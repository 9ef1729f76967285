// SPDX-License-Identifier: MIT
#include "host/evidence/provider.h"

#include "host/evidence/provider_table.h"
#include "mime/text.h"

namespace eb {
namespace {

using namespace provider_table;

std::string_view text(Ref ref) { return {blob + ref.offset, ref.size}; }

bool word_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

// Position after `phrase` in `s` from `from` on, at the edges of words ("*" lifts an edge as in rules); npos if absent.
std::size_t find_phrase(std::string_view s, std::string_view phrase, std::size_t from) {
  const bool open_begin = phrase.front() == '*';
  if (open_begin) phrase.remove_prefix(1);
  const bool open_end = !phrase.empty() && phrase.back() == '*';
  if (open_end) phrase.remove_suffix(1);
  if (phrase.empty()) return from;
  for (std::size_t at = s.find(phrase, from); at != std::string_view::npos; at = s.find(phrase, at + 1)) {
    const std::size_t end = at + phrase.size();
    const bool begins = open_begin || at == 0 || !word_character(phrase.front()) || !word_character(s[at - 1]);
    const bool ends = open_end || end == s.size() || !word_character(phrase.back()) || !word_character(s[end]);
    if (begins && ends) return end;
  }
  return std::string_view::npos;
}

bool stand_in(Run phrases, std::string_view normalized) {
  std::size_t at = 0;
  for (std::uint32_t i = 0; i < phrases.count; ++i) {
    at = find_phrase(normalized, text(strings[phrases.first + i]), at);
    if (at == std::string_view::npos) return false;
  }
  return true;
}

}  // namespace

std::string_view provider_name(std::string_view id) {
  for (std::size_t i = 0; i < provider_count; ++i)
    if (text(providers[i].id) == id) return text(providers[i].name);
  return {};
}

std::string_view provider_of_host(std::string_view host) {
  const std::string lower = ascii_lower(host);
  std::string_view best;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < provider_count; ++i) {
    for (std::uint32_t k = 0; k < providers[i].hosts.count; ++k) {
      const std::string_view suffix = text(strings[providers[i].hosts.first + k]);
      if (suffix.size() <= longest || lower.size() < suffix.size()) continue;
      const std::size_t at = lower.size() - suffix.size();
      if (lower.compare(at, suffix.size(), suffix) == 0 && (at == 0 || lower[at - 1] == '.')) {
        best = text(providers[i].id);
        longest = suffix.size();
      }
    }
  }
  return best;
}

std::string_view provider_of_text(std::string_view normalized) {
  for (std::size_t i = 0; i < provider_count; ++i)
    for (std::uint32_t g = 0; g < providers[i].words.count; ++g)
      if (stand_in(groups[providers[i].words.first + g], normalized)) return text(providers[i].id);
  return {};
}

}  // namespace eb
