// SPDX-License-Identifier: MIT
#include "host/explain/suggestion.h"

#include <algorithm>
#include <array>
#include <utility>

#include "host/explain/mailbox_domains.h"
#include "mime/text.h"
#include "mime/utf8.h"

namespace eb {
namespace {

// Top-level domains that do not exist (IANA root zone), and what the finger meant.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> endings{{{"con", "com"},
                                                                                 {"cmo", "com"},
                                                                                 {"ocm", "com"},
                                                                                 {"comm", "com"},
                                                                                 {"coom", "com"},
                                                                                 {"vom", "com"},
                                                                                 {"xom", "com"},
                                                                                 {"cpm", "com"},
                                                                                 {"cim", "com"},
                                                                                 {"dom", "com"},
                                                                                 {"nte", "net"},
                                                                                 {"ner", "net"},
                                                                                 {"ogr", "org"},
                                                                                 {"rog", "org"}}};

constexpr std::size_t shortest_name = 5;  // of a provider, for a slip to be one: "aol" and "cox" are near to anything
constexpr std::size_t longest = 254;      // of an address (RFC 5321 4.5.3.1.3)

// Letters put in, left out, changed, and neighbours exchanged (optimal string alignment), up to `most` + 1.
std::size_t slips(std::string_view a, std::string_view b, std::size_t most) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > most) return most + 1;
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

// Dots that stand twice or at an end, commas for dots, a "www." in front.
std::string tidied(std::string_view domain) {
  std::string out;
  for (const char c : domain) {
    const char letter = c == ',' ? '.' : c;
    if (letter == '.' && (out.empty() || out.back() == '.')) continue;
    out += letter;
  }
  while (!out.empty() && (out.back() == '.' || out.back() == '-')) out.pop_back();
  if (out.compare(0, 4, "www.") == 0 && std::count(out.begin(), out.end(), '.') > 1) out.erase(0, 4);
  return out;
}

// Dots at an edge or twice in a row, which RFC 5321 4.1.2 does not allow; old addresses of these providers have them
// all the same.
std::string tidied_local(std::string_view local, std::string_view domain) {
  if (local.front() == '"' || domain == "docomo.ne.jp" || domain == "ezweb.ne.jp") return std::string(local);
  std::string out;
  for (const char c : local)
    if (c != '.' || (!out.empty() && out.back() != '.')) out += c;
  while (!out.empty() && out.back() == '.') out.pop_back();
  return out;
}

std::string with_ending(const std::string& domain) {
  const std::size_t dot = domain.rfind('.');
  if (dot == std::string::npos) return domain;
  const std::string_view ending = std::string_view(domain).substr(dot + 1);
  for (const auto& [slip, meant] : endings)
    if (ending == slip) return domain.substr(0, dot + 1) + std::string(meant);
  return domain;
}

std::string near_well_known(const std::string& domain, bool domain_missing) {
  if (is_well_known_domain(domain) || (!domain_missing && is_mailbox_domain(domain)) ||
      domain.find('.') < shortest_name - 1)
    return {};
  const std::size_t most = domain_missing && domain.size() >= 9 ? 2 : 1;
  std::string_view best;
  std::size_t least = most + 1;
  bool tie = false;
  for (const std::string_view candidate : well_known_domains()) {
    if (candidate.find('.') < shortest_name || candidate.front() != domain.front()) continue;
    const std::size_t distance = slips(domain, candidate, most);
    if (distance < least) {
      best = candidate;
      least = distance;
      tie = false;
    } else if (distance == least) {
      tie = true;
    }
  }
  // hotmail.xx is as near to hotmail.se as to hotmail.fr
  return least > most || tie ? std::string() : std::string(best);
}

// A domain that the reader writes to, a slip away.
std::string near_known(const std::string& domain, const std::vector<std::string>& known) {
  if (domain.size() <= shortest_name) return {};
  for (const std::string& other : known) {
    std::string wanted = ascii_lower(other);
    if (wanted.find('.') != std::string::npos && slips(domain, wanted, 1) == 1) return wanted;
  }
  return {};
}

}  // namespace

std::string suggestion_for(std::string_view address, const Known& known, bool domain_missing) {
  const std::size_t at = address.rfind('@');
  if (at == std::string_view::npos || at == 0 || address.size() > longest || !is_utf8(address)) return {};
  const std::string whole = ascii_lower(address);
  for (const std::string& other : known.addresses) {
    const std::string wanted = ascii_lower(trim(other));
    if (wanted.size() < 8 || wanted.size() > longest || wanted == whole || wanted.find('@') == std::string::npos)
      continue;
    if (slips(whole, wanted, 1) == 1) return std::string(trim(other));
  }
  const std::string domain = whole.substr(at + 1);
  const std::string local = tidied_local(address.substr(0, at), domain);
  std::string meant = with_ending(tidied(domain));
  std::string close = domain_missing ? near_known(meant, known.domains) : std::string();
  if (close.empty()) close = near_well_known(meant, domain_missing);
  if (!close.empty()) meant = close;
  if (local.empty() || meant.find('.') == std::string::npos) return {};
  const std::string suggestion = local + '@' + meant;
  return ascii_lower(suggestion) == whole ? std::string() : suggestion;
}

}  // namespace eb
