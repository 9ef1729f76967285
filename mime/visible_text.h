// SPDX-License-Identifier: MIT
// What a person sees and copies is typeset: it holds blanks that do not break and marks that take no room.
#pragma once

#include <string>
#include <string_view>

namespace eb {

// UTF-8 in, UTF-8 out: blanks of every kind are " ", marks without a width (zero-width space, word joiner, byte order
// mark, and those of direction, UAX 9) are gone. Line ends stay.
std::string plain_text(std::string_view visible);

// The words are the source of a mail: three header fields or more stand first, and an empty line ends them (RFC
// 5322 2.1).
bool begins_with_header(std::string_view text);

// From the first such source on that stands in the words, in a paragraph of its own; empty if there is none.
std::string_view first_header_in(std::string_view text);

}  // namespace eb
