// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <utility>

#include "mime/ascii.h"
#include "mime/line_pattern.h"
#include "mime/outlook/mail_writer.h"
#include "mime/outlook/parts.h"
#include "mime/outlook/people.h"
#include "mime/outlook/supplementary_info.h"
#include "mime/text.h"

namespace eb::outlook {
namespace {

constexpr std::size_t kLongestReason = 8000;

// Where Exchange's own names of mailboxes get a domain from, as they need one in an address: whom the report came to or
// from, or the server that made it. ".invalid" is nobody's (RFC 2606 2).
std::string domain_of(const Item& report) {
  for (const Person& person : {receiver(report.message), original_sender(report.message), sender(report.message)})
    if (const std::size_t at = person.address.rfind('@'); at != std::string::npos) return person.address.substr(at + 1);
  const std::string server = report.message.text(Id::reporting_mta);
  return server.find('.') == std::string::npos ? "invalid" : server;
}

// "550 5.1.1 ..." -> 550; 0 where the words begin otherwise.
std::uint32_t reply_code_of(std::string_view words) {
  const std::size_t semicolon = words.find(';');
  if (semicolon < 24) words.remove_prefix(semicolon + 1);
  words = trim(words);
  if (words.size() < 3 || words[0] < '2' || words[0] > '5') return 0;
  std::uint32_t code = 0;
  for (const char c : words.substr(0, 3)) {
    if (c < '0' || c > '9') return 0;
    code = code * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return words.size() == 3 || words[3] < '0' || words[3] > '9' ? code : 0;
}

// Words need a type in a Diagnostic-Code field (RFC 3464 2.3.6); some have theirs: "smtp;550 ...".
std::string typed(std::string_view words) {
  const std::size_t semicolon = words.find(';');
  const std::string_view type = words.substr(0, std::min(semicolon, words.size()));
  const bool has_type = semicolon < 24 && !type.empty() &&
                        std::all_of(type.begin(), type.end(), [](char c) { return is_letter(c) || c == '-'; });
  return has_type ? std::string(words) : "smtp; " + std::string(words);
}

std::string status_of(const Properties& row, const SupplementaryInfo& info, std::string_view action,
                      std::string_view diagnostic) {
  if (!info.status.empty()) return info.status;
  const std::uint32_t number = row.number(Id::ndr_status_code).value_or(0);
  // Some servers write the reply code there: 550 is then no "5.5.0".
  if (number != 0 && number != reply_code_of(diagnostic))
    if (std::string status = status_of_number(number); !status.empty()) return status;
  if (action == "delivered" || action == "relayed" || action == "expanded") return {};
  const char kind = action == "delayed" ? '4' : '5';
  if (const std::uint32_t code = row.number(Id::ndr_diag_code).value_or(kNoDiagnostic); code != kNoDiagnostic)
    return status_of_diagnostic(code, kind);
  return status_of_reason(row.number(Id::ndr_reason_code).value_or(0), kind);
}

bool tells_why(const Properties& row) {
  return row.number(Id::ndr_status_code) || row.number(Id::ndr_diag_code) ||
         !row.text(Id::supplementary_info).empty() || !row.text(Id::report_text).empty();
}

// The rows that the report is about: not the one that it is for, which some programs put there, too.
std::vector<const Properties*> reported(const Item& report) {
  const Person reader = receiver(report.message);
  const bool some_tell = std::any_of(report.recipients.begin(), report.recipients.end(), tells_why);
  std::vector<const Properties*> out;
  for (const Properties& row : report.recipients) {
    const Person person = recipient(row);
    const bool is_reader = !reader.address.empty() && same_word(person.address, reader.address);
    if (is_reader && !tells_why(row) && (some_tell || report.recipients.size() > 1)) continue;
    out.push_back(&row);
  }
  return out;
}

// What a recipient is called. Everybody inside a company has a name that the directory alone knows; it is shown as an
// address, as Exchange itself does (IMCEAEX-...), only where the name was not found and so is what went wrong.
std::string name_of(const Person& person, std::string_view domain, std::string_view status, std::string_view words) {
  if (!person.address.empty() || person.legacy_dn.empty()) return person.address.empty() ? person.name : person.address;
  const std::string lower = ascii_lower(words);
  const bool not_found = (status.size() > 2 && status.substr(1, 2) == ".1") ||
                         lower.find("notfound") != std::string::npos || lower.find("not found") != std::string::npos;
  return not_found || person.name.empty() ? address_of(person, domain) : person.name;
}

void add_recipient(std::string& out, const Properties& row, const Person& person, std::string_view domain,
                   std::string_view action) {
  const SupplementaryInfo info = read_supplementary_info(row.text(Id::supplementary_info, 2 * kLongestReason));
  std::string words = info.diagnostic;
  if (words.empty()) words = row.text(Id::report_text, 2 * kLongestReason);
  std::string mta = row.text(Id::remote_mta);
  if (mta.empty()) mta = info.mta;
  const std::string status = status_of(row, info, action, words);
  out += "\r\n";
  add_field(out, "Final-Recipient", "rfc822; " + name_of(person, domain, status, words));
  add_field(out, "Action", action);
  add_field(out, "Status", status);
  if (!mta.empty()) add_field(out, "Remote-MTA", "dns; " + mta);
  if (!words.empty()) add_field(out, "Diagnostic-Code", typed(trim(words)).substr(0, kLongestReason));
}

// "bob@example.com; carol@example.com". Nothing where one of them is a name without its address: half a list would say
// of the others that they are not in it.
std::vector<std::string> shown_addresses(std::string_view list) {
  std::vector<std::string> out;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(';'), list.size());
    const std::string_view one = trim(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    if (one.empty()) continue;
    const std::string_view found = find_address(one);
    if (found.empty()) return {};
    out.emplace_back(found);
  }
  return out;
}

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "<" : ", <") + item + '>';
  return out;
}

}  // namespace

