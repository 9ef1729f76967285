// SPDX-License-Identifier: MIT
#include "host/compile/catalog_check.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "host/compile/emit.h"
#include "host/compile/phrase_check.h"
#include "host/explain/plural.h"

namespace eb {
namespace {

// mime/report.h, enum Kind.
constexpr std::array<std::string_view, 9> kinds{"failure",         "delay",      "held",      "delivery",    "receipt",
                                                "feedback_report", "auto_reply", "challenge", "not_a_report"};
// For whom or when an entry is meant; see host/explain/explainer.h.
constexpr std::array<std::string_view, 8> variants{"automatic", "temporary", "sender",  "sender_admin",
                                                   "recipient", "nobody",    "unknown", "recipient_admin"};

std::string file_of(const std::string& language) { return "catalog/" + language + ".json"; }

std::string without_variant(const std::string& id) {
  const auto at = id.rfind('@');
  if (at == std::string::npos) return id;
  const bool known = std::find(variants.begin(), variants.end(), id.substr(at + 1)) != variants.end();
  return known ? id.substr(0, at) : id;
}

// reason.* and kind.* name what the bounce report counts, report.* are its other words.
Style style_of(std::string_view word) {
  if (word.starts_with("report.")) return Style::report;
  return word.starts_with("reason.") || word.starts_with("kind.") ? Style::name : Style::words;
}

class Checker {
 public:
  Checker(std::string language, Faults& faults)
      : language_(std::move(language)), file_(file_of(language_)), faults_(faults) {}

  void add(const std::string& where, const std::string& what) { faults_.add(file_, where + ": " + what); }

  void check_text(const Json& text, const std::string& where, Style style) {
    for (const std::string& fault : faults_of(text, language_, style)) add(where, fault);
  }

  void check_entry(const Json& entry, const std::string& where) {
    check_keys(entry, {"headline", "cause", "steps", "links", "keywords", "source"}, file_, where, faults_);
    if (!entry.is_object()) return;
    check_field(entry, where, "headline", Style::headline);
    check_field(entry, where, "cause", Style::sentence);
    for_each(entry, where, "steps",
             [&](const Json& step, const std::string& at) { check_text(step, at, Style::step); });
    for_each(entry, where, "links", [&](const Json& link, const std::string& at) {
      check_keys(link, {"title", "url"}, file_, at, faults_);
      if (!link.is_object()) return;
      check_field(link, at, "title", Style::words);
      check_field(link, at, "url", Style::url);
    });
    for_each(entry, where, "keywords", [&](const Json& keyword, const std::string& at) {
      if (!keyword.is_string() || keyword.get_ref<const std::string&>().empty()) add(at, "a word is wanted");
    });
    if (entry.contains("source") && !entry["source"].is_string()) add(where + " source", "a string is wanted");
    // What is claimed is the same in all languages: the source stands with the English words.
    if (language_ == "en" && !entry.contains("source")) add(where, "no source");
  }

  // Words for one person read wrong for three.
  void check_number(const Json& entry, const std::string& where) {
    if (!entry.is_object() || !entry.contains("headline") || !entry["headline"].is_string()) return;
    if (plural_categories(language_).size() > 1 && placeholders_in(entry["headline"]).contains("recipient"))
      add(where + " headline", "names {recipient}: plural forms are wanted");
  }

 private:
  void check_field(const Json& object, const std::string& where, const char* key, Style style) {
    if (!object.contains(key))
      add(where, std::string("no ") + key);
    else
      check_text(object[key], where + " " + key, style);
  }

  template <typename Check>
  void for_each(const Json& entry, const std::string& where, const char* key, Check check) {
    if (!entry.contains(key)) return;
    if (!entry[key].is_array()) {
      add(where + " " + key, "a list is wanted");
      return;
    }
    std::size_t number = 0;
    for (const Json& item : entry[key]) check(item, where + " " + key + " " + std::to_string(++number));
  }

