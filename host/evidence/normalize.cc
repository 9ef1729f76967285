// SPDX-License-Identifier: MIT
#include "host/evidence/normalize.h"

#include <cstdint>

#include "mime/ascii.h"
#include "mime/fold.h"
#include "mime/utf8.h"

namespace eb {
namespace {

bool is_white(std::uint32_t c) {
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

// Length of a continued reply's prefix at `i`: "550-", "550-5.1.1 ", "550 5.1.1 " (RFC 5321 4.2.1); 0 if none is there.
std::size_t reply_prefix(std::string_view s, std::size_t i, std::string_view code) {
  if (s.substr(i, 3) != code || i + 3 >= s.size() || (s[i + 3] != '-' && s[i + 3] != ' ')) return 0;
  std::size_t k = i + 4;
  if (k + 1 < s.size() && s[k] == code[0] && s[k + 1] == '.') {
    std::size_t e = k;
    while (e < s.size() && (is_digit(s[e]) || s[e] == '.')) ++e;
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
    if (edge && (s[i] == '4' || s[i] == '5') && i + 4 < s.size() && is_digit(s[i + 1]) && is_digit(s[i + 2]) &&
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
    if (is_white(c.code)) {
      blank = true;
      continue;
    }
    if (is_invisible(c.code)) continue;
    if (blank && !out.empty()) out += ' ';
    blank = false;
    if (const char a = ascii_form(c.code)) {
      out += a;
    } else if (c.code < 0x530) {
      append_utf8(fold(c.code), out);
    } else {
      out += raw;
    }
  }
  return fold_replies(out);
}

}  // namespace eb
