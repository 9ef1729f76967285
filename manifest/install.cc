// SPDX-License-Identifier: MIT
#include "manifest/install.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "manifest/embedded.h"

namespace eb {
namespace {

using nlohmann::json;

const char* ids_field(Family family) { return family == Family::mozilla ? "allowed_extensions" : "allowed_origins"; }

void fill(std::string& body, const std::string& what, const std::string& with) {
  if (const auto at = body.find(what); at != std::string::npos) body.replace(at, what.size(), with);
}

// JSON text without its quotes, for the inside of a string.
std::string inside_string(const std::string& value) {
  const std::string quoted = json(value).dump(-1, ' ', false, json::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

std::optional<json> manifest_at(const std::string& place, const Files& files) {
  const auto text = files.read(place);
  if (!text) return std::nullopt;
  return json::parse(*text, nullptr, false);
}

std::vector<std::string> ids_at(const std::string& place, Family family, const Files& files) {
  std::vector<std::string> ids;
  const auto manifest = manifest_at(place, files);
  if (!manifest || !manifest->is_object() || !manifest->contains(ids_field(family))) return ids;
  for (const auto& id : (*manifest)[ids_field(family)])
    if (id.is_string() && is_allowed_caller(id.get<std::string>())) ids.push_back(id);
  return ids;
}

bool in_path(const std::string& binary, const Environment& environment, const Files& files) {
  for (std::size_t i = 0; i <= environment.path.size();) {
    const auto colon = std::min(environment.path.find(':', i), environment.path.size());
    const std::string folder = environment.path.substr(i, colon - i);
    // /snap/bin holds Snaps: those are told apart
    if (!folder.empty() && folder.find("/snap/") == std::string::npos && files.is_executable(folder + "/" + binary))
      return true;
    i = colon + 1;
  }
  return false;
}

bool has_native(const Client& client, const Environment& environment, const Files& files) {
  return std::any_of(client.binaries.begin(), client.binaries.end(),
                     [&](const std::string& b) { return in_path(b, environment, files); });
}

bool has_snap(const Client& client, const Files& files) {
  return !client.snap.empty() && files.exists("/snap/bin/" + client.snap);
}

bool has_flatpak(const Client& client, const Environment& environment, const Files& files) {
  if (client.flatpak.empty()) return false;
  return files.exists("/var/lib/flatpak/app/" + client.flatpak) ||
         files.exists(environment.home + "/.local/share/flatpak/app/" + client.flatpak);
}

std::string fault_of(const Client& client, const json& manifest, const std::string& host_path, const Files& files) {
  const char* ids = ids_field(client.family);
  if (!manifest.is_object() || manifest.value("name", "") != host_name() || !manifest.contains("path") ||
      !manifest["path"].is_string() || !manifest.contains(ids) || !manifest[ids].is_array())
    return "bad_json";
  const json wanted = extension_id(client);
  if (std::find(manifest[ids].begin(), manifest[ids].end(), wanted) == manifest[ids].end()) return "wrong_id";
  const std::string path = manifest["path"];
  if (path.empty() || path.front() != '/') return "relative_path";
  if (!files.exists(path)) return "missing_binary";
  if (!files.is_executable(path)) return "not_executable";
  return path == host_path ? "ok" : "other_binary";
}

}  // namespace

std::string manifest_body(Family family, const std::string& host_path, const std::vector<std::string>& ids) {
  std::string body = family == Family::mozilla ? mozilla_body : chromium_body;
  fill(body, "@NAME@", host_name());
  fill(body, "@DESCRIPTION@", inside_string(host_description()));
  fill(body, "@PATH@", inside_string(host_path));
  fill(body, "@IDS@", json(ids).dump());
  return body;
}

bool is_present(const Client& client, const Environment& environment, const Files& files) {
  return has_native(client, environment, files) || has_snap(client, files) || has_flatpak(client, environment, files);
}

std::vector<Outcome> install(const std::vector<const Client*>& chosen, const std::string& scope,
                             const std::string& host_path, const Environment& environment, Files& files) {
  std::vector<Outcome> outcomes;
  for (const Client* client : chosen) {
    const std::string place = place_of(*client, environment, scope);
    std::vector<std::string> ids = ids_at(place, client->family, files);
    if (const std::string own = extension_id(*client); std::find(ids.begin(), ids.end(), own) == ids.end())
      ids.push_back(own);
    const std::string error = files.write(place, manifest_body(client->family, host_path, ids));
    outcomes.push_back({client, error.empty() ? "installed" : "failed", error.empty() ? place : error});
  }
  return outcomes;
}

std::vector<Outcome> uninstall(const std::vector<const Client*>& chosen, const std::string& scope,
                               const Environment& environment, Files& files) {
  std::vector<Outcome> outcomes;
  for (const Client* client : chosen) {
    const std::string place = place_of(*client, environment, scope);
    const auto manifest = manifest_at(place, files);
    if (!manifest) continue;
    std::vector<std::string> ids = ids_at(place, client->family, files);
    std::erase(ids, extension_id(*client));
    const bool last = ids.empty() || !manifest->is_object();
    const std::string path = manifest->is_object() ? manifest->value("path", "") : "";
    const std::string error = last ? files.remove(place) : files.write(place, manifest_body(client->family, path, ids));
    outcomes.push_back({client, error.empty() ? "removed" : "failed", error.empty() ? place : error});
  }
  return outcomes;
}

Outcome examine(const Client& client, const std::string& host_path, const Environment& environment,
                const Files& files) {
  if (!has_native(client, environment, files)) {
    if (has_flatpak(client, environment, files)) return {&client, "flatpak_unsupported", client.flatpak};
    if (!has_snap(client, files)) return {&client, "not_installed", ""};
    if (client.snap_state == "snap_unsupported") return {&client, client.snap_state, client.snap};
  }
  // The user's place wins over the system's, as the clients read them.
  for (const char* scope : {"user", "system"}) {
    const std::string place = place_of(client, environment, scope);
    const auto manifest = manifest_at(place, files);
    if (!manifest) continue;
    std::string state = fault_of(client, *manifest, host_path, files);
    if (state == "ok" && !has_native(client, environment, files) && client.snap_state != "ok")
      state = client.snap_state;
    return {&client, state, place};
  }
  return {&client, "not_registered", place_of(client, environment, "user")};
}

}  // namespace eb
