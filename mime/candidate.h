// SPDX-License-Identifier: MIT
// Could this mail be a bounce, judged from its header fields alone? One list, candidate.json, also generated into the
// extensions. Made to miss little: what it lets through is read in whole.
#pragma once

#include <string>
#include <vector>

#include "mime/message.h"

namespace eb {

bool is_candidate(const std::vector<Field>& header);

// The names (lower case, each once) of the fields that it looks at: no others need be fetched from a server.
std::vector<std::string> candidate_fields();

}  // namespace eb
