// SPDX-License-Identifier: MIT
#include "host/compile/catalog.h"

#include <array>
#include <map>
#include <string>

#include "host/compile/catalog_check.h"
#include "host/compile/catalog_files.h"
#include "host/compile/catalog_places.h"
#include "host/compile/emit.h"
#include "host/explain/catalog_table.h"

namespace eb {
namespace {

std::set<std::string> ids_of(const Json& list) {
  std::set<std::string> out;
  if (list.is_array())
    for (const Json& item : list)
      if (item.is_object() && item.contains("id") && item["id"].is_string()) out.insert(item["id"].get<std::string>());
  return out;
}

std::string word_of(const Json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// Faults of the rules' own files are told by those who compile them.
CatalogIds read_ids(const std::filesystem::path& source) {
  Faults ignored;
  CatalogIds ids;
  const Json reasons = read_json(source / "host/classify/reasons.json", ignored);
  ids.reasons = ids_of(reasons);
  std::map<std::string, std::string> by_default;
  if (reasons.is_array())
    for (const Json& reason : reasons) by_default[word_of(reason, "id")] = word_of(reason, "who");
  for (const auto& path : json_files(source / "host/classify/rules")) {
    const Json rules = read_json(path, ignored);
    ids.rules.merge(ids_of(rules));
    if (!rules.is_array()) continue;
    for (const Json& rule : rules) {
      const std::string who = word_of(rule, "who");
      const std::string reason = word_of(rule, "reason");
      if (!who.empty() && who != by_default[reason]) ids.others[reason].insert(who);
    }
  }
  return ids;
}

std::string row(Ref a, Ref b) { return "    {" + literal(a) + ", " + literal(b) + "},\n"; }

// What is embedded under a section's name.
Json section_of(const Json& catalog, std::string_view section) {
  if (section == "about") return {{"direction", catalog.at("direction")}};
  return catalog.at(std::string(section));
}

// A language's ids and texts, one after the other.
struct Written {
  std::string blob, entries, languages;
  std::uint32_t entry_count = 0;
  std::size_t language_count = 0;

  Ref add(std::string_view text) {
    const Ref ref{static_cast<std::uint32_t>(blob.size()), static_cast<std::uint32_t>(text.size())};
    blob += text;
    return ref;
  }

  void add_language(const std::string& tag, const Json& catalog) {
    std::string runs;
    const Ref name = add(tag);
    for (const std::string_view section : catalog_table::sections) {
      std::map<std::string, std::pair<Ref, std::string>> sorted;
      const Json all = section_of(catalog, section);
      for (const auto& [id, entry] : all.items()) {
        Json kept = entry;
        if (kept.is_object()) kept.erase("source");
        sorted[id] = {Ref{}, kept.dump()};
      }
      for (auto& [id, place] : sorted) place.first = add(id);
      runs += (runs.empty() ? "" : ", ") + literal(Run{entry_count, static_cast<std::uint32_t>(sorted.size())});
      for (const auto& [id, place] : sorted) entries += row(place.first, add(place.second));
      entry_count += static_cast<std::uint32_t>(sorted.size());
    }
    languages += "    {" + literal(name) + ", {{" + runs + "}}},\n";
    ++language_count;
  }
};

std::string registry_table(const char* name, const char* count, const RegistryRows& table) {
  return std::string("constinit const RegistryRow ") + name + "[] = {\n" + table.rows + "    {0, 0, 0}};\n" +
         "const std::size_t " + count + " = " + std::to_string(table.count) + ";\n";
}

}  // namespace

void compile_catalog(const std::filesystem::path& source, const std::filesystem::path& out, Faults& faults) {
  const auto folder = source / "host/explain";
  const CatalogIds ids = read_ids(source);
  std::map<std::string, Json> catalogs;
  for (const auto& path : json_files(folder / "catalog")) {
    const std::string language = path.stem().string();
    Json catalog = read_catalog(folder / "catalog", language, faults);
    if (catalog.is_null()) continue;  // told already
    check_catalog(catalog, language, ids, faults);
    catalogs.emplace(language, std::move(catalog));
  }
  if (const auto english = catalogs.find("en"); english == catalogs.end())
    faults.add("catalog", "there is no en.json");
  else
    for (const auto& [language, catalog] : catalogs)
      if (language != "en") compare_catalogs(english->second, catalog, language, faults);
  Written written;
  const RegistryRows ipv4 = read_registries(folder / "registries/ipv4.csv", false, faults);
  const RegistryRows ipv6 = read_registries(folder / "registries/ipv6.csv", true, faults);
  BlocklistRows blocklists = read_blocklists(folder / "blocklists.json", written.blob, faults);
  const ServiceRows services = read_services(folder / "sending_services.json", written.blob, blocklists, faults);
  if (!faults.empty()) return;
  for (const auto& [language, catalog] : catalogs) written.add_language(language, catalog);
  write_file(out / "embedded/catalog.cc",
             "// Made by eb-compile from the data of host/explain.\n#include \"host/explain/catalog_table.h\"\n\n"
             "namespace eb::catalog_table {\nconstinit const char blob[] =\n    " +
                 literal(written.blob) + ";\nconstinit const EntryRow entries[] = {\n" + written.entries +
                 "    {{0, 0}, {0, 0}}};\nconstinit const LanguageRow languages[] = {\n" + written.languages +
                 "    {}};\nconst std::size_t language_count = " + std::to_string(written.language_count) + ";\n" +
                 registry_table("ipv4_registries", "ipv4_registry_count", ipv4) +
                 registry_table("ipv6_registries", "ipv6_registry_count", ipv6) + "constinit const Ref words[] = {\n" +
                 blocklists.words + "    {0, 0}};\nconstinit const BlocklistRow blocklists[] = {\n" + blocklists.rows +
                 "    {}};\nconst std::size_t blocklist_count = " + std::to_string(blocklists.count) +
                 ";\nconstinit const ServiceRow services[] = {\n" + services.rows +
                 "    {}};\nconst std::size_t service_count = " + std::to_string(services.count) +
                 ";\n}  // namespace eb::catalog_table\n");
}

}  // namespace eb
