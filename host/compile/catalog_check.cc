// SPDX-License-Identifier: MIT
#include "host/compile/catalog_check.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "host/compile/emit.h"

namespace eb {
namespace {

using Entries = std::map<std::string, Json>;

const std::set<std::string, std::less<>> placeholders{
    "recipient",     "recipient_domain", "final_address", "sender",        "sender_domain", "ip",
    "registry",      "registry_url",     "removal_url",   "blocklist",     "subject",       "date",
    "last_attempt",  "will_retry_until", "provider",      "provider_code", "remote_mta",    "reporting_mta",
    "readable_name", "contact_instead",  "count"};

// Plural categories by CLDR; the languages that are built in or come next.
const std::map<std::string, std::set<std::string>> plurals{{"en", {"one", "other"}},
                                                           {"sv", {"one", "other"}},
                                                           {"da", {"one", "other"}},
                                                           {"nb", {"one", "other"}},
                                                           {"fi", {"one", "other"}},
                                                           {"de", {"one", "other"}},
                                                           {"nl", {"one", "other"}},
                                                           {"fr", {"one", "many", "other"}},
                                                           {"es", {"one", "many", "other"}},
                                                           {"it", {"one", "many", "other"}},
                                                           {"pt", {"one", "many", "other"}},
                                                           {"pl", {"one", "few", "many", "other"}},
                                                           {"ja", {"other"}},
                                                           {"ar", {"zero", "one", "two", "few", "many", "other"}}};

struct Place {
  std::string file, where;
};

// Every placeholder stands in brackets; brackets do not nest.
std::set<std::string> check_text(const std::string& text, const Place& place, Faults& faults) {
  std::set<std::string> used;
  bool bracket = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '[' || text[i] == ']') {
      if ((text[i] == '[') == bracket)
        faults.add(place.file, place.where + ": brackets do not fit in \"" + text + "\"");
      bracket = text[i] == '[';
    }
    if (text[i] != '{') continue;
    const auto close = text.find('}', i);
    const std::string name = close == std::string::npos ? "" : text.substr(i + 1, close - i - 1);
    if (!placeholders.contains(name)) faults.add(place.file, place.where + ": {" + name + "} is not known");
    if (!bracket && name != "count")
      faults.add(place.file,
                 place.where + ": {" + name + "} stands outside brackets: what if the mail does not tell it?");
    used.insert(name);
  }
  if (bracket) faults.add(place.file, place.where + ": an open bracket in \"" + text + "\"");
  return used;
}

std::set<std::string> check_string(const Json& value, const std::string& language, const Place& place, Faults& faults) {
  if (value.is_string()) {
    if (value.get<std::string>().empty()) faults.add(place.file, place.where + " is empty");
    return check_text(value.get<std::string>(), place, faults);
  }
  std::set<std::string> used;
  std::set<std::string> categories;
  if (!value.is_object()) {
    faults.add(place.file, place.where + ": a string is wanted");
    return used;
  }
  for (const auto& [category, text] : value.items()) {
    categories.insert(category);
    if (text.is_string()) used.merge(check_text(text.get<std::string>(), place, faults));
  }
  const auto wanted = plurals.find(language);
  if (wanted == plurals.end() || categories != wanted->second)
    faults.add(place.file, place.where + ": the plural forms are not those of the language");
  return used;
}

// What a person reads, without the parts that a mail fills in.
std::size_t length_without_brackets(const std::string& text) {
  std::size_t n = 0;
  bool bracket = false;
  for (const char c : text) {
    if (c == '[') bracket = true;
    if (!bracket && (static_cast<unsigned char>(c) & 0xc0) != 0x80) ++n;
    if (c == ']') bracket = false;
  }
  return n;
}

void check_links(const Json& links, const Place& place, Faults& faults) {
  for (const auto& link : links) {
    check_keys(link, {"title", "url"}, place.file, place.where + " links", faults);
    const std::string url = link.value("url", std::string());
    if (url.rfind("https://", 0) != 0 && url.rfind("[{", 0) != 0)
      faults.add(place.file, place.where + ": \"" + url + "\" is no https link");
  }
}

std::set<std::string> check_entry(const Json& entry, const std::string& language, const Place& place, Faults& faults) {
  std::set<std::string> used;
  check_keys(entry, {"headline", "cause", "steps", "links", "keywords", "source"}, place.file, place.where, faults);
  if (!entry.is_object()) return used;
  for (const char* field : {"headline", "cause"}) {
    if (!entry.contains(field)) {
      faults.add(place.file, place.where + ": no " + field);
      continue;
    }
    used.merge(check_string(entry[field], language, {place.file, place.where + " " + field}, faults));
  }
  if (entry.contains("headline") && entry["headline"].is_string() &&
      length_without_brackets(entry["headline"].get<std::string>()) > 90)
    faults.add(place.file, place.where + ": the headline is longer than 90 characters");
  const Json steps = entry.value("steps", Json::array());
  if (steps.size() > 5) faults.add(place.file, place.where + ": more than five steps");
  for (const auto& step : steps) {
    used.merge(check_string(step, language, {place.file, place.where + " steps"}, faults));
    if (step.is_string() && std::string_view(".]").find(step.get<std::string>().back()) == std::string_view::npos)
      faults.add(place.file, place.where + ": a step is a sentence: \"" + step.get<std::string>() + "\"");
  }
  check_links(entry.value("links", Json::array()), place, faults);
  return used;
}

void check_catalog(const std::string& language, const Entries& entries, const std::set<std::string>& rules,
                   std::map<std::string, std::set<std::string>>& used, Faults& faults) {
  const std::string file = language + ".json";
  for (const auto& [key, entry] : entries) {
    const std::string section = key.substr(0, key.find('/'));
    const std::string id = key.substr(key.find('/') + 1);
    const Place place{file, key};
    if (section == "words") {
      used[key] = check_string(entry, language, place, faults);
    } else if (section != "about") {
      used[key] = check_entry(entry, language, place, faults);
      if (section == "rules" && !rules.contains(id)) faults.add(file, key + ": there is no such rule");
    }
  }
}

}  // namespace

void check_catalogs(const std::map<std::string, Entries>& catalogs, const std::set<std::string>& reasons,
                    const std::set<std::string>& rules, Faults& faults) {
  const auto english = catalogs.find("en");
  if (english == catalogs.end()) {
    faults.add("catalog", "there is no en.json");
    return;
  }
  std::map<std::string, std::set<std::string>> english_used;
  check_catalog("en", english->second, rules, english_used, faults);
  for (const auto& reason : reasons)
    if (!english->second.contains("reasons/" + reason)) faults.add("en.json", "no words for " + reason);
  for (const char* kind : {"failure", "delay", "held", "delivery", "receipt", "feedback_report", "auto_reply",
                           "challenge", "not_a_report"})
    if (!english->second.contains(std::string("kinds/") + kind))
      faults.add("en.json", std::string("no words for ") + kind);
  for (const auto& [language, entries] : catalogs) {
    if (language == "en") continue;
    std::map<std::string, std::set<std::string>> used;
    check_catalog(language, entries, rules, used, faults);
    for (const auto& [key, entry] : english->second) {
      const bool may_be_missing = key.rfind("rules/", 0) == 0 && language != "sv";
      if (!entries.contains(key) && !may_be_missing) faults.add(language + ".json", "no " + key);
      if (used.contains(key) && used[key] != english_used[key])
        faults.add(language + ".json", key + ": not the same placeholders as in English");
    }
    for (const auto& [key, entry] : entries)
      if (!english->second.contains(key)) faults.add(language + ".json", key + " is not in English");
  }
}

}  // namespace eb
