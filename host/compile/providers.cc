// SPDX-License-Identifier: MIT
#include "host/compile/providers.h"

#include <map>
#include <string>
#include <vector>

#include "host/compile/emit.h"
#include "host/compile/expression.h"
#include "host/evidence/provider_table.h"

namespace eb {

void compile_providers(const std::filesystem::path& source, const std::filesystem::path& out, Faults& faults) {
  const std::string file = "providers.json";
  Pool pool;
  std::string rows;
  StringRows string_rows;
  std::string group_rows;
  std::uint32_t group_count = 0;
  std::uint32_t count = 0;
  std::map<std::string, std::string> owner;  // host suffix -> provider
  for (const auto& provider : read_json(source / "host/evidence" / file, faults)) {
    check_keys(provider, {"id", "name", "hosts", "words", "source"}, file, "a provider", faults);
    const std::string id = provider.value("id", std::string());
    const std::string name = provider.value("name", std::string());
    if (id.empty() || name.empty()) faults.add(file, "a provider wants an id and a name");
    std::vector<std::string> hosts;
    for (const auto& host : provider.value("hosts", Json::array())) {
      hosts.push_back(host.get<std::string>());
      if (const auto [it, fresh] = owner.emplace(hosts.back(), id); !fresh)
        faults.add(file, hosts.back() + " belongs to " + it->second + " and to " + id);
    }
    const Run host_run = string_rows.add(hosts, pool);
    std::vector<Run> groups;
    for (const auto& words : provider.value("words", Json::array())) {
      const auto phrases = strings(words, file, id + " words", faults);
      for (const auto& phrase : phrases)
        if (const std::string fault = fault_of_phrase(phrase); !fault.empty())
          faults.add(file, id + ": \"" + phrase + "\": " + fault);
      groups.push_back(string_rows.add(phrases, pool));
    }
    const Run group_run{group_count, static_cast<std::uint32_t>(groups.size())};
    for (const Run& run : groups) group_rows += "    " + literal(run) + ",\n";
    group_count += group_run.count;
    rows += "    {" + literal(pool.add(id)) + ", " + literal(pool.add(name)) + ", " + literal(host_run) + ", " +
            literal(group_run) + "},\n";
    ++count;
  }
  if (!faults.empty()) return;
  write_file(out / "embedded/providers.cc",
             "// Made by eb-compile from host/evidence/providers.json.\n#include "
             "\"host/evidence/provider_table.h\"\n\nnamespace eb::provider_table {\n"
             "constinit const char blob[] =\n    " +
                 literal(pool.blob()) + ";\nconstinit const Ref strings[] = {\n" + string_rows.rows() +
                 "    {0, 0}};\nconstinit const Run groups[] = {\n" + group_rows +
                 "    {0, 0}};\nconstinit const ProviderRow providers[] = {\n" + rows +
                 "};\nconst std::size_t provider_count = " + std::to_string(count) +
                 ";\n}  // namespace eb::provider_table\n");
}

}  // namespace eb
