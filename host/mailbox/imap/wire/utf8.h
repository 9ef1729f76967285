// SPDX-License-Identifier: MIT
// UTF-8 as names of folders and words for people must be (RFC 3629: the shortest form, no surrogates).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace eb::imap {

// The code point at `at` (which is inside `text`), and `at` behind it. Nothing, and `at` where it was: no UTF-8.
std::optional<char32_t> next_utf8(std::string_view text, std::size_t& at);
// The bytes of the character that `text` begins with; 0: it begins with no UTF-8, or is empty.
std::size_t utf8_length(std::string_view text);
bool all_utf8(std::string_view text);

}  // namespace eb::imap