  std::string language_;
  std::string file_;
  Faults& faults_;
};

// Every kind and every reason has its short name, and nothing else has one.
void check_names(const Json& words, const CatalogIds& ids, Checker& checker) {
  std::set<std::string> wanted;
  for (const std::string_view kind : kinds) wanted.insert("kind." + std::string(kind));
  for (const std::string& reason : ids.reasons) wanted.insert("reason." + reason);
  for (const std::string& name : wanted)
    if (!words.contains(name)) checker.add("words", "no entry for " + name);
  for (const auto& [id, text] : words.items())
    if (style_of(id) == Style::name && !wanted.contains(id)) checker.add("words " + id, "names nothing that there is");
}

Json section_of(const Json& catalog, const char* name) {
  return catalog.contains(name) && catalog[name].is_object() ? catalog[name] : Json::object();
}

}  // namespace

void check_catalog(const Json& catalog, const std::string& language, const CatalogIds& ids, Faults& faults) {
  Checker checker(language, faults);
  const std::string file = file_of(language);
  check_keys(catalog, {"language", "direction", "words", "sentences", "kinds", "topics", "reasons", "rules"}, file,
             "the catalog", faults);
  if (!catalog.is_object()) return;
  if (plural_categories(language).empty()) checker.add("language", "host/explain/plural.cc has no rule for it");
  if (catalog.value("language", Json()) != Json(language)) checker.add("language", "is not that of the file's name");
  if (const Json direction = catalog.value("direction", Json()); direction != Json("ltr") && direction != Json("rtl"))
    checker.add("direction", "ltr or rtl is wanted");
  for (const char* name : {"words", "kinds", "topics", "reasons", "rules"})
    if (!catalog.contains(name) || !catalog[name].is_object()) checker.add(name, "an object is wanted");
  const Json in_words = section_of(catalog, "words");
  for (const auto& [id, text] : in_words.items()) checker.check_text(text, "words " + id, style_of(id));
  for (const char* name : {"kinds", "topics", "reasons", "rules"}) {
    const Json section = section_of(catalog, name);
    for (const auto& [id, entry] : section.items()) checker.check_entry(entry, std::string(name) + " " + id);
  }
  for (const char* name : {"reasons", "rules"}) {
    const Json section = section_of(catalog, name);
    for (const auto& [id, entry] : section.items()) checker.check_number(entry, std::string(name) + " " + id);
  }
  const Json in_kinds = section_of(catalog, "kinds");
  const Json in_reasons = section_of(catalog, "reasons");
  for (const std::string_view kind : kinds)
    if (!in_kinds.contains(kind)) checker.add("kinds", "no entry for " + std::string(kind));
  for (const auto& [id, entry] : in_kinds.items())
    if (std::find(kinds.begin(), kinds.end(), id) == kinds.end()) checker.add("kinds " + id, "there is no such kind");
  for (const std::string& reason : ids.reasons)
    if (!in_reasons.contains(reason)) checker.add("reasons", "no entry for " + reason);
  for (const auto& [reason, others] : ids.others)
    for (const std::string& who : others)
      if (!in_reasons.contains(reason + "@" + who)) checker.add("reasons", "no entry for " + reason + "@" + who);
  for (const auto& [id, entry] : in_reasons.items())
    if (!ids.reasons.contains(without_variant(id))) checker.add("reasons " + id, "there is no such reason");
  if (catalog.value("words", Json()).is_object()) check_names(in_words, ids, checker);
  const Json in_rules = section_of(catalog, "rules");
  for (const auto& [id, entry] : in_rules.items())
    if (!ids.rules.contains(without_variant(id))) checker.add("rules " + id, "there is no such rule");
}

void compare_catalogs(const Json& english, const Json& catalog, const std::string& language, Faults& faults) {
  const std::string file = file_of(language);
  for (const char* section_name : {"words", "kinds", "topics", "reasons", "rules"}) {
    const std::string section(section_name);
    const Json ours = section_of(english, section.c_str());
    const Json theirs = section_of(catalog, section.c_str());
    // Only English and Swedish have words for every provider's rule.
    const bool all_wanted = section != "rules" || language == "sv";
    for (const auto& [id, entry] : ours.items()) {
      if (!theirs.contains(id)) {
        if (all_wanted) faults.add(file, section + ": no entry for " + id);
        continue;
      }
      if (section == "words") {
        if (placeholders_in(entry) != placeholders_in(theirs[id]))
          faults.add(file, section + " " + id + ": other placeholders than in English");
        continue;
      }
      if (!entry.is_object() || !theirs[id].is_object()) continue;
      for (const char* field : {"headline", "cause"})
        if (entry.contains(field) && entry[field] == theirs[id].value(field, Json()))
          faults.add(file, section + " " + id + " " + field + ": stands in English");
      for (const char* field : {"headline", "cause", "steps", "links"})
        if (placeholders_in(entry.value(field, Json())) != placeholders_in(theirs[id].value(field, Json())))
          faults.add(file, section + " " + id + " " + field + ": other placeholders than in English");
      for (const char* field : {"steps", "links"})
        if (entry.value(field, Json()).size() != theirs[id].value(field, Json()).size())
          faults.add(file, section + " " + id + " " + field + ": not as many as in English");
    }
    for (const auto& [id, entry] : theirs.items())
      if (!ours.contains(id)) faults.add(file, section + " " + id + ": English has no such entry");
  }
}

}  // namespace eb
