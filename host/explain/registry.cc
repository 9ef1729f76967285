// SPDX-License-Identifier: MIT
// Who hands out an address.
#include <array>
#include <cstddef>

#include "host/explain/catalog_table.h"
#include "host/explain/ip_address.h"

namespace eb {
namespace {

// RFC 5737 and RFC 3849.
bool is_example(const IpAddress& ip) {
  constexpr std::uint64_t net_1 = std::uint64_t{0xC0000200} << 32;  // 192.0.2.0
  constexpr std::uint64_t net_2 = std::uint64_t{0xC6336400} << 32;  // 198.51.100.0
  constexpr std::uint64_t net_3 = std::uint64_t{0xCB007100} << 32;  // 203.0.113.0
  if (ip.v6) return covers(std::uint64_t{0x20010DB8} << 32, 32, ip.high);
  return covers(net_1, 24, ip.high) || covers(net_2, 24, ip.high) || covers(net_3, 24, ip.high);
}

}  // namespace

std::optional<Registry> registry_of(const IpAddress& ip) {
  if (!is_public(ip) || is_example(ip)) return std::nullopt;
  const auto* rows = ip.v6 ? catalog_table::ipv6_registries : catalog_table::ipv4_registries;
  const auto* end = rows + (ip.v6 ? catalog_table::ipv6_registry_count : catalog_table::ipv4_registry_count);
  const catalog_table::RegistryRow* best = nullptr;
  for (const auto* row = rows; row != end; ++row)
    if (covers(row->bits, row->length, ip.high) && (best == nullptr || row->length > best->length)) best = row;
  if (best == nullptr) return std::nullopt;
  // In the order of catalog_table::registry_ids.
  static constexpr std::array<Registry, catalog_table::registry_ids.size()> registries{
      {{"AFRINIC", "https://afrinic.net/whois"},
       {"APNIC", "https://wq.apnic.net/static/search.html"},
       {"ARIN", "https://search.arin.net/rdap/"},
       {"LACNIC", "https://query.milacnic.lacnic.net/home"},
       {"RIPE NCC", "https://apps.db.ripe.net/db-web-ui/query"}}};
  return registries.at(best->registry);
}

}  // namespace eb
