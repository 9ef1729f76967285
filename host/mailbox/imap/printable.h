// SPDX-License-Identifier: MIT
// What strangers wrote, made fit to stand in a sentence: one line, no control characters, not long.
#pragma once

#include <string>
#include <string_view>

namespace eb::imap {

// Only printable ASCII is kept, other bytes become '?'. At most `most` characters; "..." tells that there was more.
std::string printable(std::string_view text, std::size_t most = 200);

}  // namespace eb::imap
