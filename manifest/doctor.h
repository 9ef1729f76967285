// SPDX-License-Identifier: MIT
// Would a client find the host, and if not, why?
#pragma once

#include "manifest/install.h"

namespace eb {

// The state of one client: "ok", "not_installed", "not_registered", "missing_binary" ... with the file that it is
// about. `scopes`: "user" and "system", or one of them; the user's place wins over the system's, as the clients read
// them. A client that was registered by name, but cannot be seen here, is "registered_unseen", or has a fault as any.
Outcome examine(const Client& client, const std::vector<std::string>& scopes, const Environment& environment,
                const Machine& machine);

// The same for several: a manifest that more than one of them reads (Chrome's is Opera's, too) is told once, of the one
// that is here.
std::vector<Outcome> examine_all(const std::vector<const Client*>& chosen, const std::vector<std::string>& scopes,
                                 const Environment& environment, const Machine& machine);

// True for a state in which the client starts this program, if only after a question, or if it is here at all.
bool is_well(const std::string& state);

// True too where it does so only once somebody has set up more than this program can: it is registered all the same.
bool may_start(const std::string& state);

// True for a state that is somebody's fault and can be mended; false too for a client that is not there or that cannot.
bool is_broken(const std::string& state);

// What decides which programs run when any client of these starts us, and that other people may change: the manifest,
// the program, those beside it that it starts, and the folders of all of them.
std::vector<std::string> unsafe_programs(const std::vector<const Client*>& chosen,
                                         const std::vector<std::string>& scopes, const Environment& environment,
                                         const Machine& machine);

}  // namespace eb
