// SPDX-License-Identifier: MIT
#include "host/explain/values.h"

#include <algorithm>
#include <array>

#include "host/evidence/provider.h"
#include "host/explain/catalog.h"
#include "mime/text.h"

namespace eb {
namespace {

std::string domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  return at == std::string_view::npos ? std::string() : std::string(address.substr(at + 1));
}

void set(Values& values, std::string_view name, std::string_view value) {
  if (std::string shown = safe(value); !shown.empty()) values.insert_or_assign(std::string(name), std::move(shown));
}

// The reader: the address of theirs that wrote the mail, else who wrote it.
std::string reader(const Report& report, const Question& question) {
  for (const std::string& mine : question.me)
    if (same_word(mine, report.original.from)) return mine;
  if (!report.original.from.empty()) return report.original.from;
  return question.me.empty() ? std::string() : question.me.front();
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

std::string safe(std::string_view value, std::size_t most) {
  std::string out;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto c = static_cast<unsigned char>(value[i]);
    if (c < 0x20 || c == 0x7f) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      continue;
    }
    // U+0080..9F, U+200B..F, U+202A..E, U+2060..9: invisible, or turning the text around
    if (c == 0xc2 && i + 1 < value.size() && static_cast<unsigned char>(value[i + 1]) < 0xa0) {
      ++i;
      continue;
    }
    if (c == 0xe2 && i + 2 < value.size()) {
      const auto b = static_cast<unsigned char>(value[i + 1]);
      const auto d = static_cast<unsigned char>(value[i + 2]);
      if ((b == 0x80 && ((d >= 0x8b && d <= 0x8f) || (d >= 0xaa && d <= 0xae))) ||
          (b == 0x81 && d >= 0xa0 && d <= 0xaf)) {
        i += 2;
        continue;
      }
    }
    if ((c & 0xc0) != 0x80 && ++characters > most) return out + "\xe2\x80\xa6";
    out += value[i];
  }
  return std::string(trim(out));
}

std::string readable_name(std::string_view address) {
  if (!same_word(address.substr(0, 8), "IMCEAEX-")) return {};
  address = address.substr(8, address.rfind('@') - 8);
  std::string path;
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (address[i] == '+' && i + 2 < address.size() && hex(address[i + 1]) >= 0 && hex(address[i + 2]) >= 0) {
      path += static_cast<char>(hex(address[i + 1]) * 16 + hex(address[i + 2]));
      i += 2;
    } else {
      path += address[i] == '_' ? '/' : address[i];
    }
  }
  const std::string lower = ascii_lower(path);
  const auto last = lower.rfind("cn=");
  return last == std::string::npos ? std::string() : safe(std::string_view(path).substr(last + 3));
}

std::string written_time(std::string_view time, std::string_view language) {
  if (time.size() < 16) return {};
  const int month = (time[5] - '0') * 10 + (time[6] - '0');
  if (month < 1 || month > 12) return {};
  static constexpr std::array<std::string_view, 12> en{"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};
  static constexpr std::array<std::string_view, 12> sv{"januari",   "februari", "mars",     "april",
                                                       "maj",       "juni",     "juli",     "augusti",
                                                       "september", "oktober",  "november", "december"};
  std::string out(time.substr(time[8] == '0' ? 9 : 8, time[8] == '0' ? 1 : 2));
  out.append(" ").append(language == "sv" ? sv[static_cast<std::size_t>(month - 1)]
                                          : en[static_cast<std::size_t>(month - 1)]);
  out.append(" ").append(time.substr(0, 4)).append(language == "sv" ? " kl. " : ", ").append(time.substr(11, 5));
  return out;
}

Values mail_values(const Report& report, const Question& question, std::string_view language) {
  Values values;
  const std::string sender = reader(report, question);
  set(values, "sender", sender);
  set(values, "sender_domain", domain_of(sender));
  set(values, "subject", report.original.subject);
  set(values, "date", written_time(report.original.date, language));
  set(values, "reporting_mta", report.reporting_mta);
  set(values, "contact_instead", report.contact_instead);
  const auto failed = std::count_if(report.recipients.begin(), report.recipients.end(), [](const ReportedRecipient& r) {
    return r.action == "failed" || r.action == "delayed";
  });
  set(values, "count", std::to_string(failed));
  if (report.recipients.size() == 1) {
    set(values, "recipient", report.recipients.front().address);
    set(values, "recipient_domain", domain_of(report.recipients.front().address));
  }
  return values;
}

Values recipient_values(Values values, const ReportedRecipient& recipient, const Verdict& verdict,
                        std::string_view language) {
  const std::string name = readable_name(recipient.address);
  set(values, "recipient", recipient.address);
  set(values, "recipient_domain", domain_of(recipient.address));
  set(values, "final_address", recipient.final_address);
  set(values, "readable_name", name);
  set(values, "last_attempt", written_time(recipient.last_attempt, language));
  set(values, "will_retry_until", written_time(recipient.will_retry_until, language));
  set(values, "remote_mta", recipient.remote_mta);
  set(values, "provider", provider_name(verdict.provider));
  set(values, "provider_code", verdict.provider_code);
  set(values, "blocklist", verdict.blocklist);
  const std::string ip = sending_ip(recipient.diagnostic, recipient.notice);
  set(values, "ip", ip);
  const Registry registry = registry_of(ip);
  set(values, "registry", registry.name);
  set(values, "registry_url", registry.url);
  set(values, "removal_url", removal_url(verdict.blocklist, ip));
  return values;
}

}  // namespace eb
