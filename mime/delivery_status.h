// SPDX-License-Identifier: MIT
// The fields of a message/delivery-status or message/global-delivery-status part (RFC 3464 2, RFC 6533 3). Oddities are
// kept, never fatal: recipients without an empty line between them, empty lines inside a group, missing fields.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mime/message.h"

namespace eb {

struct RecipientFields {
  std::string original_recipient;  // decoded addresses without their type; empty: not stated
  std::string final_recipient;
  std::string action;          // lower case, first word
  std::string status;          // "5.1.1"
  std::string status_comment;  // "4.0.0 (host name lookup failure)": what says more than the code
  std::string remote_mta;
  std::string diagnostic;
  std::string last_attempt;  // RFC 3339
  std::string will_retry_until;
};

struct DeliveryStatus {
  std::string reporting_mta;
  std::string arrival_date;  // RFC 3339
  std::vector<RecipientFields> recipients;
};

DeliveryStatus read_delivery_status(std::string_view body);

// "rfc822; <bob@example.com>" -> "bob@example.com": the type dropped (RFC 3464 2.1.2), xtext (RFC 3461 4) and
// utf-8-addr-xtext (RFC 6533 3) decoded, brackets and display name dropped.
std::string typed_address(std::string_view value);

}  // namespace eb
