// SPDX-License-Identifier: MIT
#include "manifest/clients.h"

#include <nlohmann/json.hpp>

#include "manifest/embedded.h"

namespace eb {
namespace {

using nlohmann::json;

const json& document() {
  static const json parsed = json::parse(clients_json);
  return parsed;
}

std::string origin(const std::string& chromium_id) { return "chrome-extension://" + chromium_id + "/"; }

Table by_system(const json& entry, const char* field) { return entry.value(field, Table()); }

Table by_scope(const json& entry, const char* field) {
  Table table;
  const json systems = entry.value(field, json::object());
  for (const auto& [os, scopes] : systems.items())
    for (const auto& [scope, places] : scopes.items()) table[os + "/" + scope] = places.get<std::vector<std::string>>();
  return table;
}

Client client_of(const json& entry) {
  Client client;
  client.id = entry.at("id");
  client.name = entry.at("name");
  client.family = entry.at("family") == "chromium" ? Family::chromium : Family::mozilla;
  client.programs = by_system(entry, "programs");
  client.profiles = by_system(entry, "profiles");
  client.snap = entry.value("snap", "");
  client.snap_state = entry.value("snap_state", "");
  client.flatpak_state = entry.value("flatpak_state", "flatpak_unsupported");
  client.flatpak = entry.value("flatpak", std::vector<std::string>());
  client.places = by_scope(entry, "places");
  client.also = by_scope(entry, "also");
  return client;
}

}  // namespace

const std::string& host_name() {
  static const std::string name = document().at("host");
  return name;
}

const std::string& host_description() {
  static const std::string description = document().at("description");
  return description;
}

const std::vector<Client>& clients() {
  static const std::vector<Client> all = [] {
    std::vector<Client> list;
    for (const auto& entry : document().at("clients")) list.push_back(client_of(entry));
    return list;
  }();
  return all;
}

const Client* find_client(std::string_view id) {
  for (const Client& client : clients())
    if (client.id == id) return &client;
  return nullptr;
}

std::string extension_id(const Client& client) {
  const json& ids = document().at("extensions");
  if (client.family == Family::chromium) return origin(ids.at("chromium"));
  return ids.at(client.id);
}

bool is_allowed_caller(std::string_view caller) {
  for (const auto& [client, id] : document().at("extensions").items()) {
    const std::string known = client == "chromium" ? origin(id) : id.get<std::string>();
    if (caller == known) return true;
  }
  return false;
}

}  // namespace eb
