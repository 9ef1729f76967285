// SPDX-License-Identifier: MIT
// A message of Outlook with its recipient table and its attachments ([MS-OXMSG] 2.2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mime/outlook/compound_file.h"
#include "mime/outlook/properties.h"

namespace eb::outlook {

// Past a limit the rest is left out, and `cut` says so.
struct Limits {
  std::size_t bytes = std::size_t{64} << 20;  // of all that is written
  std::size_t body = std::size_t{8} << 20;    // of one body or attachment
  std::size_t recipients = 1000;              // of all messages together
  std::size_t attachments = 500;              // likewise
  int depth = 8;                              // messages inside messages
};

// What is left of the limits.
struct Budget {
  explicit Budget(const Limits& limits) : left(limits) {}
  // True if one more fits; it is counted then.
  bool take(std::size_t& of, std::size_t size = 1);
  Limits left;
  bool cut = false;
};

struct Item {
  Properties message;
  std::string message_class;  // lower case: "report.ipm.note.ndr"
  std::vector<Properties> recipients;
  std::vector<Properties> attachments;
};

// Nothing: that storage holds no message. `code_page`: of the message around it; 0 where there is none.
std::optional<Item> read_item(const Storage& storage, Header header, std::uint32_t code_page, Budget& budget);

// The message that an attachment is, where it is one ([MS-OXMSG] 2.2.2.1).
std::optional<Storage> embedded_message(const Properties& attachment);

}  // namespace eb::outlook
