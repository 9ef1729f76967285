// SPDX-License-Identifier: MIT
// Phrases of the data files in normalized text (normalize.h).
#pragma once

#include <cstddef>
#include <string_view>

namespace eb {

struct PhrasePlace {
  std::size_t begin = std::string_view::npos;
  std::size_t end = std::string_view::npos;
  bool found() const { return begin != std::string_view::npos; }
};

// The first place of `phrase` from `from` on. It begins and ends at the edge of an ASCII word, unless `*` stands there.
PhrasePlace find_phrase(std::string_view normalized, std::string_view phrase, std::size_t from = 0);

// `count` phrases, the one after the other: from the begin of the first to the end of the last. `phrase(i)` is the
// i-th.
template <typename PhraseAt>
PhrasePlace find_phrases(std::string_view normalized, std::size_t count, PhraseAt phrase) {
  PhrasePlace all;
  for (std::size_t i = 0; i < count; ++i) {
    const PhrasePlace place = find_phrase(normalized, phrase(i), i == 0 ? 0 : all.end);
    if (!place.found()) return {};
    if (i == 0) all.begin = place.begin;
    all.end = place.end;
  }
  return all;
}

}  // namespace eb
