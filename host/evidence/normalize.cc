// SPDX-License-Identifier: MIT
#include "host/evidence/normalize.h"

#include <cstdint>

namespace eb {
namespace {

// One UTF-8 character at `i`; malformed bytes come back as themselves, one at a time.
struct Character {
  std::uint32_t code;
  std::size_t size;
};

Character character_at(std::string_view s, std::size_t i) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(s[k]); };
  const unsigned char b = byte(i);
  const std::size_t size = b < 0x80                  ? 1
                           : (b >= 0xc2 && b < 0xe0) ? 2
                           : (b >= 0xe0 && b < 0xf0) ? 3
                           : (b >= 0xf0 && b < 0xf5) ? 4
                                                     : 1;
  if (size == 1 || i + size > s.size()) return {b, 1};
  std::uint32_t code = b & (0xffU >> (size + 1));
  for (std::size_t k = 1; k < size; ++k) {
    if ((byte(i + k) & 0xc0) != 0x80) return {b, 1};
    code = (code << 6) | (byte(i + k) & 0x3fU);
  }
  return {code, size};
}

void append(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3f));
  } else {
    out += static_cast<char>(0xe0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (code & 0x3f));
  }
}

// Simple case folding for the alphabets that bounces come in; the two-byte characters only.
std::uint32_t lower(std::uint32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if ((c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x391 && c <= 0x3a9 && c != 0x3a2) || (c >= 0x410 && c <= 0x42f))
    return c + 32;
  if (c >= 0x400 && c <= 0x40f) return c + 80;
  const bool even_is_upper = (c >= 0x100 && c <= 0x137 && c != 0x130) || (c >= 0x14a && c <= 0x177);
  const bool odd_is_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e);
  if ((even_is_upper && c % 2 == 0) || (odd_is_upper && c % 2 == 1)) return c + 1;
  return c;
}

bool is_blank(std::uint32_t c) {
  return c <= ' ' || c == 0x7f || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
         c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

bool is_invisible(std::uint32_t c) {
  return c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) ||
         c == 0xfeff;
}

// Typographic quotes and dashes -> ASCII; 0 for all others.
char ascii_form(std::uint32_t c) {
  if ((c >= 0x2018 && c <= 0x201b) || c == 0xb4 || c == '`') return '\'';
  if (c >= 0x201c && c <= 0x201f) return '"';
  if (c >= 0x2010 && c <= 0x2015) return '-';
  return 0;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// Length of a continued reply's prefix at `i`: "550-", "550-5.1.1 ", "550 5.1.1 " (RFC 5321 4.2.1); 0 if none is there.
std::size_t reply_prefix(std::string_view s, std::size_t i, std::string_view code) {
  if (s.substr(i, 3) != code || i + 3 >= s.size() || (s[i + 3] != '-' && s[i + 3] != ' ')) return 0;
  std::size_t k = i + 4;
  if (k + 1 < s.size() && s[k] == code[0] && s[k + 1] == '.') {
    std::size_t e = k;
    while (e < s.size() && (digit(s[e]) || s[e] == '.')) ++e;
    if (e < s.size() && s[e] == ' ') k = e + 1;
  }
  return k - i;
}

// "550-5.1.1 The account 550-5.1.1 does not 550 5.1.1 exist" -> the first prefix stays, the others go.
std::string fold_replies(const std::string& s) {
  std::string out;
  out.reserve(s.size());
  std::string_view code;
  for (std::size_t i = 0; i < s.size();) {
    const bool edge = i == 0 || s[i - 1] == ' ';
    if (edge && !code.empty()) {
      if (const std::size_t n = reply_prefix(s, i, code)) {
        const bool last = s[i + 3] == ' ';
        i += n;
        if (last) code = {};
        continue;
      }
    }
    if (edge && (s[i] == '4' || s[i] == '5') && i + 4 < s.size() && digit(s[i + 1]) && digit(s[i + 2]) &&
        s[i + 3] == '-' && s[i + 4] != ' ') {
      code = std::string_view(s).substr(i, 3);
      out.append(s, i, 3);
      out += ' ';
      i += 4;
      continue;
    }
    out += s[i++];
  }
  return out;
}

}  // namespace

std::string normalize(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank = false;
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character_at(text, i);
    const std::string_view raw = text.substr(i, c.size);
    i += c.size;
    const bool ascii_or_whole = c.size > 1 || c.code < 0x80;
    if (ascii_or_whole && is_blank(c.code)) {
      blank = true;
      continue;
    }
    if (ascii_or_whole && is_invisible(c.code)) continue;
    if (blank && !out.empty()) out += ' ';
    blank = false;
    if (!ascii_or_whole) {
      out += raw;
    } else if (const char a = ascii_form(c.code)) {
      out += a;
    } else if (c.code < 0x500) {
      append(out, lower(c.code));
    } else {
      out += raw;
    }
  }
  return fold_replies(out);
}

}  // namespace eb
