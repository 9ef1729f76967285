// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace eb {

// Diagnostic text made comparable: lower case (Latin, Greek, Cyrillic), every run of blanks, tabs, no-break spaces and
// line ends one space, typographic quotes and dashes their ASCII forms, zero-width characters gone, the "550-5.1.1 "
// prefixes of continued reply lines (RFC 5321 4.2.1) folded away. UTF-8 in and out.
// Words of rules are written in this form.
std::string normalize(std::string_view text);

}  // namespace eb
