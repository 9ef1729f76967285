// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "host/explain/json.h"

namespace eb {

// What stands under `key`; empty where no string does.
inline std::string text(const Json& object, const char* key) {
  return object.contains(key) && object[key].is_string() ? object[key].get<std::string>() : "";
}

}  // namespace eb
