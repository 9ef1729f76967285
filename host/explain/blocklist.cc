// SPDX-License-Identifier: MIT
#include "host/explain/blocklist.h"

#include <cstddef>

#include "host/explain/catalog_table.h"
#include "mime/text.h"

namespace eb {
namespace {

using catalog_table::text;

}  // namespace

std::string_view blocklist_in(std::string_view diagnostic) {
  const std::string lower = ascii_lower(diagnostic.substr(0, 8000));
  for (std::size_t i = 0; i < catalog_table::blocklist_count; ++i) {
    const auto& row = catalog_table::blocklists[i];
    for (std::uint32_t w = 0; w < row.words.count; ++w)
      if (lower.find(text(catalog_table::words[row.words.first + w])) != std::string::npos) return text(row.name);
  }
  return {};
}

std::string removal_page(std::string_view name, std::string_view ip) {
  const catalog_table::BlocklistRow* best = nullptr;
  for (std::size_t i = 0; i < catalog_table::blocklist_count; ++i) {
    const auto& row = catalog_table::blocklists[i];
    const std::string_view known = text(row.name);
    if (!same_word(name.substr(0, known.size()), known)) continue;
    if (name.size() > known.size() && name[known.size()] != ' ') continue;
    if (best == nullptr || row.name.size > best->name.size) best = &row;
  }
  if (best == nullptr) return {};
  if (ip.empty() || best->removal.empty()) return std::string(text(best->page));
  std::string url(text(best->removal));
  constexpr std::string_view place = "{ip}";
  url.replace(url.find(place), place.size(), ip);
  return url;
}

}  // namespace eb
