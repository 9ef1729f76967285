// SPDX-License-Identifier: MIT
#include "manifest/places.h"

#include <utility>

namespace eb {
namespace {

// On Windows the file may lie anywhere: for one person in the local application data, for all beside the program, where
// only administrators write.
std::string windows_file(Family family, const Environment& environment, const std::string& scope) {
  const std::string folder = scope == "user" ? environment.local_data + "\\explain-bounce" : above(environment.program);
  return folder + "\\" + host_name() + (family == Family::mozilla ? ".mozilla.json" : ".chromium.json");
}

Place place_in(const std::string& folder, Family family, const Environment& environment, const std::string& scope) {
  if (environment.os == "windows") return {windows_file(family, environment, scope), folder + "\\" + host_name()};
  return {folder + "/" + host_name() + ".json", ""};
}

}  // namespace

std::string above(const std::string& path) {
  // A backslash separates on Windows alone; elsewhere it is a letter like any other.
  const auto at = path.find_last_of(path.starts_with("/") ? "/" : "/\\");
  if (at == std::string::npos) return {};
  return at == 0 && path.size() > 1 ? path.substr(0, 1) : path.substr(0, at);
}

std::string filled(std::string text, const Environment& environment) {
  const std::pair<const char*, const std::string&> values[] = {{"{home}", environment.home},
                                                               {"{config_home}", environment.config_home},
                                                               {"{local_data}", environment.local_data},
                                                               {"{roaming_data}", environment.roaming_data}};
  for (const auto& [name, value] : values)
    if (text.starts_with(name)) return value + text.substr(std::string(name).size());
  return text;
}

std::vector<Place> places_of(const Client& client, const Environment& environment, const std::string& scope,
                             const Machine& machine) {
  std::vector<Place> places;
  const std::string where = environment.os + "/" + scope;
  if (const auto main = client.places.find(where); main != client.places.end())
    for (const std::string& folder : main->second)
      places.push_back(place_in(filled(folder, environment), client.family, environment, scope));
  if (const auto more = client.also.find(where); more != client.also.end())
    for (const std::string& folder : more->second)
      if (const std::string full = filled(folder, environment); machine.is_folder(above(full)))
        places.push_back(place_in(full, client.family, environment, scope));
  return places;
}

}  // namespace eb
