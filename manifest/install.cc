// SPDX-License-Identifier: MIT
#include "manifest/install.h"

#include <algorithm>
#include <optional>
#include <set>

#include "manifest/body.h"
#include "manifest/folders.h"
#include "manifest/present.h"

namespace eb {
namespace {

// What a place holds now.
struct Found {
  std::string file;  // on Windows the one that the key names, which may be that of an older version
  std::optional<Manifest> manifest;
};

Found look(const Place& place, Family family, const Machine& machine) {
  Found found{place.file, std::nullopt};
  if (!place.key.empty()) {
    const auto named = machine.read(place.key);
    if (!named) return found;
    found.file = *named;
  }
  if (const auto text = machine.read(found.file)) found.manifest = read_manifest(*text, family);
  return found;
}

// Folders that we have made for any client, so that two that share one ("~/.config") both know of it.
std::set<std::string> made_for_all(const std::string& scope, const Environment& environment, const Machine& machine) {
  std::set<std::string> made;
  for (const Client& client : clients())
    for (const Place& place : places_of(client, environment, scope, machine))
      made.merge(noted_folders(place.file, machine));
  return made;
}

// Our extensions in this place, in the order of clients.json: the client's own and those that are there already.
std::vector<std::string> ids_for(const Client& client, const std::optional<Manifest>& before) {
  std::vector<std::string> ids;
  for (const Client& any : clients()) {
    const std::string id = extension_id(any);
    const bool wanted =
        any.family == client.family &&
        (any.id == client.id || (before && std::find(before->ids.begin(), before->ids.end(), id) != before->ids.end()));
    if (wanted && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

std::string put(const Client& client, const Place& place, const std::string& scope, const Environment& environment,
                const std::optional<Manifest>& before, Machine& machine) {
  const std::set<std::string> known = made_for_all(scope, environment, machine);
  std::set<std::string> made = noted_folders(place.file, machine);
  std::string error = make_folders(place.file, known, made, machine);
  if (error.empty() && !place.key.empty()) error = make_folders(place.key, known, made, machine);
  if (error.empty()) error = note_folders(place.file, made, machine);
  if (error.empty())
    error = machine.write(place.file, manifest_body(client.family, environment.program, ids_for(client, before)));
  if (error.empty() && !place.key.empty()) error = machine.write(place.key, place.file);
  // A try that failed leaves no folders behind either.
  if (!error.empty() && !machine.exists(place.file)) {
    machine.remove(note_of(place.file));
    if (!place.key.empty()) remove_folders(place.key, made, machine);
    remove_folders(place.file, made, machine);
  }
  return error;
}

bool is_named_by_a_key(const std::string& file, const std::string& scope, const Environment& environment,
                       const Machine& machine) {
  for (const Client& client : clients())
    for (const Place& place : places_of(client, environment, scope, machine))
      if (!place.key.empty() && machine.read(place.key) == file) return true;
  return false;
}

std::string take(const Place& place, const Found& found, const std::string& scope, const Environment& environment,
                 Machine& machine) {
  const std::set<std::string> made = noted_folders(found.file, machine);
  if (!place.key.empty()) {
    if (std::string error = machine.remove(place.key); !error.empty()) return error;
    remove_folders(place.key, made, machine);
    if (is_named_by_a_key(found.file, scope, environment, machine)) return {};
  }
  // A key that names no manifest: whatever stands there is not ours.
  if (!found.manifest && (found.file != place.file || machine.exists(found.file))) return {};
  if (std::string error = machine.remove(found.file); !error.empty()) return error;
  if (std::string error = machine.remove(note_of(found.file)); !error.empty()) return error;
  remove_folders(found.file, made, machine);
  return {};
}

// Where somebody has deleted our manifest, or another program has put its own in its place: what else we left there.
std::string sweep(const Place& place, const std::string& scope, const Environment& environment, Machine& machine) {
  const std::string note = note_of(place.file);
  if (!machine.exists(note) || is_named_by_a_key(place.file, scope, environment, machine)) return {};
  const std::set<std::string> made = noted_folders(place.file, machine);
  if (std::string error = machine.remove(note); !error.empty()) return error;
  if (!place.key.empty()) remove_folders(place.key, made, machine);
  if (!machine.exists(place.file)) remove_folders(place.file, made, machine);
  return {};
}

bool has_place(const Client& client, const Place& place, const std::string& scope, const Environment& environment,
               const Machine& machine) {
  const auto places = places_of(client, environment, scope, machine);
  return std::any_of(places.begin(), places.end(),
                     [&](const Place& p) { return p.file == place.file && p.key == place.key; });
}

// Clients on this machine that read the same manifest by the same id, and are to keep it.
std::vector<std::string> others_at(const Client& client, const Place& place, const std::vector<const Client*>& chosen,
                                   const std::string& scope, const Environment& environment, const Machine& machine) {
  std::vector<std::string> names;
  for (const Client& other : clients())
    if (std::find(chosen.begin(), chosen.end(), &other) == chosen.end() &&
        extension_id(other) == extension_id(client) && has_place(other, place, scope, environment, machine) &&
        presence(other, environment, machine) != Presence::none)
      names.push_back(other.name);
  return names;
}

void add_fault(Outcome& outcome, const std::string& state, const std::string& detail) {
  if (outcome.state != state) outcome.details.clear();
  outcome.state = state;
  outcome.details.push_back(detail);
}

// True where the manifest is this client's, or nobody's any more: damaged, or with none of our ids.
bool is_for(const Client& client, const Manifest& manifest) {
  const std::vector<std::string>& ids = manifest.ids;
  return manifest.ours && (std::find(ids.begin(), ids.end(), extension_id(client)) != ids.end() ||
                           std::none_of(ids.begin(), ids.end(), is_allowed_caller));
}

// Takes the client out of one place; tells in `outcome` what came of it.
void take_out(const Client& client, const Place& place, const std::vector<const Client*>& chosen,
              const std::string& scope, const Environment& environment, Machine& machine, Outcome& outcome) {
  const Found found = look(place, client.family, machine);
  const bool dangling = !place.key.empty() && !found.manifest && machine.exists(place.key);
  const bool gone = !dangling && !found.manifest && !machine.exists(place.file);
  if (gone || (found.manifest && !found.manifest->ours && found.file == place.file)) {
    if (const std::string error = sweep(place, scope, environment, machine); !error.empty())
      add_fault(outcome, "failed", error);
    return;
  }
  if (!dangling && (!found.manifest || !is_for(client, *found.manifest))) return;
  std::vector<std::string> ids = found.manifest ? found.manifest->ids : std::vector<std::string>();
  std::erase_if(ids, [&](const std::string& id) { return id == extension_id(client) || !is_allowed_caller(id); });
  if (const auto others = others_at(client, place, chosen, scope, environment, machine); !others.empty()) {
    if (outcome.state.empty()) outcome = {&client, "shared", others};
    return;
  }
  const std::string error = ids.empty()
                                ? take(place, found, scope, environment, machine)
                                : machine.write(found.file, manifest_body(client.family, found.manifest->path, ids));
  if (!error.empty()) {
    add_fault(outcome, "failed", error);
  } else if (outcome.state != "failed") {
    add_fault(outcome, "removed", place.key.empty() ? place.file : place.key);
  }
}

}  // namespace

std::vector<Outcome> install(const std::vector<const Client*>& chosen, const std::string& scope,
                             const Environment& environment, Machine& machine) {
  std::vector<Outcome> outcomes;
  for (const Client* client : chosen) {
    Outcome outcome{client, "", {}};
    for (const Place& place : places_of(*client, environment, scope, machine)) {
      const std::string shown = place.key.empty() ? place.file : place.key;
      const Found found = look(place, client->family, machine);
      std::string error;
      if (found.manifest && !found.manifest->ours) {
        if (outcome.state != "failed") add_fault(outcome, "foreign", found.file);
        continue;
      }
      if (environment.program.empty())
        error = "this program's own path cannot be told";
      else if (!can_stand_in_json(environment.program))
        error = environment.program + ": a path that is not UTF-8 cannot stand in a manifest";
      else
        error = put(*client, place, scope, environment, found.manifest, machine);
      if (!error.empty())
        add_fault(outcome, "failed", error);
      else if (outcome.state.empty() || outcome.state == "installed")
        add_fault(outcome, "installed", shown);
    }
    outcomes.push_back(outcome);
  }
  return outcomes;
}

std::vector<Outcome> uninstall(const std::vector<const Client*>& chosen, const std::string& scope,
                               const Environment& environment, Machine& machine) {
  std::vector<Outcome> outcomes;
  for (const Client* client : chosen) {
    Outcome outcome{client, "", {}};
    for (const Place& place : places_of(*client, environment, scope, machine))
      take_out(*client, place, chosen, scope, environment, machine, outcome);
    if (!outcome.state.empty()) outcomes.push_back(outcome);
  }
  return outcomes;
}

bool is_registered(const std::vector<const Client*>& chosen, const std::string& scope, const Environment& environment,
                   const Machine& machine) {
  for (const Client* client : chosen)
    for (const Place& place : places_of(*client, environment, scope, machine))
      if (const Found found = look(place, client->family, machine); found.manifest && is_for(*client, *found.manifest))
        return true;
  return false;
}

}  // namespace eb
