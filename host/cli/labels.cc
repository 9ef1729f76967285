// SPDX-License-Identifier: MIT
#include "host/cli/labels.h"

#include <cstdlib>

#include "host/cli/options.h"
#include "host/explain/catalog.h"

namespace eb {

std::string catalog_label(std::string_view lang, std::string_view key) {
  for (std::string_view language : {lang, std::string_view("en")}) {
    const Json entry = catalog_entry(language, "words", key);
    if (const auto* text = entry.get_ptr<const std::string*>()) return *text;
  }
  return std::string(key);
}

std::string answer_language(const std::string& asked) {
  if (!asked.empty()) return asked;
  return language_of_locale(std::getenv("LC_ALL"), std::getenv("LC_MESSAGES"), std::getenv("LANG"));
}

}  // namespace eb
