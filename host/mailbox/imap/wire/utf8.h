// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace eb {

// The bytes of the character that `text` begins with; 0: it begins with no UTF-8, or is empty.
std::size_t utf8_length(std::string_view text);
bool all_utf8(std::string_view text);

}  // namespace eb
