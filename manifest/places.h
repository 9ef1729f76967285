// SPDX-License-Identifier: MIT
// Where a client looks for the host, on any system. Pure: tested with a fake home for all three.
#pragma once

#include <string>

#include "manifest/clients.h"

namespace eb {

struct Environment {
  std::string os = "linux";  // linux | macos | windows
  std::string home;
  std::string config_home;  // $XDG_CONFIG_HOME, or ~/.config
  std::string path;         // $PATH
};

// The environment of this process.
Environment this_environment();

// The folder (Windows: the registry key without the host's name) for "user" or "system".
std::string folder_of(const Client& client, const Environment& environment, const std::string& scope);

// The manifest file, or the registry key whose default value names it.
std::string place_of(const Client& client, const Environment& environment, const std::string& scope);

}  // namespace eb
