// SPDX-License-Identifier: MIT
#include "host/evidence/evidence.h"

#include <algorithm>
#include <utility>

#include "host/evidence/code.h"
#include "host/evidence/normalize.h"
#include "host/evidence/provider.h"
#include "mime/text.h"

namespace eb {
namespace {

constexpr std::size_t longest_text = 16384;  // words that decide stand at the beginning

// Whoever wrote the innermost quoted reply: its own words, then the host that said them, then the server that reports.
std::string_view speaker(const Report& report, const ReportedRecipient& recipient, const Evidence& evidence) {
  for (const EvidenceText& text : evidence.texts)
    if (text.source == Source::diagnostic)
      if (const std::string_view found = provider_of_text(text.normalized); !found.empty()) return found;
  if (const std::string_view found = provider_of_host(recipient.remote_mta); !found.empty()) return found;
  if (!recipient.remote_mta.empty()) return {};  // somebody else's server spoke
  for (const EvidenceText& text : evidence.texts)
    if (const std::string_view found = provider_of_text(text.normalized); !found.empty()) return found;
  if (const std::string_view found = provider_of_host(report.reporting_mta); !found.empty()) return found;
  return provider_of_host(report.from.substr(report.from.find('@') + 1));
}

// The server's own words. An IMCEAEX address is part of what they say: it tells why the address is not found.
std::string own_words(const ReportedRecipient& recipient) {
  if (!same_word(recipient.address.substr(0, 8), "IMCEAEX-") ||
      recipient.diagnostic.find(recipient.address) != std::string::npos)
    return recipient.diagnostic;
  return recipient.address + ' ' + recipient.diagnostic;
}

// Words that stand once and hold for all: the whole notice where it has one recipient, and what stands before the first
// where none has words of its own.
std::string_view shared_words(const Report& report) {
  if (report.recipients.size() == 1) return report.notice;
  const bool none = std::all_of(report.recipients.begin(), report.recipients.end(),
                                [](const ReportedRecipient& r) { return r.diagnostic.empty(); });
  return none ? std::string_view(report.preface) : std::string_view{};
}

}  // namespace

Evidence gather(const Report& report, const ReportedRecipient& recipient) {
  Evidence evidence;
  evidence.address = recipient.address;
  evidence.action = recipient.action;
  evidence.still_trying = recipient.action == "delayed";
  evidence.diagnostic = recipient.diagnostic;
  evidence.remote_mta = recipient.remote_mta;
  evidence.has_words = !recipient.diagnostic.empty() || !recipient.notice.empty();
  const std::string words = without_consequences(recipient.notice);
  const std::string shared = without_consequences(shared_words(report));
  Codes codes = believe(recipient.status, without_consequences(recipient.diagnostic), words);
  if (codes.status.empty() || codes.reply_code.empty()) {
    Codes around = believe({}, {}, shared);
    if (codes.status.empty()) codes.status = std::move(around.status);
    if (codes.reply_code.empty() &&
        (codes.status.empty() || around.reply_code.substr(0, 1) == codes.status.substr(0, 1)))
      codes.reply_code = std::move(around.reply_code);
  }
  evidence.status = std::move(codes.status);
  evidence.reply_code = std::move(codes.reply_code);
  const auto add = [&](Source source, std::string_view text) {
    std::string normalized = normalize(text.substr(0, longest_text));
    if (normalized.empty()) return;
    for (const EvidenceText& known : evidence.texts)
      if (known.normalized == normalized) return;
    evidence.texts.push_back({source, std::move(normalized)});
  };
  add(Source::diagnostic, own_words(recipient));
  add(Source::notice, words);
  add(Source::notice, shared);
  evidence.provider = std::string(speaker(report, recipient, evidence));
  return evidence;
}

}  // namespace eb
