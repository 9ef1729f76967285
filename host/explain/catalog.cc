// SPDX-License-Identifier: MIT
#include "host/explain/catalog.h"

#include <algorithm>

#include "host/explain/catalog_table.h"
#include "mime/text.h"

namespace eb {
namespace {

using catalog_table::text;

const catalog_table::LanguageRow* find_language(std::string_view tag) {
  for (std::size_t i = 0; i < catalog_table::language_count; ++i)
    if (text(catalog_table::languages[i].tag) == tag) return &catalog_table::languages[i];
  return nullptr;
}

Run section_of(std::string_view language, std::string_view section) {
  const auto* row = find_language(language);
  const auto at = std::find(catalog_table::sections.begin(), catalog_table::sections.end(), section);
  if (row == nullptr || at == catalog_table::sections.end()) return {};
  return row->entries.at(static_cast<std::size_t>(at - catalog_table::sections.begin()));
}

}  // namespace

std::vector<std::string_view> languages() {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < catalog_table::language_count; ++i) out.push_back(text(catalog_table::languages[i].tag));
  return out;
}

std::string_view best_language(std::string_view tag) {
  // RFC 4647 3.4, lookup: the tag loses its last subtags until one fits. Unix writes sv_SE.UTF-8@euro.
  std::string wanted = ascii_lower(tag.substr(0, tag.find_first_of(".@")));
  std::replace(wanted.begin(), wanted.end(), '_', '-');
  if (wanted == "no" || wanted.starts_with("no-")) wanted = "nb";  // RFC 5646 2.2.1: the macrolanguage
  while (!wanted.empty()) {
    for (std::size_t i = 0; i < catalog_table::language_count; ++i)
      if (same_word(text(catalog_table::languages[i].tag), wanted)) return text(catalog_table::languages[i].tag);
    const auto dash = wanted.rfind('-');
    wanted.resize(dash == std::string::npos ? 0 : dash);
  }
  return "en";
}

std::string_view catalog_text(std::string_view language, std::string_view section, std::string_view id) {
  const Run run = section_of(language, section);
  const auto* first = catalog_table::entries + run.first;
  const auto* last = first + run.count;
  const auto* found = std::lower_bound(
      first, last, id,
      [](const catalog_table::EntryRow& row, std::string_view wanted) { return text(row.id) < wanted; });
  return found == last || text(found->id) != id ? std::string_view() : text(found->json);
}

Json catalog_entry(std::string_view language, std::string_view section, std::string_view id) {
  Json entry = Json::parse(catalog_text(language, section, id), nullptr, false);
  return entry.is_discarded() ? Json(nullptr) : entry;
}

std::vector<std::string_view> catalog_ids(std::string_view language, std::string_view section) {
  std::vector<std::string_view> out;
  const Run run = section_of(language, section);
  for (std::uint32_t i = 0; i < run.count; ++i) out.push_back(text(catalog_table::entries[run.first + i].id));
  return out;
}

}  // namespace eb
