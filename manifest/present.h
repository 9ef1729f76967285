// SPDX-License-Identifier: MIT
// Which clients are on this machine, and in what packaging.
#pragma once

#include "manifest/clients.h"
#include "manifest/machine.h"
#include "manifest/places.h"

namespace eb {

enum class Presence { none, native, snap, flatpak };

// A program in PATH (macOS: an application; Windows: an entry under "App Paths"), else a Snap, a Flatpak, or, where
// nothing else is found, a profile: an archive that was unpacked somewhere has no other trace.
Presence presence(const Client& client, const Environment& environment, const Machine& machine);

// "ok", or why a client in this packaging does not start programs of the machine: a state of the doctor.
std::string packaging_state(const Client& client, Presence presence);

}  // namespace eb
