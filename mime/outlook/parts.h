// SPDX-License-Identifier: MIT
// Item -> parts of a mail.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mime/outlook/item.h"

namespace eb::outlook {

// The header fields but for those of MIME: as they came (PidTagTransportMessageHeaders), else what Outlook knows.
std::string header_of(const Item& item);

// The Content-Type field as it came; empty where the message has no such header.
std::string original_content_type(const Item& item);

// The words as one part: plain text, HTML, or both (multipart/alternative). `level` as in multipart().
std::string body_part(const Item& item, Budget& budget, int level);

// What the reader must know of a report, as the parts of a multipart/report behind the words.
struct ReportClass {
  std::string_view action;       // RFC 3464 2.3.3; empty: a receipt
  std::string_view disposition;  // RFC 8098 3.2.6
};
// Nothing: `message_class` is no report's ([MS-OXCMAIL] 2.1.3.6.1.1 and 2.1.3.6.2.1).
std::optional<ReportClass> report_class(std::string_view message_class);

// message/delivery-status (RFC 3464), from the recipient table. Empty where it names nobody.
std::string delivery_status_part(const Item& report, std::string_view action);
// message/disposition-notification (RFC 8098).
std::string disposition_part(const Item& report, std::string_view disposition);
// text/rfc822-headers, from what the report knows of the mail that it is about. Empty where that is nothing.
std::string returned_header_part(const Item& report);

}  // namespace eb::outlook
