// SPDX-License-Identifier: MIT
// UTF-8 text on a terminal: what is safe to show, how wide it is, where its lines break.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eb {

// Text of a mail made safe to show: control characters (C0, DEL, C1) and bytes that are no UTF-8 become U+FFFD, line
// ends and tabs blanks, and characters that only change the direction or are invisible (U+202A to U+202E, U+2066 to
// U+2069 ...) vanish: they could make a terminal show other words than stand there, or obey them.
std::string safe(std::string_view text);

// The same, line by line.
std::string safe_lines(std::string_view text);

// The same care for JSON (valid UTF-8): what a terminal could take for a command is escaped, so the value stays the
// same.
std::string safe_json(std::string_view json);

// Columns that safe text takes: East Asian wide characters two, combining ones none.
std::size_t display_width(std::string_view text);

// The longest beginning of safe text that takes at most `width` columns.
std::string_view first_columns(std::string_view text, std::size_t width);

// Lines of at most `width` columns, broken at blanks and between ideographs. A longer word is broken anywhere, except a
// link, which stays whole. At least one line, even of empty text.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

}  // namespace eb
