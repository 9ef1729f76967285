// SPDX-License-Identifier: MIT
// Message -> Report: what kind of mail it is and what it says of each recipient. No opinions: everything here stands in
// the mail.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mime/message.h"

namespace eb {

enum class Kind { failure, delay, held, delivery, receipt, feedback_report, auto_reply, challenge, not_a_report };
std::string_view name(Kind kind);

// The mail that came back, or what is left of it (RFC 3464 2.1, text/rfc822-headers of RFC 6522 4). UTF-8, decoded.
struct Returned {
  std::string message_id, subject, from;
  std::vector<std::string> to;  // To and Cc
  std::string date;             // RFC 3339
  std::vector<Field> fields;    // all its fields, undecoded
};

// One recipient. An empty string: the mail does not say.
struct ReportedRecipient {
  std::string address;           // the one that the sender wrote to
  std::string final_address;     // where it ended, if that differs
  std::string action;            // RFC 3464 2.3.3, lower case: failed | delayed | delivered | relayed | expanded
  std::string status;            // the Status field: "5.1.1"
  std::string diagnostic;        // the server's own words: Diagnostic-Code without its type, or the quoted reply
  std::string remote_mta;        // the host that said so, without its type
  std::string notice;            // prose about this recipient, in the reporting server's words
  std::string last_attempt;      // RFC 3339
  std::string will_retry_until;  // RFC 3339
};

struct Report {
  Kind kind = Kind::not_a_report;
  std::string layout;         // who laid the notice out: "rfc3464", or the id of a file of mime/notices
  std::string reporting_mta;  // without its type
  std::string arrival_date;   // RFC 3339
  std::vector<ReportedRecipient> recipients;
  Returned original;
  std::string notice;           // the whole human-readable part, UTF-8
  std::string preface;          // of it, what stands before the first recipient
  std::string from, subject;    // of the report itself, decoded
  std::vector<std::string> to;  // whom the report itself was sent to
  std::string feedback_type;    // RFC 5965, feedback_report only
  std::string feedback_address;
  std::string contact_instead;           // an address that a notice or an auto-reply names
  std::vector<std::string> received_by;  // hosts that took the report itself in, newest first (RFC 5321 4.4)
  std::vector<std::string> lures;        // a mail that only dresses as a bounce: the words that give it away
};

Report read_report(const Message& message);

// Not a mail but what a person sees or was told: a reply line, or the visible text of a bounce (UTF-8).
Report read_visible_text(std::string_view text);

}  // namespace eb
