// SPDX-License-Identifier: MIT
#include "manifest/doctor.h"

#include <algorithm>
#include <optional>

#include "manifest/body.h"
#include "manifest/present.h"

namespace eb {
namespace {

bool is_absolute(const std::string& path, const std::string& os) {
  if (os != "windows") return path.starts_with("/");
  return path.starts_with("\\\\") || (path.size() > 2 && path[1] == ':' && (path[2] == '\\' || path[2] == '/'));
}

std::string fault_of(const Client& client, const Manifest& manifest, const Environment& environment,
                     const Machine& machine) {
  if (!manifest.ours) return "foreign";
  if (!manifest.usable) return "bad_json";
  if (std::find(manifest.ids.begin(), manifest.ids.end(), extension_id(client)) == manifest.ids.end())
    return "wrong_id";
  if (!is_absolute(manifest.path, environment.os)) return "relative_path";
  if (!machine.exists(manifest.path)) return "missing_binary";
  if (!machine.is_executable(manifest.path)) return "not_executable";
  return machine.is_same(manifest.path, environment.program) ? "ok" : "other_binary";
}

struct Look {
  std::string state, file, program;
};

// What the client finds in one place; nothing where it goes on to the next.
std::optional<Look> look(const Client& client, const Place& place, const Environment& environment,
                         const Machine& machine) {
  std::string file = place.file;
  if (!place.key.empty()) {
    const auto named = machine.read(place.key);
    if (!named) return std::nullopt;
    file = *named;
    if (!machine.exists(file)) return Look{"bad_json", place.key, ""};
  }
  const auto text = machine.read(file);
  if (!text) return machine.exists(file) ? std::optional(Look{"bad_json", file, ""}) : std::nullopt;
  const Manifest manifest = read_manifest(*text, client.family);
  return Look{fault_of(client, manifest, environment, machine), file, manifest.path};
}

// Firefox and Thunderbird pass over a manifest that does not fit them (NativeManifests.sys.mjs: _tryPath gives null,
// and the next folder is tried); Chromium takes the first file that there is (launch_context_posix.cc).
bool passes_over(Family family, const std::string& state) {
  return family == Family::mozilla &&
         (state == "bad_json" || state == "wrong_id" || state == "foreign" || state == "relative_path");
}

Look find(const Client& client, const std::vector<std::string>& scopes, const Environment& environment,
          const Machine& machine) {
  std::optional<Look> first;
  std::string expected;
  for (const std::string& scope : scopes) {
    std::optional<Look> found;
    for (const Place& place : places_of(client, environment, scope, machine)) {
      const std::string shown = place.key.empty() ? place.file : place.key;
      if (expected.empty()) expected = shown;
      auto seen = look(client, place, environment, machine);
      // A beta version, or a further folder, that does not have it where the main one has.
      if (!seen && found) seen = Look{"not_registered", shown, ""};
      if (seen && (!found || found->state == "ok")) found = seen;
    }
    if (found && !first) first = found;
    if (!found) continue;
    if (!passes_over(client.family, found->state)) return *found;
  }
  return first.value_or(Look{"not_registered", expected, ""});
}

}  // namespace

Outcome examine(const Client& client, const std::vector<std::string>& scopes, const Environment& environment,
                const Machine& machine) {
  const Presence there = presence(client, environment, machine);
  if (there == Presence::none) return {&client, "not_installed", {}};
  const std::string packaging = packaging_state(client, there);
  if (!is_well(packaging)) return {&client, packaging, {}};
  const Look found = find(client, scopes, environment, machine);
  const std::string state = found.state == "ok" ? packaging : found.state;
  const bool about_the_program = state == "missing_binary" || state == "not_executable" || state == "other_binary";
  return {&client, state, {about_the_program ? found.program : found.file}};
}

bool is_well(const std::string& state) { return state == "ok" || state == "snap_needs_portal"; }

bool is_broken(const std::string& state) {
  return !is_well(state) && state != "not_installed" && state != "not_registered" && state != "snap_unsupported" &&
         state != "flatpak_unsupported";
}

std::vector<std::string> unsafe_programs(const std::vector<const Client*>& chosen,
                                         const std::vector<std::string>& scopes, const Environment& environment,
                                         const Machine& machine) {
  std::vector<std::string> all;
  for (const Client* client : chosen) {
    const Look found = find(*client, scopes, environment, machine);
    if (found.program.empty() || !machine.exists(found.program)) continue;
    const std::string what = machine.changeable_by_others(found.program);
    if (!what.empty() && std::find(all.begin(), all.end(), what) == all.end()) all.push_back(what);
  }
  return all;
}

}  // namespace eb
