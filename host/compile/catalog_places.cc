// SPDX-License-Identifier: MIT
#include "host/compile/catalog_places.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <set>

#include "host/compile/json_text.h"
#include "host/explain/catalog_table.h"
#include "host/explain/ip_address.h"

namespace eb {
namespace {

Ref append(std::string& blob, std::string_view text) {
  const Ref ref{static_cast<std::uint32_t>(blob.size()), static_cast<std::uint32_t>(text.size())};
  blob += text;
  return ref;
}

bool is_link(std::string_view url, bool with_ip) {
  const auto place = url.find("{ip}");
  const bool once = place != std::string_view::npos && url.find_first_of("{}", place + 4) == std::string_view::npos;
  return url.starts_with("https://") && (with_ip ? once : url.find_first_of("{}") == std::string_view::npos);
}

}  // namespace

RegistryRows read_registries(const std::filesystem::path& path, bool v6, Faults& faults) {
  RegistryRows out;
  const std::string file = "registries/" + path.filename().string();
  std::ifstream in(path);
  if (!in) faults.add(file, "cannot be read");
  std::set<std::string> known;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    const auto slash = line.find('/');
    const auto comma = line.find(',');
    const auto ip = parse_ip(std::string_view(line).substr(0, slash));
    const auto& ids = catalog_table::registry_ids;
    const auto id = comma == std::string::npos ? ids.end() : std::find(ids.begin(), ids.end(), line.substr(comma + 1));
    unsigned length = 0;
    if (slash < comma) std::from_chars(line.data() + slash + 1, line.data() + comma, length);
    const unsigned most = v6 ? 64 : 32;
    const bool well_formed = slash < comma && ip && ip->v6 == v6 && length > 0 && length <= most && ip->low == 0 &&
                             (length == 64 || ip->high << length == 0) && id != ids.end();
    if (!well_formed) {
      faults.add(file, "\"" + line + "\" is no \"prefix/length,registry\"");
      continue;
    }
    if (!known.insert(line.substr(0, comma)).second) faults.add(file, line.substr(0, comma) + " stands twice");
    out.rows += "    {" + std::to_string(ip->high) + "u, " + std::to_string(length) + ", " +
                std::to_string(id - ids.begin()) + "},\n";
    ++out.count;
  }
  if (out.count == 0) faults.add(file, "there is no prefix");
  return out;
}

BlocklistRows read_blocklists(const std::filesystem::path& path, std::string& blob, Faults& faults) {
  BlocklistRows out;
  const std::string file = path.filename().string();
  std::set<std::string> known;
  for (const Json& list : read_json(path, faults)) {
    const std::string name = text(list, "name");
    check_keys(list, {"name", "words", "page", "removal", "source"}, file, name.empty() ? "a list" : name, faults);
    if (name.empty() || !known.insert(name).second)
      faults.add(file, "a list wants a name of its own: \"" + name + "\"");
    const auto words = strings(list.value("words", Json()), file, name + " words", faults);
    for (const std::string& word : words) {
      if (std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
        faults.add(file, name + ": \"" + word + "\" is not in lower case");
      out.words += "    " + literal(append(blob, word)) + ",\n";
    }
    const std::string page = text(list, "page");
    const std::string removal = text(list, "removal");
    if (!is_link(page, false)) faults.add(file, name + ": page wants an https link");
    if (!removal.empty() && !is_link(removal, true)) faults.add(file, name + ": removal wants an https link with {ip}");
    if (text(list, "source").empty()) faults.add(file, name + ": no source");
    out.rows += "    {" + literal(append(blob, name)) + ", " +
                literal(Run{out.word_count, static_cast<std::uint32_t>(words.size())}) + ", " +
                literal(append(blob, page)) + ", " + literal(append(blob, removal)) + "},\n";
    out.word_count += static_cast<std::uint32_t>(words.size());
    ++out.count;
  }
  return out;
}

ServiceRows read_services(const std::filesystem::path& path, std::string& blob, BlocklistRows& lists, Faults& faults) {
  ServiceRows out;
  const std::string file = path.filename().string();
  for (const Json& service : read_json(path, faults)) {
    const std::string name = text(service, "name");
    check_keys(service, {"name", "hosts", "spf", "for_others", "source"}, file, name.empty() ? "a service" : name,
               faults);
    if (name.empty() || text(service, "source").empty()) faults.add(file, name + ": name and source are wanted");
    const std::string spf = text(service, "spf");
    if (!spf.empty() && !spf.starts_with("include:")) faults.add(file, name + ": spf wants an include mechanism");
    const auto hosts = strings(service.value("hosts", Json()), file, name + " hosts", faults);
    for (const std::string& host : hosts) lists.words += "    " + literal(append(blob, host)) + ",\n";
    const bool for_others = service.value("for_others", Json(false)) == Json(true);
    out.rows += "    {" + literal(Run{lists.word_count, static_cast<std::uint32_t>(hosts.size())}) + ", " +
                literal(append(blob, spf)) + ", " + (for_others ? "true" : "false") + "},\n";
    lists.word_count += static_cast<std::uint32_t>(hosts.size());
    ++out.count;
  }
  return out;
}

}  // namespace eb
