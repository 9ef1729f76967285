// SPDX-License-Identifier: MIT
// Which clients there are, where each looks for a native messaging host, and which extensions may call: clients.json.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace eb {

enum class Family { mozilla, chromium };

// By system ("linux") or by system and scope ("linux/user").
using Table = std::map<std::string, std::vector<std::string>>;

struct Client {
  std::string id, name;
  Family family = Family::mozilla;
  Table programs;  // by system: names in PATH; on macOS applications; on Windows names under "App Paths"
  Table profiles;  // by system: a file that the client makes when it first runs
  std::string snap, snap_state, flatpak_state;  // what the doctor says of it in that packaging
  std::vector<std::string> flatpak;
  Table places;  // by system and scope: the folders, or the registry keys, where it looks: all are used
  Table also;    // the same for its beta versions and builds of some systems: used where the folder above is there
};

const std::string& host_name();
const std::string& host_description();
const std::vector<Client>& clients();
const Client* find_client(std::string_view id);

// The id of our extension for that client, as a manifest names it.
std::string extension_id(const Client& client);

// True for the id of one of our extensions ("thunderbird@...") or a Chromium origin ("chrome-extension://ID/").
bool is_allowed_caller(std::string_view caller);

}  // namespace eb
