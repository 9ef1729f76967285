// SPDX-License-Identifier: MIT
// Which parts of a mail make up a report: the words for people, the machine-readable part, the mail that came back.
#pragma once

#include <string_view>
#include <vector>

#include "mime/message.h"

namespace eb {

struct ReportParts {
  int root = 0;             // the mail that is the report: the message itself, or one attached to a forward
  std::vector<int> status;  // message/delivery-status and its relatives, in order
  int feedback = -1;        // message/feedback-report (RFC 5965)
  int disposition = -1;     // message/disposition-notification (RFC 8098)
  std::vector<int> words;   // what a person reads, in order; of alternatives the plain one, unless it is empty
  int returned = -1;        // message/rfc822, text/rfc822-headers ...
};

ReportParts find_report_parts(const Message& message);

// Those of the reports with a machine-readable part that are attached to the mail `root` or to one inside it, outermost
// first.
std::vector<ReportParts> reports_inside(const Message& message, int root);

// The part of this number.
inline const Part& part(const Message& message, int number) { return message.parts[static_cast<std::size_t>(number)]; }

// The value of a field of the part; empty where there is none.
inline std::string_view field(const Part& part, std::string_view name) {
  const std::string* value = find_field(part.fields, name);
  return value != nullptr ? std::string_view(*value) : std::string_view{};
}

}  // namespace eb
