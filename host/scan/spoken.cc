// SPDX-License-Identifier: MIT
#include "host/scan/spoken.h"

#include "host/explain/catalog.h"
#include "host/explain/phrase.h"

namespace eb {
namespace {

std::string filled_word(std::string_view lang, std::string_view key, const Values& values) {
  for (const std::string_view language : {lang, std::string_view("en")})
    if (std::string text = fill(catalog_entry(language, "words", key), language, values); !text.empty()) return text;
  return std::string(key);
}

}  // namespace

Spoken::Spoken(std::string_view lang) : lang_(best_language(lang)) {}

std::string Spoken::word(std::string_view key) const { return filled_word(lang_, key, {}); }

std::string Spoken::count(std::string_view key, std::uint64_t count) const {
  return filled_word(lang_, key, {{"count", std::to_string(count)}});
}

}  // namespace eb
