// SPDX-License-Identifier: MIT
// Which code to believe. Status field, status in the text, reply code and Action contradict each other daily; one place
// decides.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace eb {

// Codes that say little (RFC 3463 3.1 "other or undefined", and the timeouts): believed only when nothing else speaks.
// "5.7.1" and "4.7.1" alike.
constexpr bool is_vague_status(std::string_view status) {
  if (status == "4.4.7" || status == "5.4.7") return true;
  constexpr std::array<std::string_view, 9> vague{"0.0", "1.0", "2.0", "3.0", "4.0", "5.0", "6.0", "7.0", "7.1"};
  if (status.size() < 5) return true;
  for (const std::string_view v : vague)
    if (status.substr(2) == v) return true;
  return false;
}

struct Codes {
  std::string status;      // RFC 3463; empty: none
  std::string reply_code;  // RFC 5321 4.2; empty: none
  bool status_in_text = false;
};

// Lines that merely follow from an earlier refusal ("503 Need RCPT", "554 no valid recipients") are left out; all of
// them stay if there are no others.
std::string without_consequences(std::string_view text);

// `field`: the Status field; `diagnostic`: the server's own words; `notice`: what the reporting server adds.
//  1. A specific code in the server's own words is closest to the refusal: Exim writes 5.0.0 into every Status field,
//     Exchange wraps the true code in 5.0.350 or 5.1.0, and both quote the true one.
//     Of several, the last: "554 5.4.0 < #5.1.1 smtp;550 5.1.1 unknown user>" quotes inwards.
//  2. Else the Status field, if it is specific.
//  3. Else a vague code in the same order (5.7.1, 4.2.0), and last one that tells the class alone (5.0.0).
Codes believe(std::string_view field, std::string_view diagnostic, std::string_view notice);

// All enhanced status codes of failure in a text, in order ("5.1.1", "#5.1.1", "(#4.4.1)"); dates, versions and IP
// addresses are not taken for codes.
std::vector<std::string> statuses_in(std::string_view text);

// All reply codes in a text, in order: three digits at the beginning of a line or of a quoted reply.
std::vector<std::string> replies_in(std::string_view text);

}  // namespace eb
