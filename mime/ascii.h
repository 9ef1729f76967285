// SPDX-License-Identifier: MIT
// Characters as the syntax of mails has them: ASCII, whatever the locale is.
#pragma once

namespace eb {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

inline bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

inline bool is_alphanumeric(char c) { return is_digit(c) || is_letter(c); }

inline char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// A byte of a character beyond ASCII.
inline bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }

// A blank or a line end (RFC 5322 2.2.3, a folded line included).
inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// The value of a hexadecimal digit; -1: it is none.
inline int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace eb
