// SPDX-License-Identifier: MIT
#include "host/explain/values.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "host/evidence/provider.h"
#include "host/explain/blocklist.h"
#include "host/explain/envelope_address.h"
#include "host/explain/imceaex.h"
#include "host/explain/ip_address.h"
#include "host/explain/mailbox_domains.h"
#include "host/explain/message_size.h"
#include "host/explain/retry_after.h"
#include "host/explain/sending_service.h"
#include "host/explain/written_amount.h"
#include "host/explain/written_time.h"
#include "mime/text.h"
#include "mime/utf8.h"

namespace eb {
namespace {

constexpr std::string_view ellipsis = "\u2026";

// Length of the UTF-8 sequence that begins with `lead`.
std::size_t sequence(char lead) {
  const auto u = static_cast<unsigned char>(lead);
  return u < 0x80 ? 1 : u < 0xE0 ? 2 : u < 0xF0 ? 3 : 4;
}

enum class Effect { letter, blank, nothing };

// What a character of `text` may do to the sentence around it.
Effect effect_of(std::string_view character) {
  if (character.size() == 1) {
    const auto u = static_cast<unsigned char>(character.front());
    if (u == ' ' || u == '\t' || u == '\n' || u == '\r') return Effect::blank;
    return u < 0x20 || u == 0x7F ? Effect::nothing : Effect::letter;
  }
  const auto in = [&](std::string_view from, std::string_view to) { return character >= from && character <= to; };
  if (character == "\u0085" || character == "\u00A0" || in("\u2028", "\u2029")) return Effect::blank;
  if (in("\u0080", "\u009F") || character == "\u00AD" || character == "\u061C" || character == "\u180E" ||
      in("\u200B", "\u200F") || in("\u202A", "\u202E") || in("\u2060", "\u206F") || character == "\uFEFF" ||
      in("\uFFF9", "\uFFFB") || in("\U000E0000", "\U000E0FFF"))
    return Effect::nothing;
  return Effect::letter;
}

void put(Values& values, std::string_view name, std::string_view value) {
  std::string fit = shown_value(value);
  if (!fit.empty()) values[std::string(name)] = std::move(fit);
}

void put_recipient(Values& values, const ReportedRecipient& recipient, std::string_view language) {
  // Nobody wrote to an IMCEAEX address: the name behind it is what the reader knows.
  const std::string name = readable_name(recipient.address);
  put(values, "recipient", name.empty() ? recipient.address : name);
  put(values, "recipient_domain", domain_of(recipient.address));
  put(values, "final_address", recipient.final_address);
  put(values, "remote_mta", recipient.remote_mta);
  put(values, "last_attempt", written_time(recipient.last_attempt, language));
  put(values, "will_retry_until", written_time(recipient.will_retry_until, language));
}

// The line for the reader's own domain: nobody changes that of a mailbox provider.
void put_spf(Values& values, const Report& report, const ReportedRecipient& recipient, const Refusal& refusal) {
  const auto domain = values.find("own_domain");
  if (domain == values.end()) return;
  // Who reports a refusal by another is the one that sent.
  const bool reporter_sent = !recipient.remote_mta.empty() && !same_word(recipient.remote_mta, report.reporting_mta);
  const SpfAdvice advice = spf_advice(reporter_sent ? std::string_view(report.reporting_mta) : "", refusal.ip);
  put(values, "spf_mechanism", advice.mechanism);
  if (!advice.record.empty()) put(values, "spf_record", domain->second + " TXT \"" + advice.record + '"');
}

// Those that the report is about: the ones that have a problem, all if none has.
std::vector<const ReportedRecipient*> concerned(const Report& report) {
  std::vector<const ReportedRecipient*> out;
  for (const ReportedRecipient& r : report.recipients)
    if (!got_it(r)) out.push_back(&r);
  if (out.empty())
    for (const ReportedRecipient& r : report.recipients) out.push_back(&r);
  return out;
}

Values values_of_mail(const Report& report, const Question& question, std::string_view language) {
  Values values;
  const std::string reader = reader_of(report, question);
  put(values, "sender", reader);
  const std::string_view domain = domain_of(reader);
  put(values, "sender_domain", domain);
  put(values, is_mailbox_domain(ascii_lower(domain)) ? "public_domain" : "own_domain", domain);
  put(values, "subject", report.original.subject);
  put(values, "date", written_time(report.original.date, language));
  put(values, "reporting_mta", report.reporting_mta);
  put(values, "contact_instead", report.contact_instead);
  if (const std::size_t count = concerned(report).size(); count > 0) put(values, "count", std::to_string(count));
  return values;
}

}  // namespace

std::string shown_value(std::string_view text, std::size_t limit) {
  const std::string valid = is_utf8(text) ? std::string(text.substr(0, 4 * limit + 4)) : to_utf8(text, {});
  std::string out;
  bool blank = false;
  for (std::size_t i = 0; i < valid.size();) {
    const std::size_t size = sequence(valid[i]);
    if (i + size > valid.size()) break;  // cut above
    const std::string_view character = std::string_view(valid).substr(i, size);
    i += size;
    const Effect effect = effect_of(character);
    if (effect == Effect::blank) blank = !out.empty();
    if (effect != Effect::letter) continue;
    if (out.size() + size + (blank ? 1 : 0) > limit) return out + std::string(ellipsis);
    if (std::exchange(blank, false)) out += ' ';
    out += character;
  }
  return out;
}

std::string_view domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  return at == std::string_view::npos ? std::string_view{} : address.substr(at + 1);
}

