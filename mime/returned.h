// SPDX-License-Identifier: MIT
// The mail that came back, from whatever is left of it.
#pragma once

#include <string_view>
#include <vector>

#include "mime/message.h"
#include "mime/report.h"

namespace eb {

Returned read_returned(std::vector<Field> fields);

// Returned headers that stand inside a notice's text (`block` begins after the line that announces them; lines before
// the first header field, and "> " in front of each, are skipped).
Returned read_returned_text(std::string_view block);

}  // namespace eb
