// SPDX-License-Identifier: MIT
// Registering the host with clients, taking it back, and saying for each client whether it would find the host.
#pragma once

#include <string>
#include <vector>

#include "manifest/clients.h"
#include "manifest/files.h"
#include "manifest/places.h"

namespace eb {

struct Outcome {
  const Client* client = nullptr;
  std::string state;   // "installed", "removed", "failed"; for doctor: "ok", "not_registered", "missing_binary" ...
  std::string detail;  // a path, or what went wrong
};

// True if the client is on this machine: a program in PATH, a Snap or a Flatpak.
bool is_present(const Client& client, const Environment& environment, const Files& files);

// Firefox and Thunderbird share a place: its manifest names all extensions that belong there.
std::vector<Outcome> install(const std::vector<const Client*>& chosen, const std::string& scope,
                             const std::string& host_path, const Environment& environment, Files& files);

// The manifest of a place goes when its last client does.
std::vector<Outcome> uninstall(const std::vector<const Client*>& chosen, const std::string& scope,
                               const Environment& environment, Files& files);

// Words for each state: catalog, "doctor.STATE".
Outcome examine(const Client& client, const std::string& host_path, const Environment& environment, const Files& files);

// The manifest's text for a client family (mozilla.json.in, chromium.json.in).
std::string manifest_body(Family family, const std::string& host_path, const std::vector<std::string>& ids);

}  // namespace eb
