// SPDX-License-Identifier: MIT
// How a compound file is told from a mail, without the library that reads it.
#pragma once

#include <string_view>

namespace eb::outlook {

// True if the bytes begin with the eight that every compound file begins with ([MS-CFB] 2.2).
inline bool is_compound_file(std::string_view bytes) { return bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"); }

}  // namespace eb::outlook
