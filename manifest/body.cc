// SPDX-License-Identifier: MIT
#include "manifest/body.h"

#include <algorithm>
#include <nlohmann/json.hpp>

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

std::string text_of(const json& object, const char* field) {
  const auto found = object.find(field);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool is_called_as_ours(const std::string& path) {
  const std::string name = path.substr(path.find_last_of("/\\") + 1);
  return name == "explain-bounce" || name == "explain-bounce.exe";
}

}  // namespace

Manifest read_manifest(std::string_view text, Family family) {
  Manifest manifest;
  const json object = json::parse(text, nullptr, false);
  manifest.ours = !object.is_object();
  if (!object.is_object()) return manifest;
  manifest.path = text_of(object, "path");
  if (const auto ids = object.find(ids_field(family)); ids != object.end() && ids->is_array()) {
    manifest.usable = true;
    for (const json& id : *ids)
      if (id.is_string()) manifest.ids.push_back(id);
  }
  manifest.usable = manifest.usable && text_of(object, "name") == host_name() && text_of(object, "type") == "stdio" &&
                    !text_of(object, "description").empty() && !manifest.path.empty();
  // Seen with Firefox and Thunderbird 153: a manifest that also has Chromium's field is refused as a whole.
  if (family == Family::mozilla && object.contains("allowed_origins")) manifest.usable = false;
  manifest.ours =
      std::any_of(manifest.ids.begin(), manifest.ids.end(), is_allowed_caller) || is_called_as_ours(manifest.path);
  return manifest;
}

std::string manifest_body(Family family, const std::string& program, const std::vector<std::string>& ids) {
  std::string body = family == Family::mozilla ? mozilla_body : chromium_body;
  fill(body, "@NAME@", host_name());
  fill(body, "@DESCRIPTION@", inside_string(host_description()));
  fill(body, "@IDS@", json(ids).dump());
  fill(body, "@PATH@", inside_string(program));  // last: a path may hold any text
  return body;
}

bool can_stand_in_json(std::string_view text) {
  try {
    return !json(std::string(text)).dump().empty();
  } catch (const json::type_error&) {
    return false;
  }
}

}  // namespace eb
