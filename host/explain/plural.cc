// SPDX-License-Identifier: MIT
#include "host/explain/plural.h"

#include <array>

namespace eb {
namespace {

using Category = std::string_view (*)(std::uint64_t n);

// en, sv, da, nb, fi, de, nl: only 1 is one.
std::string_view germanic(std::uint64_t n) { return n == 1 ? "one" : "other"; }

// es, it: whole millions take "de" or "di" before the noun.
std::string_view millions(std::uint64_t n) {
  if (n == 1) return "one";
  return n != 0 && n % 1'000'000 == 0 ? "many" : "other";
}

// fr, pt: 0 is one, too.
std::string_view zero_is_one(std::uint64_t n) { return n == 0 ? "one" : millions(n); }

std::string_view polish(std::uint64_t n) {
  if (n == 1) return "one";
  const std::uint64_t tens = n % 100;
  return n % 10 >= 2 && n % 10 <= 4 && (tens < 12 || tens > 14) ? "few" : "many";
}

std::string_view japanese(std::uint64_t) { return "other"; }

std::string_view arabic(std::uint64_t n) {
  constexpr std::array<std::string_view, 3> small{"zero", "one", "two"};
  if (n < small.size()) return small.at(n);
  const std::uint64_t tens = n % 100;
  if (tens >= 3 && tens <= 10) return "few";
  return tens >= 11 ? "many" : "other";
}

struct PluralRules {
  std::string_view tag;
  std::string_view categories;  // in CLDR's order, with blanks between
  Category category;
};

constexpr std::array<PluralRules, 14> plural_rules{{{"ar", "zero one two few many other", arabic},
                                                    {"da", "one other", germanic},
                                                    {"de", "one other", germanic},
                                                    {"en", "one other", germanic},
                                                    {"es", "one many other", millions},
                                                    {"fi", "one other", germanic},
                                                    {"fr", "one many other", zero_is_one},
                                                    {"it", "one many other", millions},
                                                    {"ja", "other", japanese},
                                                    {"nb", "one other", germanic},
                                                    {"nl", "one other", germanic},
                                                    {"pl", "one few many other", polish},
                                                    {"pt", "one many other", zero_is_one},
                                                    {"sv", "one other", germanic}}};

const PluralRules* find(std::string_view tag) {
  for (const PluralRules& language : plural_rules)
    if (language.tag == tag) return &language;
  return nullptr;
}

}  // namespace

std::vector<std::string_view> plural_categories(std::string_view language) {
  std::vector<std::string_view> out;
  const PluralRules* found = find(language);
  if (found == nullptr) return out;
  std::string_view rest = found->categories;
  while (!rest.empty()) {
    const auto end = rest.find(' ');
    out.push_back(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  return out;
}

std::string_view plural_category(std::string_view language, std::uint64_t n) {
  const PluralRules* found = find(language);
  return found == nullptr ? "other" : found->category(n);
}

}  // namespace eb
