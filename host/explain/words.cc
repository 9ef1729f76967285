// SPDX-License-Identifier: MIT
#include "host/explain/words.h"

#include <algorithm>

#include "host/evidence/provider.h"
#include "host/explain/catalog.h"

namespace eb {

Json words_of(std::string_view lang, const std::vector<std::string>& sections) {
  const std::string_view language = best_language(lang);
  const auto is_wanted = [&](std::string_view key) {
    const std::string_view section = key.substr(0, key.find('.'));
    return sections.empty() || std::find(sections.begin(), sections.end(), section) != sections.end();
  };
  Json words = Json::object();
  for (const std::string_view key : catalog_ids(language, "words"))
    if (is_wanted(key)) words[std::string(key)] = catalog_entry(language, "words", key);
  if (is_wanted("provider."))
    for (const std::string_view id : providers()) words["provider." + std::string(id)] = provider_name(id);
  Json out = Json::object();
  out["lang"] = language;
  out["direction"] = catalog_entry(language, "about", "direction");
  out["words"] = std::move(words);
  return out;
}

}  // namespace eb
