// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "host/explain/json.h"

namespace eb {

// Cuts an answer until it takes at most `limit` bytes as serialised: long texts first (they end in an ellipsis then),
// then the tails of long lists, last of the recipients or matches. Where items of a list went, "truncated":true is set.
// False where even that is not enough.
bool fit(Json& answer, std::size_t limit);

}  // namespace eb
