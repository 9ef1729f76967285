// SPDX-License-Identifier: MIT
// The only place that knows libetpan: one response, whole and within limits (response.h), is handed to its parser from
// memory. It never sees the connection, so what makes it loop or fall over on one cannot reach it: a file that ends
// inside a literal, greetings with odd codes, a bare OK to CAPABILITY, structures nested thousands of times.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/mailbox/account.h"

namespace eb::imap {

struct Leaf {
  std::string type;  // "text/plain", lower case
  std::uint32_t octets = 0;
};

struct Structure {
  std::string multipart;     // subtype of the outermost multipart, lower case; empty: the mail is one part
  std::vector<Leaf> leaves;  // in the order of the mail; what is within a message/rfc822 is not looked at
  bool more = false;         // there were more leaves than are kept
};

struct FetchItem {
  Uid uid = 0;  // 0: the server did not say
  std::optional<std::uint32_t> size;
  std::string received_at;  // RFC 3339
  std::optional<Structure> structure;
  enum class Section { none, header_fields, from_first_byte, other } section = Section::none;
  std::string octets;  // of the section
};

struct ListItem {
  std::string name;  // as the server wrote it
  bool selectable = true;
};

class EtpanParser {
 public:
  EtpanParser();
  ~EtpanParser();
  EtpanParser(const EtpanParser&) = delete;
  EtpanParser& operator=(const EtpanParser&) = delete;

  // Nothing: libetpan cannot read it.
  std::optional<FetchItem> fetch(std::string_view response);
  std::optional<ListItem> list(std::string_view response);

 private:
  struct Session;
  bool parse(std::string_view response);
  std::unique_ptr<Session> session_;
};

}  // namespace eb::imap