std::optional<ReportClass> report_class(std::string_view message_class) {
  if (!message_class.starts_with("report.")) return {};
  struct Row {
    std::string_view ending;
    ReportClass what;
  };
  static constexpr std::array<Row, 8> rows = {{{".ndr", {"failed", ""}},
                                               {".delayed.dr", {"delayed", ""}},
                                               {".delayed", {"delayed", ""}},
                                               {".expanded.dr", {"expanded", ""}},
                                               {".relayed.dr", {"relayed", ""}},
                                               {".dr", {"delivered", ""}},
                                               {".ipnrn", {"", "displayed"}},
                                               {".ipnnrn", {"", "deleted"}}}};
  for (const Row& row : rows)
    if (message_class.ends_with(row.ending)) return row.what;
  return {};
}

std::string delivery_status_part(const Item& report, std::string_view action) {
  std::string fields;
  if (const std::string mta = report.message.text(Id::reporting_mta); !mta.empty())
    add_field(fields, "Reporting-MTA", "dns; " + mta);
  const std::string domain = domain_of(report);
  const std::vector<const Properties*> rows = reported(report);
  for (const Properties* row : rows) add_recipient(fields, *row, recipient(*row), domain, action);
  if (rows.empty()) {
    const std::vector<std::string> shown = shown_addresses(report.message.text(Id::original_display_to));
    if (shown.empty()) return {};
    for (const std::string& address : shown) add_recipient(fields, report.message, {"", address, ""}, domain, action);
  }
  return leaf_part("message/delivery-status", "", fields);
}

std::string disposition_part(const Item& report, std::string_view disposition) {
  std::string fields;
  const std::string reader = address_of(sender(report.message), domain_of(report));
  if (!reader.empty()) add_field(fields, "Final-Recipient", "rfc822; " + reader);
  add_field(fields, "Original-Message-ID", report.message.text(Id::original_message_id));
  // Whether the person or the program sent it nobody kept; RFC 8098 3.2.6 wants one of the two.
  add_field(fields, "Disposition", "manual-action/MDN-sent-manually; " + std::string(disposition));
  return leaf_part("message/disposition-notification", "", fields);
}

std::string returned_header_part(const Item& report) {
  const Properties& message = report.message;
  std::string fields;
  std::string subject = message.text(Id::original_subject);
  if (subject.empty()) subject = message.text(Id::conversation_topic);
  add_field(fields, "Subject", subject);
  add_field(fields, "Message-ID", message.text(Id::original_message_id));
  add_field(fields, "Date", message.date(Id::original_submit_time));
  if (const Person from = original_sender(message); !from.address.empty()) add_field(fields, "From", mailbox(from));
  if (fields.empty()) return {};
  std::vector<std::string> to = shown_addresses(message.text(Id::original_display_to));
  if (to.empty() && report_class(report.message_class)->disposition.empty())
    for (const Properties* row : reported(report))
      if (Person person = recipient(*row); !person.address.empty()) to.push_back(std::move(person.address));
  add_field(fields, "To", joined(to));
  add_field(fields, "Cc", joined(shown_addresses(message.text(Id::original_display_cc))));
  return leaf_part("text/rfc822-headers", "", fields);
}

}  // namespace eb::outlook
