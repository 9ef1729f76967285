// SPDX-License-Identifier: MIT
// The small language in which the data files describe lines: literal text (ASCII case ignored, a run of blanks fits any
// run of blanks), `*` for any text, {address} for a mail address, {host} for a host name or IP address, {text} for the
// rest that is wanted.
#pragma once

#include <string>
#include <string_view>

namespace eb {

struct LineMatch {
  bool fits = false;
  std::string_view address;  // parts of the line
  std::string_view host;
  std::string_view text;
};

// The pattern must fit the whole line (blanks around it ignored). Bounded: lines are looked at up to 2,000 bytes.
LineMatch match_line(std::string_view pattern, std::string_view line);

// The mail address that begins at `at` (RFC 5321 4.1.2, loosely: what servers print), without brackets; empty if none
// does.
std::string_view address_at(std::string_view line, std::size_t at);

// The first mail address in the line, or empty.
std::string_view find_address(std::string_view line);

}  // namespace eb
