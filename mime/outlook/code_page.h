// SPDX-License-Identifier: MIT
// The two ways in which Outlook stores text ([MS-OXCDATA] 2.11.1: PtypString8 and PtypString).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace eb::outlook {

// The charset that Windows calls by this number: 1252 -> "windows-1252", 65001 -> "utf-8". 0: windows-1252.
std::string charset_of(std::uint32_t code_page);

// UTF-16LE -> UTF-8; half a surrogate pair becomes U+FFFD, an odd byte at the end is left out.
std::string from_utf16le(std::string_view bytes);

}  // namespace eb::outlook
