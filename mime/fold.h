// SPDX-License-Identifier: MIT
// Characters of UTF-8 and their small letters, for the alphabets that bounces come in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace eb {

struct Character {
  std::uint32_t code;
  std::size_t size;  // bytes
};

// The character at `i`; a malformed byte is one of its own, with size 1 and its value as code.
Character character_at(std::string_view s, std::size_t i);

// Simple case folding (Unicode CaseFolding.txt, status C) of Latin, Greek and Cyrillic; others stay as they are.
std::uint32_t fold(std::uint32_t code);

// Written without blanks between words: Han, kana, hangul and their punctuation and full-width forms. An address of
// ASCII ends where they begin.
bool is_unspaced(std::uint32_t code);

}  // namespace eb