bool got_it(const ReportedRecipient& recipient) {
  return recipient.action == "delivered" || recipient.action == "relayed" || recipient.action == "expanded";
}

std::string cut_text(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  return std::string(whole_characters(text, limit)) + std::string(ellipsis);
}

std::string reader_of(const Report& report, const Question& question) {
  std::vector<std::string> named{report.original.from};
  for (const Field& field : report.original.fields)
    if (same_word(field.name, "Return-Path") || same_word(field.name, "Sender"))
      for (std::string& address : addresses(field.value)) named.push_back(std::move(address));
  named.insert(named.end(), report.to.begin(), report.to.end());
  for (const std::string& address : named)
    for (const std::string& mine : question.me)
      if (!address.empty() && same_mailbox(address, mine)) return envelope_address(address).address;
  const auto first = std::find_if(named.begin(), named.end(), [](const std::string& a) { return !a.empty(); });
  return first == named.end() ? std::string() : envelope_address(*first).address;
}

Refusal refusal_of(const ReportedRecipient& recipient, const Verdict& verdict) {
  Refusal refusal;
  refusal.ip = sending_ip(recipient.diagnostic, recipient.remote_mta);
  if (refusal.ip.empty()) refusal.ip = sending_ip(recipient.notice, recipient.remote_mta);
  refusal.blocklist = verdict.blocklist;
  if (refusal.blocklist.empty() && (verdict.reason == "ip_blocked" || verdict.reason == "domain_blocked"))
    refusal.blocklist = blocklist_in(recipient.diagnostic);
  refusal.retry_after = retry_after(recipient.diagnostic);
  if (refusal.retry_after == 0) refusal.retry_after = retry_after(recipient.notice);
  if (verdict.reason == "message_too_large") {
    refusal.sizes = message_sizes(recipient.diagnostic);
    const MessageSizes in_prose = message_sizes(recipient.notice);
    if (refusal.sizes.limit == 0) refusal.sizes.limit = in_prose.limit;
    if (refusal.sizes.size == 0 && in_prose.size > refusal.sizes.limit) refusal.sizes.size = in_prose.size;
  }
  return refusal;
}

Values values_of(const Report& report, const Question& question, std::string_view language) {
  Values values = values_of_mail(report, question, language);
  if (const auto only = concerned(report); only.size() == 1) put_recipient(values, *only.front(), language);
  return values;
}

Values values_of(const Report& report, const ReportedRecipient& recipient, const Verdict& verdict,
                 const Question& question, std::string_view language) {
  Values values = values_of_mail(report, question, language);
  put_recipient(values, recipient, language);
  values["count"] = "1";
  put(values, "provider", provider_name(verdict.provider));
  put(values, "provider_code", verdict.provider_code);
  for (const std::string* text :
       {&recipient.address, &recipient.final_address, &recipient.diagnostic, &recipient.notice})
    if (!values.contains("readable_name")) put(values, "readable_name", readable_name(*text));
  const Refusal refusal = refusal_of(recipient, verdict);
  put(values, "ip", refusal.ip);
  put(values, "blocklist", refusal.blocklist);
  put(values, "removal_url", removal_page(refusal.blocklist, refusal.ip));
  put(values, "wait", written_wait(refusal.retry_after, language));
  put(values, "size", written_size(refusal.sizes.size, language));
  put(values, "limit", written_size(refusal.sizes.limit, language));
  put_spf(values, report, recipient, refusal);
  if (const auto ip = parse_ip(ascii_lower(refusal.ip))) {
    if (const auto registry = registry_of(*ip)) {
      put(values, "registry", registry->name);
      put(values, "registry_url", registry->url);
    }
  }
  return values;
}

Values common_values(Values values, const Values& others) {
  std::erase_if(values, [&](const auto& value) {
    const auto found = others.find(value.first);
    return found == others.end() || found->second != value.second;
  });
  return values;
}

}  // namespace eb
