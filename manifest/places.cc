// SPDX-License-Identifier: MIT
#include "manifest/places.h"

#include <cstdlib>

namespace eb {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

void replace(std::string& text, const std::string& what, const std::string& with) {
  if (const auto at = text.find(what); at != std::string::npos) text.replace(at, what.size(), with);
}

}  // namespace

Environment this_environment() {
  Environment environment;
#if defined(__APPLE__)
  environment.os = "macos";
#elif defined(_WIN32)
  environment.os = "windows";
#endif
  environment.home = variable("HOME");
  environment.config_home = variable("XDG_CONFIG_HOME");
  if (environment.config_home.empty() || environment.config_home.front() != '/')
    environment.config_home = environment.home + "/.config";
  environment.path = variable("PATH");
  return environment;
}

std::string folder_of(const Client& client, const Environment& environment, const std::string& scope) {
  const auto found = client.places.find(environment.os + "/" + scope);
  if (found == client.places.end()) return {};
  std::string folder = found->second;
  replace(folder, "{home}", environment.home);
  replace(folder, "{config_home}", environment.config_home);
  return folder;
}

std::string place_of(const Client& client, const Environment& environment, const std::string& scope) {
  const std::string folder = folder_of(client, environment, scope);
  if (folder.empty()) return {};
  return environment.os == "windows" ? folder + "\\" + host_name() : folder + "/" + host_name() + ".json";
}

}  // namespace eb
