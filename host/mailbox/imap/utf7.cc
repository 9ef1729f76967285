// SPDX-License-Identifier: MIT
#include "host/mailbox/imap/utf7.h"

#include <cstdint>

#include "mime/utf8.h"

namespace eb::imap {
namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }
bool is_surrogate(char32_t c) { return c >= 0xD800 && c < 0xE000; }

// UTF-16 units -> base64 without padding.
std::string shifted(const std::u16string& units) {
  std::string out = "&";
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char16_t unit : units) {
    bits = bits << 16 | unit;
    held += 16;
    for (; held >= 6; held -= 6) out += kDigits[bits >> (held - 6) & 0x3F];
    bits &= (1U << held) - 1;
  }
  if (held > 0) out += kDigits[bits << (6 - held) & 0x3F];
  return out + '-';
}

// What stands between "&" and "-". False: no such encoding.
bool unshift(std::string_view digits, std::string& out) {
  std::uint32_t bits = 0;
  unsigned held = 0;
  char32_t high = 0;
  for (const char digit : digits) {
    const std::size_t value = kDigits.find(digit);
    if (value == std::string_view::npos) return false;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 16) continue;
    held -= 16;
    const char32_t unit = bits >> held & 0xFFFF;
    bits &= (1U << held) - 1;
    const bool is_low = unit >= 0xDC00 && unit < 0xE000;
    if (is_low != (high != 0)) return false;
    if (is_surrogate(unit) && !is_low) {
      high = unit;
      continue;
    }
    const char32_t c = is_low ? 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00) : unit;
    high = 0;
    if (is_control(c)) return false;
    append_utf8(c, out);
  }
  return high == 0 && held < 6 && bits == 0;
}

}  // namespace

std::optional<std::string> to_utf7(std::string_view name) {
  std::string out;
  std::u16string units;
  for (std::size_t at = 0; at < name.size();) {
    const Character next = character_at(name, at);
    const char32_t c = next.code;
    if (!next.is_valid || is_control(c)) return std::nullopt;
    at += next.size;
    if (c < 0x7F) {
      if (!units.empty()) out += shifted(units);
      units.clear();
      out += static_cast<char>(c);
      if (c == '&') out += '-';
    } else if (c < 0x10000) {
      units += static_cast<char16_t>(c);
    } else {
      units += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10));
      units += static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FF));
    }
  }
  if (!units.empty()) out += shifted(units);
  return out;
}

std::optional<std::string> from_utf7(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    if (name[at] != '&') {
      const Character c = character_at(name, at);
      if (!c.is_valid || is_control(c.code)) return std::nullopt;
      append_utf8(c.code, out);
      at += c.size;
      continue;
    }
    const std::size_t end = name.find('-', at);
    if (end == std::string_view::npos) return std::nullopt;
    if (end == at + 1)
      out += '&';
    else if (!unshift(name.substr(at + 1, end - at - 1), out))
      return std::nullopt;
    at = end + 1;
  }
  return out;
}

}  // namespace eb::imap
