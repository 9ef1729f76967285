// SPDX-License-Identifier: MIT
// Bytes from the server -> responses, one at a time and each within limits, before anything looks into them
// (RFC 9051 2.2.2, 4.3). A literal is cut to what was asked for; what has no end is a fault.
#pragma once

#include <cstddef>
#include <string>

#include "host/mailbox/account.h"
#include "host/mailbox/imap/clock.h"
#include "host/mailbox/imap/stream.h"

namespace eb::imap {

struct Response {
  std::string bytes;           // its lines with CRLF, literals in their places, their numbers as far as they were kept
  std::size_t first_line = 0;  // bytes of its first line, without the CRLF
  bool tangled = false;        // more parentheses than any mail needs: not fit for the parser

  std::string_view line() const { return std::string_view(bytes).substr(0, first_line); }
};

class ResponseReader {
 public:
  explicit ResponseReader(Stream& stream) : stream_(stream) {}
  // The most that the lines of a response may hold, and a literal; a longer literal is cut.
  void limit(std::size_t lines, std::size_t literal) {
    most_lines_ = lines;
    most_literal_ = literal;
  }
  Asked<Response> next();
  // True: nothing is left over of what was read. After STARTTLS that is a must: what came before the encryption may be
  // anybody's (RFC 3207 6 tells of the same in SMTP).
  bool empty() const { return at_ == buffer_.size(); }
  // There is more to read, or comes before `when`.
  Asked<bool> readable_before(Clock::time_point when);

 private:
  Asked<void> fill();
  Asked<void> read_line(std::string& into);

  Stream& stream_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t lines_ = 0;  // of this response
  std::size_t most_lines_ = std::size_t{1} << 20;
  std::size_t most_literal_ = std::size_t{1} << 20;
};

}  // namespace eb::imap
