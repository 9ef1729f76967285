// SPDX-License-Identifier: MIT
#pragma once

#include "host/explain/json.h"

namespace eb {

// An answer that may be shown to others: an ellipsis in place of what stands before the @ of every address, also where
// it stands alone in a text, and no subject. `file` stays as it was named.
void redact(Json& answer);

}  // namespace eb
