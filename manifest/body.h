// SPDX-License-Identifier: MIT
// The text of a native messaging manifest: made of mozilla.json.in or chromium.json.in, and read back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "manifest/clients.h"

namespace eb {

// As much of a manifest as decides whether a client starts our host.
struct Manifest {
  bool usable = false;  // what a client of that family takes for a manifest of this name
  std::string path;
  std::vector<std::string> ids;
  // One of our extensions is named, or a program called as ours; false: another program's, under the same name.
  bool ours = false;
};

// Text that is no JSON at all counts as ours: it serves nobody, and the name is ours.
Manifest read_manifest(std::string_view text, Family family);

// `program` has to be UTF-8, as all JSON.
std::string manifest_body(Family family, const std::string& program, const std::vector<std::string>& ids);

// JSON is UTF-8; the name of a file may be any bytes.
bool can_stand_in_json(std::string_view text);

}  // namespace eb
