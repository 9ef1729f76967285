// SPDX-License-Identifier: MIT
#include "host/explain/sending_service.h"

#include "host/explain/catalog_table.h"
#include "host/explain/host_names.h"
#include "host/explain/ip_address.h"
#include "mime/text.h"

namespace eb {
namespace {

using catalog_table::text;

const catalog_table::ServiceRow* service_of(std::string_view lower, bool for_others_only) {
  for (std::size_t i = 0; i < catalog_table::service_count; ++i) {
    const auto& row = catalog_table::services[i];
    if (for_others_only && !row.for_others) continue;
    for (std::uint32_t h = 0; h < row.hosts.count; ++h)
      if (names_host_of(lower, text(catalog_table::words[row.hosts.first + h]))) return &row;
  }
  return nullptr;
}

std::string include_of(std::string_view host) {
  const auto* row = service_of(ascii_lower(host), false);
  return row == nullptr ? std::string() : std::string(text(row->spf));
}

}  // namespace

bool names_sender_for_others(std::string_view words) { return service_of(ascii_lower(words), true) != nullptr; }

SpfAdvice spf_advice(std::string_view host, std::string_view ip) {
  SpfAdvice out;
  out.mechanism = include_of(host);
  if (out.mechanism.empty())
    if (const auto address = parse_ip(ascii_lower(ip)); address && is_public(*address))
      out.mechanism = (address->v6 ? "ip6:" : "ip4:") + std::string(ip);
  if (!out.mechanism.empty()) out.record = "v=spf1 " + out.mechanism + " ~all";
  return out;
}

}  // namespace eb
