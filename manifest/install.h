// SPDX-License-Identifier: MIT
// Registering the host with clients, and taking it back.
#pragma once

#include <string>
#include <vector>

#include "manifest/clients.h"
#include "manifest/machine.h"
#include "manifest/places.h"

namespace eb {

struct Outcome {
  const Client* client = nullptr;
  // Words for each state: catalog, "doctor.STATE". Here "installed", "removed", "shared", "foreign", "failed".
  std::string state;
  std::vector<std::string> details;  // the places, what went wrong, or (shared) the names of the others
  bool seen = true;                  // the doctor: false where the client is registered, but not found on this machine
  std::string place{};               // the doctor: the manifest (Windows: or the key) that the client reads
};

// Firefox and Thunderbird share a place: its manifest names all extensions that belong there. Whatever of ours stood
// there is replaced, so that this also repairs; another program's manifest ("foreign") is left alone.
std::vector<Outcome> install(const std::vector<const Client*>& chosen, const std::string& scope,
                             const Environment& environment, Machine& machine);

// Leaves nothing of ours, and no folder that we made, unless somebody else uses it. One outcome for each client that
// was registered. The manifest of a place stays as long as a client of it that is on this machine was not chosen
// ("shared").
std::vector<Outcome> uninstall(const std::vector<const Client*>& chosen, const std::string& scope,
                               const Environment& environment, Machine& machine);

// True if any of these clients has a registration of ours there.
bool is_registered(const std::vector<const Client*>& chosen, const std::string& scope, const Environment& environment,
                   const Machine& machine);

}  // namespace eb
