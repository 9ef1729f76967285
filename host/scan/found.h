// SPDX-License-Identifier: MIT
// A report that the scan found, and where it lies.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/explain/json.h"
#include "host/mailbox/account.h"

namespace eb {

struct Found {
  std::string account;  // with several sources: "holly@mail.example.com:993"; empty: left out
  std::string folder;   // on a server, with `uid`
  Uid uid = 0;
  std::string file;  // elsewhere
  std::uint64_t size = 0;
  std::string received_at;  // RFC 3339; empty: the mail does not say
  std::string text;         // the answer as JSON
  Json answer;              // the same, read
};

// The mail that was sent is not with its recipient: kind failure, delay or held. Other reports (a delivery, a receipt,
// an automatic reply, a complaint) are counted by their kind alone: whoever wants to know why mails do not arrive would
// be misled by figures that hold them.
bool is_bounce(const Json& answer);

// The line of scan.schema.json, with its line end.
std::string found_line(const Found& found);

// The recipients whom the mail did not reach (yet): those with a reason. Points into the answer.
std::vector<const Json*> missed_recipients(const Json& answer);

}  // namespace eb
