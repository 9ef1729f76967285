// SPDX-License-Identifier: MIT
// Where a client looks for the host, on any system. Pure: tested with a fake home for all three.
#pragma once

#include <string>
#include <vector>

#include "manifest/clients.h"
#include "manifest/machine.h"

namespace eb {

struct Environment {
  std::string os = "linux";  // linux | macos | windows
  std::string home;
  std::string config_home;   // Linux: $XDG_CONFIG_HOME, or ~/.config
  std::string path;          // Linux: $PATH
  std::string local_data;    // Windows: %LOCALAPPDATA%
  std::string roaming_data;  // Windows: %APPDATA%
  std::string program;       // the full path of this program, links followed; empty if it cannot be told
};

// The environment of this process.
Environment this_environment();

// Where sudo made us root: goes on as the person who typed it, with that person's home, for good. A registration of
// one's own has to lie in one's own home and to be one's own; and root writes nothing where others decide what a name
// leads to. Empty on success, and where there is nothing to do; else what went wrong.
std::string step_down_from_sudo();

// True if this process may write where all users' registrations lie (root; on Windows that shows only in the attempt).
bool is_administrator();

// A place where a client looks.
struct Place {
  std::string file;  // the manifest
  std::string key;   // Windows: the registry key whose default value names the file; empty elsewhere
};

// All of a client's places for "user" or "system", the main one first.
std::vector<Place> places_of(const Client& client, const Environment& environment, const std::string& scope,
                             const Machine& machine);

// The folder (or the registry key) above; empty at the top.
std::string above(const std::string& path);

// "{home}" and its like replaced.
std::string filled(std::string text, const Environment& environment);

}  // namespace eb
