// SPDX-License-Identifier: MIT
#include "host/compile/catalog.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "host/compile/catalog_check.h"
#include "host/compile/emit.h"

namespace eb {
namespace {

using Entries = std::map<std::string, Json>;  // "reasons/mailbox_full" -> entry

Entries entries_of(const Json& document, const std::string& file, Faults& faults) {
  Entries entries;
  check_keys(document, {"language", "direction", "words", "kinds", "reasons", "rules"}, file, "the catalog", faults);
  for (const char* section : {"words", "kinds", "reasons", "rules"}) {
    const Json all = document.value(section, Json::object());
    for (const auto& [id, entry] : all.items()) entries.emplace(std::string(section) + "/" + id, entry);
  }
  entries.emplace("about/direction", document.value("direction", Json("ltr")));
  return entries;
}

struct Prefix {
  std::array<unsigned char, 16> bytes{};
  int bits = 0;
  int family = 4;
  std::string registry;
};

std::vector<Prefix> read_prefixes(const std::filesystem::path& path, int family, Faults& faults) {
  std::vector<Prefix> out;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (line.empty() || line[0] == '#') continue;
    const auto slash = line.find('/');
    const auto comma = line.find(',');
    Prefix prefix;
    prefix.family = family;
    if (slash == std::string::npos || comma == std::string::npos || slash > comma ||
        inet_pton(family == 4 ? AF_INET : AF_INET6, line.substr(0, slash).c_str(),
                  prefix.bytes.data() + (family == 4 ? 12 : 0)) != 1) {
      faults.add(path.filename().string(), "\"" + line + "\" is no prefix,registry");
      continue;
    }
    prefix.bits = std::stoi(line.substr(slash + 1, comma - slash - 1));
    prefix.registry = line.substr(comma + 1);
    out.push_back(prefix);
  }
  return out;
}

std::string rows_of(const std::vector<Prefix>& prefixes, Pool& pool) {
  std::string rows;
  for (const Prefix& prefix : prefixes) {
    rows += "    {{";
    for (const unsigned char byte : prefix.bytes) rows += std::to_string(byte) + ",";
    rows += "}, " + std::to_string(prefix.bits) + ", " + std::to_string(prefix.family) + ", " +
            literal(pool.add(prefix.registry)) + "},\n";
  }
  return rows;
}

std::set<std::string> ids_of(const Json& list) {
  std::set<std::string> out;
  for (const auto& item : list) out.insert(item.value("id", std::string()));
  return out;
}

}  // namespace

void compile_catalog(const std::filesystem::path& source, const std::filesystem::path& out, Faults& faults) {
  std::map<std::string, Entries> catalogs;  // language -> entries
  for (const auto& path : json_files(source / "host/explain/catalog")) {
    const Json document = read_json(path, faults);
    if (!document.is_object()) continue;
    const std::string language = path.stem().string();
    if (document.value("language", std::string()) != language)
      faults.add(path.filename().string(), "its language is not its name");
    catalogs.emplace(language, entries_of(document, path.filename().string(), faults));
  }
  std::set<std::string> rules;
  for (const auto& path : json_files(source / "host/classify/rules"))
    for (const auto& id : ids_of(read_json(path, faults))) rules.insert(id);
  check_catalogs(catalogs, ids_of(read_json(source / "host/classify/reasons.json", faults)), rules, faults);

  Pool pool;
  std::string entry_rows;
  std::string language_rows;
  std::uint32_t count = 0;
  for (const auto& [language, entries] : catalogs) {
    const Run run{count, static_cast<std::uint32_t>(entries.size())};
    for (const auto& [key, entry] : entries) {
      Json lean = entry;
      if (lean.is_object()) lean.erase("source");
      entry_rows += "    {" + literal(pool.add(key)) + ", " + literal(pool.add(lean.dump())) + "},\n";
    }
    count += run.count;
    language_rows += "    {" + literal(pool.add(language)) + ", " + literal(run) + "},\n";
  }
  auto prefixes = read_prefixes(source / "host/explain/registries/ipv4.csv", 4, faults);
  for (auto& prefix : read_prefixes(source / "host/explain/registries/ipv6.csv", 6, faults)) prefixes.push_back(prefix);
  const std::string prefix_rows = rows_of(prefixes, pool);
  std::string blocklist_rows;
  std::size_t blocklist_count = 0;
  for (const auto& list : read_json(source / "host/explain/blocklists.json", faults)) {
    check_keys(list, {"name", "url", "source"}, "blocklists.json", "a list", faults);
    blocklist_rows += "    {" + literal(pool.add(list.value("name", std::string()))) + ", " +
                      literal(pool.add(list.value("url", std::string()))) + "},\n";
    ++blocklist_count;
  }
  if (!faults.empty()) return;
  write_file(out / "embedded/catalog.cc",
             "// Made by eb-compile from host/explain.\n#include \"host/explain/catalog_table.h\"\n\nnamespace "
             "eb::catalog_table {\nconstinit const char blob[] =\n    " +
                 literal(pool.blob()) + ";\nconstinit const EntryRow entries[] = {\n" + entry_rows +
                 "};\nconstinit const LanguageRow languages[] = {\n" + language_rows +
                 "};\nconst std::size_t language_count = " + std::to_string(catalogs.size()) +
                 ";\nconstinit const PrefixRow prefixes[] = {\n" + prefix_rows +
                 "};\nconst std::size_t prefix_count = " + std::to_string(prefixes.size()) +
                 ";\nconstinit const BlocklistRow blocklists[] = {\n" + blocklist_rows +
                 "};\nconst std::size_t blocklist_count = " + std::to_string(blocklist_count) +
                 ";\n}  // namespace eb::catalog_table\n");
}

}  // namespace eb
