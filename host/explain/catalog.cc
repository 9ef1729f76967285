// SPDX-License-Identifier: MIT
#include "host/explain/catalog.h"

#include <algorithm>

#include "host/explain/catalog_table.h"
#include "mime/text.h"

namespace eb {
namespace {

using namespace catalog_table;

std::string_view text(Ref ref) { return {blob + ref.offset, ref.size}; }

const LanguageRow* find_language(std::string_view tag) {
  for (std::size_t i = 0; i < language_count; ++i)
    if (same_word(text(catalog_table::languages[i].tag), tag)) return &catalog_table::languages[i];
  return nullptr;
}

}  // namespace

std::vector<std::string_view> languages() {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < language_count; ++i) out.push_back(text(catalog_table::languages[i].tag));
  return out;
}

std::string_view best_language(std::string_view tag) {
  // POSIX locales too: "sv_SE.UTF-8", "sv@euro"
  const std::string_view language = tag.substr(0, tag.find_first_of("-_.@"));
  if (const LanguageRow* row = find_language(language)) return text(row->tag);
  return "en";
}

Json catalog_entry(std::string_view language, std::string_view section, std::string_view id) {
  const LanguageRow* row = find_language(language);
  if (row == nullptr) return nullptr;
  std::string key(section);
  key.append("/").append(id);
  const EntryRow* begin = entries + row->entries.first;
  const EntryRow* end = begin + row->entries.count;
  const EntryRow* found = std::lower_bound(begin, end, std::string_view(key),
                                           [](const EntryRow& e, std::string_view k) { return text(e.key) < k; });
  if (found == end || text(found->key) != key) return nullptr;
  return Json::parse(text(found->json), nullptr, false);
}

std::vector<std::string_view> catalog_ids(std::string_view language, std::string_view section) {
  std::vector<std::string_view> out;
  const LanguageRow* row = find_language(language);
  if (row == nullptr) return out;
  for (std::uint32_t i = 0; i < row->entries.count; ++i) {
    const std::string_view key = text(entries[row->entries.first + i].key);
    if (key.substr(0, section.size()) == section && key.size() > section.size() && key[section.size()] == '/')
      out.push_back(key.substr(section.size() + 1));
  }
  return out;
}

}  // namespace eb
