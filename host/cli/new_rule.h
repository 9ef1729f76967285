// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "host/explain/json.h"

namespace eb {

// What a rule for this recipient would begin with, as it is written into host/classify/rules; empty unless the answer
// is verbose and says that no rule knows the words.
std::string new_rule(const Json& recipient);

}  // namespace eb
