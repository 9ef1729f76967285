// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

namespace eb {
using Json = nlohmann::ordered_json;  // fields in the order of the public contract
}
