// SPDX-License-Identifier: MIT
#include "host/compile/catalog_files.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "host/compile/emit.h"

namespace eb {
namespace {

// Puts the shared sentences where they are named.
class Sentences {
 public:
  Sentences(const Json& catalog, const std::string& language, Faults& faults)
      : all_(catalog.value("sentences", Json::object())), file_("catalog/" + language + ".json"), faults_(faults) {
    if (!all_.is_object()) {
      faults_.add(file_, "sentences: an object is wanted");
      all_ = Json::object();
    }
  }

  void put_into(Json& value, const std::string& where) {
    if (const auto* text = value.get_ptr<const std::string*>(); text != nullptr && text->starts_with('=')) {
      const std::string name = text->substr(1);
      if (const auto found = all_.find(name); found != all_.end()) {
        used_.insert(name);
        value = *found;
      } else {
        faults_.add(file_, where + ": there is no sentence \"" + name + "\"");
      }
    } else if (value.is_object()) {
      for (const auto& [key, child] : value.items()) put_into(child, where + " " + key);
    } else if (value.is_array()) {
      for (Json& child : value) put_into(child, where);
    }
  }

  // Other languages say only what they need: most have no words of their own for a provider's rules.
  void tell_unused() {
    for (const auto& [name, text] : all_.items())
      if (!used_.contains(name)) faults_.add(file_, "sentences " + name + ": nobody uses it");
  }

 private:
  Json all_;
  std::string file_;
  Faults& faults_;
  std::set<std::string> used_;
};

void resolve_aliases(Json& section, const std::string& file, Faults& faults) {
  for (const auto& [id, entry] : section.items()) {
    const auto* other = entry.get_ptr<const std::string*>();
    if (other == nullptr) continue;
    const auto found = section.find(*other);
    if (found == section.end() || found->is_string())
      faults.add(file, id + ": \"" + *other + "\" is no entry with words of its own");
    else
      entry = Json(*found);
  }
}

}  // namespace

Json read_catalog(const std::filesystem::path& folder, const std::string& language, Faults& faults) {
  const std::size_t before = faults.all().size();
  Json catalog = read_json(folder / (language + ".json"), faults);
  if (catalog.is_null() && faults.all().size() > before) return nullptr;
  if (!catalog.is_object()) return catalog;
  const std::string file = "catalog/" + language + ".json";
  if (catalog.contains("rules")) faults.add(file, "rules: they stand in catalog/" + language + "/PROVIDER.json");
  Json rules = Json::object();
  if (std::filesystem::is_directory(folder / language)) {
    for (const auto& path : json_files(folder / language)) {
      const std::string part = "catalog/" + language + "/" + path.filename().string();
      Json entries = read_json(path, faults);
      if (!entries.is_object()) {
        faults.add(part, "an object of entries is wanted");
        continue;
      }
      for (auto& [id, entry] : entries.items())
        if (!rules.emplace(id, std::move(entry)).second) faults.add(part, id + ": stands in another file too");
    }
  }
  catalog["rules"] = std::move(rules);
  Sentences sentences(catalog, language, faults);
  for (const char* section : {"kinds", "topics", "reasons", "rules"}) {
    if (!catalog.contains(section) || !catalog[section].is_object()) continue;
    resolve_aliases(catalog[section], file, faults);
    for (const auto& [id, entry] : catalog[section].items()) sentences.put_into(entry, std::string(section) + " " + id);
  }
  if (language == "en") sentences.tell_unused();
  return catalog;
}

}  // namespace eb
