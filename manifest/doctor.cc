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

// What the manifest in that file starts. On Windows a path may be relative to the manifest's own folder (for Chromium
// and Mozilla alike: their pages in clients.json).
std::string program_of(const Manifest& manifest, const std::string& file, const Environment& environment) {
  if (environment.os != "windows" || manifest.path.empty() || is_absolute(manifest.path, environment.os))
    return manifest.path;
  return above(file) + "\\" + manifest.path;
}

std::string fault_of(const Client& client, const Manifest& manifest, const std::string& program,
                     const Environment& environment, const Machine& machine) {
  if (!manifest.ours) return "foreign";
  if (!manifest.usable) return "bad_json";
  // Firefox and Thunderbird share a manifest: one that names the other alone was never meant for this client.
  if (std::find(manifest.ids.begin(), manifest.ids.end(), extension_id(client)) == manifest.ids.end())
    return std::any_of(manifest.ids.begin(), manifest.ids.end(), is_allowed_caller) ? "not_registered" : "wrong_id";
  if (!is_absolute(program, environment.os)) return "relative_path";
  if (!machine.exists(program)) return "missing_binary";
  if (!machine.is_executable(program)) return "not_executable";
  return machine.is_same(program, environment.program) ? "ok" : "other_binary";
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
  const std::string program = program_of(manifest, file, environment);
  return Look{fault_of(client, manifest, program, environment, machine), file, program};
}

// Firefox and Thunderbird pass over a manifest that does not fit them (NativeManifests.sys.mjs: _tryPath gives null,
// and the next folder is tried); Chromium takes the first file that there is (launch_context_posix.cc). On Windows both
// stay with the first key that names a file (_winLookup: all users' keys are read where the person has none).
bool passes_over(Family family, const std::string& os, const std::string& state) {
  return family == Family::mozilla && os != "windows" &&
         (state == "not_registered" || state == "bad_json" || state == "wrong_id" || state == "foreign" ||
          state == "relative_path");
}

Look find(const Client& client, const std::vector<std::string>& scopes, const Environment& environment,
          const Machine& machine) {
  std::optional<Look> first;
  std::string expected;
  for (const std::string& scope : scopes) {
    std::optional<Look> found;
    std::string missing;  // a place without it
    for (const Place& place : places_of(client, environment, scope, machine)) {
      const std::string shown = place.key.empty() ? place.file : place.key;
      if (expected.empty()) expected = shown;
      const auto seen = look(client, place, environment, machine);
      if (!seen && missing.empty()) missing = shown;
      if (seen && (!found || found->state == "ok")) found = seen;
    }
    if (!found) continue;
    // A beta version, or a further folder, has it where the main one has not, or the other way round.
    const bool partly = found->state == "ok" && !missing.empty();
    if (partly) found = Look{"not_registered", missing, found->program};
    if (!first) first = found;
    if (!partly && !passes_over(client.family, environment.os, found->state)) return *found;
  }
  return first.value_or(Look{"not_registered", expected, ""});
}

}  // namespace

Outcome examine(const Client& client, const std::vector<std::string>& scopes, const Environment& environment,
                const Machine& machine) {
  const Presence there = presence(client, environment, machine);
  const bool is_seen = there != Presence::none;
  const std::string packaging = is_seen ? packaging_state(client, there) : "registered_unseen";
  if (!may_start(packaging)) return {&client, packaging, {}};
  const Look found = find(client, scopes, environment, machine);
  if (!is_seen && found.state == "not_registered") return {&client, "not_installed", {}};
  const std::string state = found.state == "ok" ? packaging : found.state;
  const bool about_the_program = state == "missing_binary" || state == "not_executable" || state == "other_binary";
  return {&client, state, {about_the_program ? found.program : found.file}, is_seen, found.file};
}

std::vector<Outcome> examine_all(const std::vector<const Client*>& chosen, const std::vector<std::string>& scopes,
                                 const Environment& environment, const Machine& machine) {
  std::vector<Outcome> outcomes;
  outcomes.reserve(chosen.size());
  for (const Client* client : chosen) outcomes.push_back(examine(*client, scopes, environment, machine));
  for (Outcome& outcome : outcomes) {
    const bool told = std::any_of(outcomes.begin(), outcomes.end(),
                                  [&](const Outcome& other) { return other.seen && other.place == outcome.place; });
    if (!outcome.seen && told) outcome = {outcome.client, "not_installed", {}};
  }
  return outcomes;
}

bool is_well(const std::string& state) {
  return state == "ok" || state == "snap_needs_portal" || state == "snap_asks" || state == "registered_unseen";
}

bool may_start(const std::string& state) { return is_well(state) || state == "flatpak_needs_proxy"; }

bool is_broken(const std::string& state) {
  return !may_start(state) && state != "not_installed" && state != "not_registered" && state != "snap_unsupported" &&
         state != "flatpak_unsupported";
}

std::vector<std::string> unsafe_programs(const std::vector<const Client*>& chosen,
                                         const std::vector<std::string>& scopes, const Environment& environment,
                                         const Machine& machine) {
  std::vector<std::string> all;
  for (const Client* client : chosen) {
    const Look found = find(*client, scopes, environment, machine);
    if (found.program.empty() || !machine.exists(found.program)) continue;
    std::vector<std::string> files = {found.file, found.program};
    // They are looked for beside the program itself, not beside a link to it.
    const bool is_this_one = machine.is_same(found.program, environment.program);
    const std::string folder = above(is_this_one ? environment.program : found.program);
    for (const char* helper : {"/explain-bounce-outlook", "/explain-bounce-imap"})
      if (machine.exists(folder + helper)) files.push_back(folder + helper);
    for (const std::string& file : files) {
      const std::string what = machine.changeable_by_others(file);
      if (!what.empty() && std::find(all.begin(), all.end(), what) == all.end()) all.push_back(what);
    }
  }
  return all;
}

}  // namespace eb
