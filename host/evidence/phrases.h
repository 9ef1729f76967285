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

}  // namespace eb
