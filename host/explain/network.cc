// SPDX-License-Identifier: MIT
// IP addresses in diagnostics, their registries, and the blocklists' own pages.
#include <arpa/inet.h>

#include <array>
#include <cstring>
#include <string>

#include "host/explain/catalog_table.h"
#include "host/explain/values.h"
#include "mime/text.h"

namespace eb {
namespace {

using namespace catalog_table;

std::string_view text(Ref ref) { return {blob + ref.offset, ref.size}; }

struct Address {
  std::array<unsigned char, 16> bytes{};
  int family = 0;  // 0: none
};

Address parse(std::string_view s) {
  Address a;
  const std::string copy(s);
  if (inet_pton(AF_INET, copy.c_str(), a.bytes.data() + 12) == 1) {
    a.family = 4;
  } else if (inet_pton(AF_INET6, copy.c_str(), a.bytes.data()) == 1) {
    a.family = 6;
  }
  return a;
}

bool starts_with_bits(const unsigned char* a, const unsigned char* b, int bits) {
  const int whole = bits / 8;
  if (std::memcmp(a, b, static_cast<std::size_t>(whole)) != 0) return false;
  const int rest = bits % 8;
  return rest == 0 || ((a[whole] ^ b[whole]) >> (8 - rest)) == 0;
}

// Addresses that belong to nobody in particular (RFC 6890 and its successors in IANA's special-purpose registries).
bool is_special(const Address& a) {
  static constexpr std::array<std::string_view, 22> ranges{
      "0.0.0.0/8",     "10.0.0.0/8",   "100.64.0.0/10",  "127.0.0.0/8",   "169.254.0.0/16",  "172.16.0.0/12",
      "192.0.0.0/24",  "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
      "224.0.0.0/4",   "240.0.0.0/4",  "::/8",           "fc00::/7",      "fe80::/10",       "ff00::/8",
      "2001:db8::/32", "3fff::/20",    "64:ff9b::/96",   "100::/64"};
  for (const std::string_view range : ranges) {
    const auto slash = range.find('/');
    const Address prefix = parse(range.substr(0, slash));
    const int bits = std::stoi(std::string(range.substr(slash + 1)));
    const int from = a.family == 4 ? 12 : 0;
    if (prefix.family == a.family && starts_with_bits(a.bytes.data() + from, prefix.bytes.data() + from, bits))
      return true;
  }
  return false;
}

bool ip_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '.' || c == ':';
}
bool word_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

bool is_private(const Address& a) {
  static constexpr std::array<std::string_view, 8> ranges{"10.0.0.0/8",    "127.0.0.0/8",    "169.254.0.0/16",
                                                          "172.16.0.0/12", "192.168.0.0/16", "fe80::/10",
                                                          "fc00::/7",      "0.0.0.0/8"};
  for (const std::string_view range : ranges) {
    const auto slash = range.find('/');
    const Address prefix = parse(range.substr(0, slash));
    const int from = a.family == 4 ? 12 : 0;
    if (prefix.family == a.family && starts_with_bits(a.bytes.data() + from, prefix.bytes.data() + from,
                                                      std::stoi(std::string(range.substr(slash + 1)))))
      return true;
  }
  return a.family == 6 && a.bytes[0] == 0;
}

// "host mx.example.net[192.0.2.1] said" and "host mx.example.net (192.0.2.1)": the server that refuses, not the one
// that sends.
bool names_the_refusing_host(std::string_view s, std::size_t at) {
  const std::string before = ascii_lower(s.substr(at > 90 ? at - 90 : 0, at > 90 ? 90 : at));
  if (before.empty() || (before.back() != '[' && before.back() != '(')) return false;
  const auto host = before.rfind("host ");
  if (host == std::string::npos || before.substr(host, 16) == "host blocked usi") return false;
  const std::string between = before.substr(host + 5);
  return between.find('.') != std::string::npos && std::count(between.begin(), between.end(), ' ') <= 1;
}

std::string first_public_ip(std::string_view s) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (!ip_character(s[i]) || (i > 0 && (word_character(s[i - 1]) || s[i - 1] == '.' || s[i - 1] == ':'))) continue;
    std::size_t end = i;
    while (end < s.size() && ip_character(s[end])) ++end;
    const std::size_t next = end;
    while (end > i && (s[end - 1] == '.' || s[end - 1] == ':')) --end;
    const std::string_view word = s.substr(i, end - i);
    if (word.size() >= 4 && word.size() < 46 && (next >= s.size() || !word_character(s[next]) || s[next] == '-') &&
        !names_the_refusing_host(s, i)) {
      const Address a = parse(word);
      if (a.family != 0 && !is_private(a)) return std::string(word);
    }
    i = next;
  }
  return {};
}

}  // namespace

std::string sending_ip(std::string_view diagnostic, std::string_view notice) {
  std::string found = first_public_ip(diagnostic.substr(0, 4000));
  return found.empty() ? first_public_ip(notice.substr(0, 4000)) : found;
}

Registry registry_of(std::string_view ip) {
  const Address a = parse(ip);
  if (a.family == 0 || is_special(a)) return {};
  std::string_view best;
  int longest = -1;
  const int from = a.family == 4 ? 12 : 0;
  for (std::size_t i = 0; i < prefix_count; ++i) {
    const PrefixRow& row = prefixes[i];
    if (row.family != a.family || row.bits <= longest ||
        !starts_with_bits(a.bytes.data() + from, row.bytes + from, row.bits))
      continue;
    best = text(row.registry);
    longest = row.bits;
  }
  if (best == "arin") return {"ARIN", "https://search.arin.net/"};
  if (best == "ripe") return {"RIPE NCC", "https://apps.db.ripe.net/"};
  if (best == "apnic") return {"APNIC", "https://wq.apnic.net/"};
  if (best == "lacnic") return {"LACNIC", "https://query.milacnic.lacnic.net/"};
  if (best == "afrinic") return {"AFRINIC", "https://whois.afrinic.net/"};
  return {};
}

std::string removal_url(std::string_view blocklist, std::string_view ip) {
  for (std::size_t i = 0; i < blocklist_count; ++i) {
    if (text(blocklists[i].name) != blocklist) continue;
    std::string url(text(blocklists[i].url));
    const auto at = url.find("{ip}");
    if (at == std::string::npos) return url;
    if (ip.empty()) return {};
    return url.replace(at, 4, ip);
  }
  return {};
}

}  // namespace eb
