// SPDX-License-Identifier: MIT
// How much of a mail, from its first byte on, is needed to explain it: told by its structure, before any of it is
// fetched. A bounce is a few kilobytes of words and reports, then the mail that came back, of which only the header is
// of use.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace eb {

struct MailShape {
  std::uint32_t size = 0;  // of the whole mail; 0: not known
  std::string received_at;
  std::string multipart;  // subtype of the outermost multipart; empty: one part
  struct Leaf {
    std::string type;  // "message/delivery-status"
    std::uint32_t octets = 0;
  };
  std::vector<Leaf> leaves;  // in the order of the mail; a message/rfc822 is one leaf
  bool more = false;         // there were more
};

constexpr std::uint32_t kMostOfMail = 65536;
constexpr std::uint32_t kMostUpToReport = 524288;  // where the report for machines is known to lie farther back

std::uint32_t octets_needed(const MailShape& shape);

// The same, rounded up to one of few values, so that many mails can be asked for by one command.
std::uint32_t rounded_octets(std::uint32_t octets);

}  // namespace eb
