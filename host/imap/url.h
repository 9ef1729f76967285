// SPDX-License-Identifier: MIT
// imaps://holly@mail.example.com:993/INBOX/Sub%20folder <-> its parts (RFC 5092).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace eb {

struct ImapUrl {
  bool tls = true;   // imaps; imap otherwise, where encryption begins by STARTTLS
  std::string host;  // an IPv6 address without its brackets
  std::uint16_t port = 993;
  std::string user;              // UTF-8; may be empty
  std::string mechanism;         // of ";AUTH=", lower case; empty: any
  std::string folder = "INBOX";  // UTF-8
};

bool is_imap_url(std::string_view text);

// On failure: what is wrong with it, for the person who wrote it. A user name may hold "@" as it is. A password is
// refused: it would be seen by all who look at the machine's processes.
tl::expected<ImapUrl, std::string> parse_imap_url(std::string_view text);

// The shortest that means the same; "@" of a user name is written as it is.
std::string to_text(const ImapUrl& url);

}  // namespace eb
