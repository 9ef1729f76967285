// SPDX-License-Identifier: MIT
// Which of the addresses in a refusal is the sending server's.
#include <algorithm>
#include <array>
#include <cstddef>

#include "host/explain/ip_address.h"
#include "mime/ascii.h"
#include "mime/text.h"

namespace eb {
namespace {

bool is_hex(char c) { return hex_digit(c) >= 0; }

bool ends_with_any(std::string_view text, const auto& endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return text.ends_with(e); });
}

bool starts_with_any(std::string_view text, const auto& starts) {
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view s) { return text.starts_with(s); });
}

std::string_view without_tail(std::string_view text, std::string_view drop) {
  const auto last = text.find_last_not_of(drop);
  return last == std::string_view::npos ? std::string_view{} : text.substr(0, last + 1);
}

// "host mx.example.com[192.0.2.1] said:", "connected to 192.0.2.1 but", "192.0.2.1 does not like recipient": the
// address of the server that refuses.
bool is_refusing_server(std::string_view before, std::string_view after) {
  const std::string_view behind = after.substr(std::min(after.find_first_not_of("])> "), after.size()));
  static constexpr std::array<std::string_view, 9> said{"said",         "refused to talk", "does not like",
                                                        "failed after", "did not",         "responded",
                                                        "returned",     "rejected the",    "replied"};
  if (starts_with_any(behind, said)) return true;
  const std::string_view front = without_tail(before, " [(<");
  static constexpr std::array<std::string_view, 7> towards{
      "connected to", "connect to", "giving up on", "talking to", "delivery to", "response from", "remote host"};
  if (ends_with_any(front, towards)) return true;
  // A host's name in front: "host mx.example.com [192.0.2.1]: 550 ...", "connect to mx.example.com[192.0.2.1]:25: ..."
  const auto name = front.find_last_of(" ([<;,");
  if (name == std::string_view::npos || front.substr(name + 1).find('.') == std::string_view::npos) return false;
  const std::string_view verb = without_tail(front.substr(0, name + 1), " ([<");
  static constexpr std::array<std::string_view, 5> senders{"client host", "sending host", "your host", "client",
                                                           "from host"};
  if (ends_with_any(verb, senders)) return false;
  static constexpr std::array<std::string_view, 1> hosts{"host"};
  return ends_with_any(verb, hosts) || ends_with_any(verb, towards);
}

// Words right in front that say whose address it is.
bool is_said_to_be_sender(std::string_view before) {
  const std::string_view front = without_tail(before, " [(<:='\"");
  static constexpr std::array<std::string_view, 15> hints{
      "client host", "client", "ip",     "your ip",    "sending ip", "ip address", "address",          "sender ip",
      "source",      "from",   "server", "connection", "query",      "host",       "banned sending ip"};
  return ends_with_any(front, hints);
}

}  // namespace

std::string sending_ip(std::string_view diagnostic, std::string_view remote_mta) {
  diagnostic = diagnostic.substr(0, 8000);
  const std::string lower = ascii_lower(diagnostic);
  const std::string_view all = lower;
  std::string_view first;
  for (std::size_t i = 0; i < all.size();) {
    const bool tagged = i >= 5 && all.substr(i - 5, 5) == "ipv6:";
    const bool edge = i == 0 || tagged ||
                      (!is_alphanumeric(all[i - 1]) && all[i - 1] != '.' && all[i - 1] != ':' && all[i - 1] != '-' &&
                       all[i - 1] != '_') ||
                      (all[i - 1] == ':' && (i < 2 || !is_hex(all[i - 2])));
    if (!is_hex(all[i]) || !edge) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < all.size() && (is_hex(all[end]) || all[end] == '.' || all[end] == ':')) ++end;
    const std::size_t next = end;
    std::string_view token = without_tail(all.substr(i, end - i), ".:");
    // "192.0.2.1:25" is an address and a port.
    if (const auto dot = token.find('.'), colon = token.find(':'); dot < colon && colon != std::string_view::npos)
      token = token.substr(0, colon);
    const bool word_goes_on = next < all.size() && (is_alphanumeric(all[next]) || all[next] == '-' || all[next] == '_');
    const std::size_t at = i;
    i = next;
    if (word_goes_on) continue;
    const auto ip = parse_ip(token);
    if (!ip || !is_public(*ip) || ascii_lower(remote_mta).find(token) != std::string::npos) continue;
    const std::string_view before = all.substr(0, tagged ? at - 5 : at);
    if (is_refusing_server(before, all.substr(at + token.size()))) continue;
    const std::string_view written = diagnostic.substr(at, token.size());
    if (is_said_to_be_sender(before)) return std::string(written);
    if (first.empty()) first = written;
  }
  return std::string(first);
}

}  // namespace eb
