// SPDX-License-Identifier: MIT
#include "host/explain/notes.h"

#include <algorithm>
#include <array>
#include <utility>

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
    for (const std::string& address : *addresses) add_once(own, owner_of(domain_of(address)));
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

// The address that failed is none of those that the mail was written to.
bool was_forwarded(const Report& report, const Question& question, std::vector<std::string>& evidence) {
  if (report.recipients.size() != 1 || report.original.to.empty()) return false;
  const std::string& failed = report.recipients.front().address;
  const auto is_failed = [&](const std::string& address) { return same_word(address, failed); };
  if (failed.find('@') == std::string::npos || got_it(report.recipients.front()) ||
      std::any_of(report.original.to.begin(), report.original.to.end(), is_failed) ||
      std::any_of(question.me.begin(), question.me.end(), is_failed))
    return false;
  constexpr std::size_t enough = 3;
  for (std::size_t i = 0; i < report.original.to.size() && i < enough; ++i)
    evidence.push_back(shown_value(report.original.to[i]));
  return true;
}

}  // namespace

std::vector<Note> notes_of(const Report& report, const Question& question) {
  std::vector<Note> notes;
  if (!report.lures.empty()) {
    Note note{"looks_fake", {}};
    for (const std::string& line : report.lures) note.evidence.push_back(shown_value(line));
    notes.push_back(std::move(note));
  }
  if (report.kind != Kind::failure && report.kind != Kind::delay) return notes;
  std::vector<std::string> evidence;
  if (was_sent_by_another(report, question, evidence)) notes.push_back({"not_sent_by_you", std::move(evidence)});
  evidence.clear();
  if (notes.empty() && was_forwarded(report, question, evidence)) notes.push_back({"forwarded", std::move(evidence)});
  return notes;
}

}  // namespace eb
