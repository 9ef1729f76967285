// SPDX-License-Identifier: MIT
#include "host/explain/notes.h"

#include <algorithm>
#include <array>
#include <utility>

#include "host/explain/envelope_address.h"
#include "host/explain/host_names.h"
#include "host/explain/sending_service.h"
#include "host/explain/values.h"
#include "mime/text.h"

namespace eb {
namespace {

void add_once(std::vector<std::string>& all, std::string value) {
  if (!value.empty() && std::find(all.begin(), all.end(), value) == all.end()) all.push_back(std::move(value));
}

// A Received field without addresses: only the hosts of the hop are left.
std::string hop_of(std::string_view received) {
  std::string out;
  int brackets = 0;
  for (const char c : ascii_lower(received)) {
    if (c == '<') ++brackets;
    if (brackets == 0) out += c;
    if (c == '>' && brackets > 0) --brackets;
  }
  return out;
}

// The oldest Received field, without its date: whom the mail came from at the beginning of its way.
std::string beginning_of(const std::string& oldest) {
  const std::string line = shown_value(oldest, 160);
  return line.substr(0, line.find(';'));
}

// A server on the way found that the sending one may not send for the domain (RFC 7208, RFC 8601). Not the one that
// refused: it would say so in its reply, and the reader's own mail may be meant.
bool was_found_forged(const Report& report) {
  for (const ReportedRecipient& recipient : report.recipients) {
    const std::string said = ascii_lower(recipient.diagnostic + recipient.notice);
    for (const std::string_view word : {"spf", "dmarc", "dkim"})
      if (said.find(word) != std::string::npos) return false;
  }
  return std::any_of(report.original.fields.begin(), report.original.fields.end(), [](const Field& field) {
    const std::string name = ascii_lower(field.name);
    const std::string value = ascii_lower(trim(field.value));
    if (name == "received-spf") return value.compare(0, 4, "fail") == 0 || value.compare(0, 8, "softfail") == 0;
    if (name != "authentication-results" && name != "arc-authentication-results") return false;
    return value.find("spf=fail") != std::string::npos || value.find("spf=softfail") != std::string::npos ||
           value.find("dmarc=fail") != std::string::npos;
  });
}

// The trail of the returned mail leads through none of the reader's servers, somebody on the way found it forged, and
// nothing vouches for it. Where a reader's mail starts is not known (webmail, a provider's inner hosts), so the trail
// alone proves nothing.
bool was_sent_by_another(const Report& report, const Question& question, std::vector<std::string>& evidence) {
  std::vector<std::string> own;
  for (const std::string& host : report.received_by) add_once(own, owner_of(host));
  if (own.empty() || !was_found_forged(report)) return false;
  for (const auto* addresses : {&question.me, &report.to})
    for (const std::string& address : *addresses) add_once(own, owner_of(domain_of(envelope_address(address).address)));
  const std::string* oldest = nullptr;
  for (const Field& field : report.original.fields) {
    const std::string name = ascii_lower(field.name);
    const std::string value = ascii_lower(field.value);
    if (name == "dkim-signature")
      for (const std::string& domain : own)
        if (value.find("d=" + domain) != std::string::npos) return false;
    if (name != "received") continue;
    const std::string hop = hop_of(field.value);
    if (hop.find(" by ") == std::string::npos && hop.compare(0, 3, "by ") != 0) continue;
    oldest = &field.value;
    for (const std::string_view vouched : {"esmtpsa", "esmtpa", "asmtp", "authenticated", "utf8smtpa"})
      if (hop.find(vouched) != std::string::npos) return false;
    for (const std::string& domain : own)
      if (names_host_of(hop, domain)) return false;
    if (names_sender_for_others(hop)) return false;
  }
  if (oldest == nullptr) return false;
  evidence.push_back(beginning_of(*oldest));
  return true;
}

// Who sent the mail on to the address that failed, as the returned header tells it: the person's own address that the
// mail was written to, or the domain that rewrote the sender. Empty where it does not show.
std::string forwarder_of(const Report& report, std::string_view failed) {
  const auto is_written_to = [&](std::string_view address) {
    return std::any_of(report.original.to.begin(), report.original.to.end(),
                       [&](const std::string& to) { return same_mailbox(to, address); });
  };
  std::string rewriter;
  for (const Field& field : report.original.fields) {
    const std::string name = ascii_lower(field.name);
    const std::vector<std::string> named = addresses(field.value);
    // Delivered-To and X-Original-To: whose mailbox the mail had reached; X-Forwarded-For (Gmail), Resent-From (RFC
    // 5322 3.6.6): who sent it on.
    const bool reached = name == "delivered-to" || name == "x-original-to";
    const bool sent_on = name == "x-forwarded-for" || name == "resent-from";
    for (const std::string& address : named)
      if (!same_mailbox(address, failed) && (sent_on || (reached && is_written_to(address)))) return address;
    if (name == "return-path" && !named.empty()) rewriter = envelope_address(named.front()).forwarder;
    if (name != "received") continue;
    // RFC 5321 4.4: "for <address>", the recipient at that hop.
    const std::string hop = ascii_lower(field.value);
    const auto begin = hop.find(" for <");
    const auto end = begin == std::string::npos ? begin : hop.find('>', begin);
    if (end == std::string::npos) continue;
    std::string reached_at = field.value.substr(begin + 6, end - begin - 6);
    if (!same_mailbox(reached_at, failed) && is_written_to(reached_at)) return reached_at;
  }
  for (const std::string& address : report.to)
    if (rewriter.empty()) rewriter = envelope_address(address).forwarder;
  return rewriter;
}

// The address that failed is none of those that the mail was written to.
bool was_forwarded(const Report& report, const Question& question, Note& note) {
  if (report.recipients.size() != 1 || report.original.to.empty()) return false;
  const std::string& failed = report.recipients.front().address;
  const auto is_failed = [&](const std::string& address) { return same_mailbox(address, failed); };
  if (failed.find('@') == std::string::npos || got_it(report.recipients.front()) ||
      std::any_of(report.original.to.begin(), report.original.to.end(), is_failed) ||
      std::any_of(question.me.begin(), question.me.end(), is_failed))
    return false;
  constexpr std::size_t enough = 3;
  for (std::size_t i = 0; i < report.original.to.size() && i < enough; ++i)
    note.evidence.push_back(shown_value(report.original.to[i]));
  note.forwarder = shown_value(forwarder_of(report, failed));
  return true;
}

// What a thief of the account would cause, and the trail begins at the reader's own server.
bool may_be_a_thief(const Report& report, const std::vector<std::string_view>& reasons,
                    std::vector<std::string>& evidence) {
  const bool suspicious = std::any_of(reasons.begin(), reasons.end(), [](std::string_view reason) {
    return reason == "virus" || reason == "spam" || reason == "sender_account_blocked";
  });
  if (!suspicious) return false;
  const std::string* oldest = nullptr;
  for (const Field& field : report.original.fields)
    if (same_word(field.name, "Received")) oldest = &field.value;
  if (oldest == nullptr) return false;
  const std::string hop = hop_of(*oldest);
  for (const std::string& host : report.received_by)
    if (const std::string owner = owner_of(host); !owner.empty() && names_host_of(hop, owner)) {
      evidence.push_back(beginning_of(*oldest));
      return true;
    }
  return false;
}

}  // namespace

std::vector<Note> notes_of(const Report& report, const Question& question,
                           const std::vector<std::string_view>& reasons) {
  std::vector<Note> notes;
  if (!report.lures.empty()) {
    Note note{"looks_fake"};
    for (const std::string& line : report.lures) note.evidence.push_back(shown_value(line));
    notes.push_back(std::move(note));
  }
  if (report.kind != Kind::failure && report.kind != Kind::delay) return notes;
  std::vector<std::string> evidence;
  if (was_sent_by_another(report, question, evidence))
    notes.push_back({"not_sent_by_you", std::move(evidence)});
  else if (may_be_a_thief(report, reasons, evidence))
    notes.push_back({"check_your_account", std::move(evidence)});
  Note forwarded{"forwarded"};
  if (notes.empty() && was_forwarded(report, question, forwarded)) notes.push_back(std::move(forwarded));
  return notes;
}

}  // namespace eb
