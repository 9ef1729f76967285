// SPDX-License-Identifier: MIT
// Which clients there are, where each looks for a native messaging host, and which extensions may call: clients.json.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace eb {

enum class Family { mozilla, chromium };

struct Client {
  std::string id, name;
  Family family = Family::mozilla;
  std::vector<std::string> binaries;  // names in PATH
  std::string snap, snap_state, flatpak;
  std::map<std::string, std::string> places;  // "linux/user" -> folder template, or registry key on Windows
};

const std::string& host_name();
const std::string& host_description();
const std::vector<Client>& clients();
const Client* find_client(std::string_view id);

// The id of our extension for that client; all of a family where `client` is empty.
std::string extension_id(const Client& client);

// True for the id of one of our extensions ("thunderbird@...") or a Chromium origin ("chrome-extension://ID/").
bool is_allowed_caller(std::string_view caller);

}  // namespace eb
