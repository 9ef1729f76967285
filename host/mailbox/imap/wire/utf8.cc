// SPDX-License-Identifier: MIT
#include "host/mailbox/imap/wire/utf8.h"

#include <array>

namespace eb::imap {

std::optional<char32_t> next_utf8(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) {
    ++at;
    return first;
  }
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() - at < length) return std::nullopt;
  char32_t value = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return std::nullopt;
    value = value << 6 | (byte(at + i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value < 0xE000;
  if (value < kLeast[length] || value > 0x10FFFF || surrogate) return std::nullopt;
  at += length;
  return value;
}

std::size_t utf8_length(std::string_view text) {
  std::size_t length = 0;
  return !text.empty() && next_utf8(text, length) ? length : 0;
}

bool all_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (!next_utf8(text, at)) return false;
  return true;
}

}  // namespace eb::imap
