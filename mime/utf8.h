// SPDX-License-Identifier: MIT
// UTF-8 (RFC 3629): characters read, written and not cut in two.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace eb {

// U+FFFD: here stood something that is no character.
constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

struct Character {
  char32_t code;     // U+FFFD where it is none
  std::size_t size;  // bytes, at least 1; where it is none, what belongs together (Unicode 3.9, "maximal subparts")
  bool is_valid;     // the shortest form, no surrogate, at most U+10FFFF
};

// The character that begins at `i`, which is inside `s`.
inline Character character_at(std::string_view s, std::size_t i) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(s[k]); };
  const unsigned char lead = byte(i);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (lead < 0xC2 || lead > 0xF4) return {0xFFFD, 1, false};
  unsigned low = 0x80;
  unsigned high = 0xBF;
  if (lead == 0xE0) low = 0xA0;   // overlong
  if (lead == 0xED) high = 0x9F;  // surrogates
  if (lead == 0xF0) low = 0x90;   // overlong
  if (lead == 0xF4) high = 0x8F;  // above U+10FFFF
  char32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t k = 1; k < size; ++k) {
    if (i + k >= s.size() || byte(i + k) < low || byte(i + k) > high) return {0xFFFD, k, false};
    code = code << 6 | (byte(i + k) & 0x3FU);
    low = 0x80;
    high = 0xBF;
  }
  return {code, size, true};
}

inline bool is_utf8(std::string_view s) {
  for (std::size_t i = 0; i < s.size();) {
    const Character c = character_at(s, i);
    if (!c.is_valid) return false;
    i += c.size;
  }
  return true;
}

// What is no code point, as half of a surrogate pair, becomes U+FFFD.
inline void append_utf8(char32_t code, std::string& out) {
  if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = 0xFFFD;
  const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
    return;
  }
  if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    tail(6);
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    tail(12);
    tail(6);
  }
  tail(0);
}

// A byte inside a character, not its first.
inline bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Where the character begins that the byte at `i` is of; at most three bytes before it.
inline std::size_t character_begin(std::string_view s, std::size_t i) {
  for (int back = 0; back < 3 && i > 0 && continues_character(s[i]); ++back) --i;
  return i;
}

// The longest beginning of at most `limit` bytes that cuts no character in two.
inline std::string_view whole_characters(std::string_view s, std::size_t limit) {
  return s.size() <= limit ? s : s.substr(0, character_begin(s, limit));
}

}  // namespace eb
