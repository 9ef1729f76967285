// SPDX-License-Identifier: MIT
#include "mime/report.h"

#include <algorithm>
#include <utility>

#include "mime/candidate.h"
#include "mime/conditions.h"
#include "mime/delivery_status.h"
#include "mime/line_pattern.h"
#include "mime/notice.h"
#include "mime/report_parts.h"
#include "mime/returned.h"
#include "mime/ses_notification.h"
#include "mime/status_in_text.h"
#include "mime/text.h"
#include "mime/utf8.h"
#include "mime/visible_text.h"

namespace eb {
namespace {

constexpr std::size_t most_lure_bytes = 65536;
constexpr std::size_t longest_words = 8000;  // that are taken for one recipient's reason

std::string words_of(const Message& message, const ReportParts& parts) {
  constexpr std::size_t enough = std::size_t{256} << 10;
  std::string out;
  for (const int i : parts.words) {
    if (out.size() > enough) break;
    if (!out.empty()) out += "\n\n";
    out += body_text(part(message, i));
  }
  return out;
}

Returned returned_of(const Message& message, const ReportParts& parts) {
  if (parts.returned < 0) return {};
  const Part& p = part(message, parts.returned);
  if (!p.children.empty()) return read_returned(part(message, p.children.front()).fields);
  return read_returned(read_fields(decoded_body(p)));
}

bool names(const ReportedRecipient& recipient, std::string_view address) {
  return same_word(recipient.address, address) || same_word(recipient.final_address, address);
}

ReportedRecipient recipient_of(const RecipientFields& fields) {
  ReportedRecipient r;
  const bool original = fields.original_recipient.find('@') != std::string::npos;
  r.address = original ? fields.original_recipient : fields.final_recipient;
  if (!same_word(fields.final_recipient, r.address)) r.final_address = fields.final_recipient;
  r.action = fields.action;
  r.status = fields.status;
  r.diagnostic = fields.diagnostic;
  r.notice = fields.status_comment;
  r.remote_mta = fields.remote_mta;
  r.last_attempt = fields.last_attempt;
  r.will_retry_until = fields.will_retry_until;
  if (r.action.empty()) r.action = !r.status.empty() && r.status[0] == '2' ? "delivered" : "failed";
  if (r.action == "failure" || r.action == "error") r.action = "failed";
  if (r.action == "delay") r.action = "delayed";
  // Postfix answers "sendmail -bv" with these.
  if (r.action == "deliverable") r.action = "delivered";
  if (r.action == "undeliverable") r.action = "failed";
  return r;
}

// A recipient that stands in several status parts or groups is one: the later group fills what the first left open.
void add_recipient(Report& report, ReportedRecipient fresh) {
  for (ReportedRecipient& known : report.recipients) {
    if (fresh.address.empty() || !same_word(known.address, fresh.address)) continue;
    if (known.diagnostic.empty()) known.diagnostic = std::move(fresh.diagnostic);
    if (known.status.empty()) known.status = std::move(fresh.status);
    if (fresh.action == "failed") known.action = std::move(fresh.action);
    return;
  }
  report.recipients.push_back(std::move(fresh));
}

void read_status(std::string_view body, Report& report) {
  DeliveryStatus status = read_delivery_status(body);
  if (report.reporting_mta.empty()) report.reporting_mta = std::move(status.reporting_mta);
  if (report.arrival_date.empty()) report.arrival_date = std::move(status.arrival_date);
  for (const RecipientFields& fields : status.recipients) {
    ReportedRecipient recipient = recipient_of(fields);
    if (!recipient.address.empty() || !recipient.diagnostic.empty() || !recipient.status.empty())
      add_recipient(report, std::move(recipient));
  }
}

void read_status_parts(const Message& message, const ReportParts& parts, Report& report) {
  for (const int i : parts.status) read_status(decoded_body(part(message, i)), report);
}

// Exim reports a file or a program where the mail would have gone; the address that led there stands in the header.
void name_pipes(const Part& root, Report& report) {
  if (report.recipients.size() != 1 || report.recipients.front().address.find('@') != std::string::npos) return;
  const auto failed = addresses(field(root, "X-Failed-Recipients"));
  if (failed.size() != 1) return;
  report.recipients.front().final_address = std::move(report.recipients.front().address);
  report.recipients.front().address = failed.front();
}

// The worst of the actions: failed, delayed, then those of success (RFC 3464 2.3.3).
Kind kind_of_actions(const std::vector<ReportedRecipient>& recipients) {
  const auto any = [&](std::string_view action) {
    return std::any_of(recipients.begin(), recipients.end(),
                       [&](const ReportedRecipient& r) { return r.action == action; });
  };
  if (any("failed")) return Kind::failure;
  if (any("delayed")) return Kind::delay;
  if (any("expanded") || any("relayed") || any("delivered")) return Kind::delivery;
  return Kind::failure;
}

// The reply that a notice quotes is the diagnostic where no field holds one; `or_all`: else the whole notice is.
void take_quoted_reply(ReportedRecipient& recipient, bool or_all = true) {
  for (const std::string_view mark : {"\u3002", "\uff0c", "\uff1a", "\u3001"})  // the end of the sentence before
    if (recipient.notice.compare(0, mark.size(), mark) == 0) recipient.notice.erase(0, mark.size());
  QuotedReply quoted = quoted_reply(recipient.notice);
  if (recipient.remote_mta.empty()) recipient.remote_mta = std::move(quoted.host);
  if (recipient.diagnostic.empty() && (or_all || !quoted.reply.empty()))
    recipient.diagnostic = quoted.reply.empty() ? recipient.notice : std::move(quoted.reply);
}

// Never the sender or the machine that reports.
bool is_bystander(const Report& report, const Part& root, std::string_view address) {
  const auto is = [&](std::string_view header) {
    const auto found = addresses(header);
    return std::any_of(found.begin(), found.end(), [&](const std::string& a) { return same_word(a, address); });
  };
  const std::string_view local = address.substr(0, address.find('@'));
  if (same_word(local, "mailer-daemon") || same_word(local, "postmaster") || same_word(local, "mailerdaemon"))
    return true;
  const bool asked_for = std::any_of(report.original.to.begin(), report.original.to.end(),
                                     [&](const std::string& to) { return same_word(to, address); });
  if (asked_for) return false;
  const std::string* path = find_field(report.original.fields, "Return-Path");
  return same_word(address, report.original.from) || is(field(root, "From")) || is(field(root, "To")) ||
         (path != nullptr && is(*path));
}

void add_told(Report& report, std::string address, std::string words, bool delayed) {
  ReportedRecipient recipient;
  recipient.address = std::move(address);
  recipient.action = delayed ? "delayed" : "failed";
  recipient.notice = std::move(words);
  take_quoted_reply(recipient);
  report.recipients.push_back(std::move(recipient));
}

// "Final-Recipient: RFC822; @mx.example.org", or a file or a program of that host: no mailbox; the words know it.
void name_mailbox(ReportedRecipient& recipient, std::string_view told) {
  const std::size_t at = recipient.address.find('@');
  if (at != 0 && at != std::string::npos) return;
  if (at != 0) recipient.final_address = std::move(recipient.address);
  recipient.address = std::string(told);
}

// What the prose says: recipients where no machine-readable part names them, else what it adds to those.
void read_words(const Part& root, Setting setting, Report& report) {
  Notice notice = read_notice(report.notice, &root.fields, setting);
  if (report.original.fields.empty() && !notice.returned.empty()) report.original = read_returned_text(notice.returned);
  if (!notice.recipients.empty()) report.preface = std::string(notice.preface);
  if (!notice.returned.empty())
    report.notice.resize(static_cast<std::size_t>(notice.returned.data() - report.notice.data()));
  if (!report.recipients.empty()) {
    if (report.recipients.size() == 1 && notice.recipients.size() == 1)
      name_mailbox(report.recipients.front(), notice.recipients.front().address);
    for (const NoticeRecipient& told : notice.recipients)
      for (ReportedRecipient& recipient : report.recipients)
        if (recipient.notice.empty() && names(recipient, told.address)) {
          recipient.notice = told.reason;
          take_quoted_reply(recipient, false);
        }
    return;
  }
  report.layout = std::move(notice.layout);
  const bool delayed = notice.delayed || fits_list("delay", root.fields, {});
  for (NoticeRecipient& told : notice.recipients)
    if (!is_bystander(report, root, told.address))
      add_told(report, std::move(told.address), std::move(told.reason), delayed);
  if (!report.recipients.empty()) return;
  // Exim names them in a field of the mail, too.
  for (std::string& address : addresses(field(root, "X-Failed-Recipients")))
    add_told(report, std::move(address), report.notice.substr(0, longest_words), delayed);
}

// A notice that names nobody, and a returned mail that went to one: the address after "for" in the newest Received
// field (RFC 5321 4.4), else its only recipient.
void take_recipient_of_returned(const Part& root, Report& report) {
  std::string address;
  for (const Field& f : report.original.fields) {
    const std::size_t at = same_word(f.name, "Received") ? f.value.rfind("for <") : std::string::npos;
    if (at == std::string::npos) continue;
    address = std::string(find_address(std::string_view(f.value).substr(at + 4)));
    break;
  }
  if (address.empty() || is_bystander(report, root, address))
    address = report.original.to.size() == 1 ? report.original.to.front() : "";
  if (!address.empty())
    add_told(report, std::move(address), report.notice.substr(0, longest_words), fits_list("delay", root.fields, {}));
}

// "Fwd: Undelivered Mail Returned to Sender": somebody asks somebody else about a bounce.
bool is_forwarded_bounce(const Part& root) {
  std::string subject = decode_words(field(root, "Subject"));
  const std::string lower = ascii_lower(subject);
  for (const std::string_view prefix :
       {"fwd: ", "fw: ", "vb: ", "vs: ", "wg: ", "tr: ", "rv: ", "doorst: ", "i: ", "enc: "})
    if (lower.compare(0, prefix.size(), prefix) == 0) return is_candidate({{"Subject", subject.substr(prefix.size())}});
  return false;
}

// Who else may be written to: the first address in the words that is neither the absent one's nor the reader's.
std::string other_address(const Report& report) {
  std::string_view rest = report.notice;
  for (std::string_view found = find_address(rest); !found.empty(); found = find_address(rest)) {
    const bool known =
        same_word(found, report.from) ||
        std::any_of(report.to.begin(), report.to.end(), [&](const auto& to) { return same_word(found, to); });
    if (!known) return std::string(found);
    rest.remove_prefix(static_cast<std::size_t>(found.data() - rest.data()) + found.size());
  }
  return {};
}

void read_feedback(const Message& message, const ReportParts& parts, Report& report) {
  const auto fields = read_fields(decoded_body(part(message, parts.feedback)));
  const auto value = [&](std::string_view name) {
    const std::string* found = find_field(fields, name);
    return found ? *found : std::string();
  };
  report.feedback_type = ascii_lower(value("Feedback-Type"));
  // RFC 5965 3.2: whom the mail that is complained about was for.
  for (const std::string_view name : {"Original-Rcpt-To", "Removal-Recipient"})
    if (report.feedback_address.empty()) report.feedback_address = typed_address(value(name));
  if (report.feedback_address.find('@') == std::string::npos)
    report.feedback_address = report.original.to.empty() ? "" : report.original.to.front();
}

std::vector<std::string> hosts_after_by(const Part& root) {
  std::vector<std::string> out;
  for (const Field& f : root.fields) {
    if (!same_word(f.name, "Received")) continue;
    const std::size_t at = f.value.find("by ");
    if (at == std::string::npos || (at > 0 && f.value[at - 1] != ' ' && f.value[at - 1] != '\t')) continue;
    const std::string_view rest = std::string_view(f.value).substr(at + 3);
    out.emplace_back(rest.substr(0, rest.find_first_of(" \t;(")));
  }
  return out;
}

// A lure: no report, nothing returned, a link or an attachment to open, and the words of kinds.json for it.
bool dresses_as_a_bounce(const Message& message, const ReportParts& parts, Report& report) {
  const Part& root = part(message, parts.root);
  if (!parts.status.empty() || parts.returned >= 0 || !report.original.fields.empty()) return false;
  if (!report.layout.empty() && report.layout != "generic") return false;
  if (!is_candidate(root.fields) && !fits_list("lure_subject", root.fields, {})) return false;
  const bool leads_away = std::any_of(parts.words.begin(), parts.words.end(), [&](int i) {
    const std::string body = ascii_lower(decoded_body(part(message, i)).substr(0, most_lure_bytes));
    return body.find("href=") != std::string::npos || body.find("http://") != std::string::npos ||
           body.find("https://") != std::string::npos;
  });
  if (!leads_away) return false;
  report.lures = fitting_lines("lure", report.subject + "\n" + report.notice);
  return !report.lures.empty();
}

// The kind of a mail that names nobody whom it could not reach.
Kind kind_of_words(const Part& root, const Report& report, bool machine) {
  if (machine) return Kind::failure;  // it says that it failed, but not for whom
  if (fits_list("held", root.fields, report.notice)) return Kind::held;
  if (fits_list("challenge", root.fields, report.notice)) return Kind::challenge;
  const bool auto_reply = fits_list("auto_reply", root.fields, {}) && !fits_list("ordinary", root.fields, {});
  if (auto_reply) return Kind::auto_reply;
  return report.layout.empty() ? Kind::not_a_report : Kind::failure;
}

Report read_parts(const Message& message, const ReportParts& parts) {
  const Part& root = part(message, parts.root);
  Report report;
  report.subject = decode_words(field(root, "Subject"));
  if (auto from = addresses(field(root, "From")); !from.empty()) report.from = std::move(from.front());
  report.to = addresses(field(root, "To"));
  report.original = returned_of(message, parts);
  report.notice = words_of(message, parts);
  if (parts.feedback >= 0) {
    report.kind = Kind::feedback_report;
    read_feedback(message, parts, report);
    return report;
  }
  if (fits_list("complaint", root.fields, {})) {
    // Outlook.com's Junk Mail Reporting Program: the mail that somebody called junk, and no machine-readable part.
    report.kind = Kind::feedback_report;
    report.feedback_type = "abuse";
    if (!report.original.to.empty()) report.feedback_address = report.original.to.front();
    return report;
  }
  report.received_by = hosts_after_by(root);
  if (read_ses_notification(report)) return report;
  const bool forwarded = is_forwarded_bounce(root);
  if (forwarded) report.notice = unquoted(report.notice);
  // A subject alone may be a person's: is_candidate() lights the button, but does not decide here.
  const bool by_machine = !parts.status.empty() || fits_list("machine", root.fields, {});
  const bool waits =
      parts.status.empty() && (fits_list("held", root.fields, {}) || fits_list("challenge", root.fields, {}));
  read_status_parts(message, parts, report);
  if (parts.status.empty() && (by_machine || forwarded)) read_status(status_fields_in(report.notice), report);
  const bool machine = !parts.status.empty() || !report.recipients.empty();
  if (machine) report.layout = "rfc3464";
  Setting setting = forwarded ? Setting::forward : Setting::unknown;
  if (by_machine) setting = waits || parts.disposition >= 0 ? Setting::unknown : Setting::bounce;
  read_words(root, setting, report);
  if (dresses_as_a_bounce(message, parts, report)) {
    report.recipients.clear();
    report.layout.clear();
    report.kind = Kind::not_a_report;
    return report;
  }
  if (!report.recipients.empty()) {
    name_pipes(root, report);
    report.kind = kind_of_actions(report.recipients);
    return report;
  }
  report.kind = parts.disposition >= 0 ? Kind::receipt : kind_of_words(root, report, machine);
  if (report.kind == Kind::auto_reply) report.contact_instead = other_address(report);
  return report;
}

}  // namespace

Report read_report(const Message& message) {
  const ReportParts parts = find_report_parts(message);
  Report report = read_parts(message, parts);
  if (report.kind != Kind::failure || !report.recipients.empty()) return report;
  // A wrapper around the report that tells.
  for (const ReportParts& inside : reports_inside(message, parts.root))
    if (Report inner = read_parts(message, inside); !inner.recipients.empty()) return inner;
  take_recipient_of_returned(part(message, parts.root), report);
  if (!report.recipients.empty()) report.kind = kind_of_actions(report.recipients);
  return report;
}

Report read_visible_text(std::string_view text) {
  Report report;
  report.notice = plain_text(is_utf8(text) ? std::string(text) : to_utf8(text, {}));
  if (begins_with_header(report.notice)) {
    // Somebody copied the source.
    const std::string_view source = std::string_view(report.notice).substr(report.notice.find_first_not_of(" \r\n"));
    if (Report mail = read_report(read_message(source)); mail.kind != Kind::not_a_report) return mail;
  }
  Part nobody;
  read_status(status_fields_in(report.notice), report);
  if (!report.recipients.empty()) report.layout = "rfc3464";
  read_words(nobody, Setting::bounce, report);
  if (report.original.fields.empty()) report.original = read_returned_text(first_header_in(report.notice));
  if (report.recipients.empty()) take_recipient_of_returned(nobody, report);
  if (report.recipients.empty()) {
    // A bare reply line, or words without an address.
    ReportedRecipient recipient;
    recipient.address = std::string(find_address(report.notice));
    recipient.action = "failed";
    recipient.notice = report.notice.substr(0, longest_words);
    take_quoted_reply(recipient);
    report.recipients.push_back(std::move(recipient));
  }
  if (report.layout.empty()) report.layout = "text";
  report.kind = kind_of_actions(report.recipients);
  return report;
}

}  // namespace eb
