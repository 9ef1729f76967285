// SPDX-License-Identifier: MIT
// Content-Type and its kin: the type, and parameters as they stand (RFC 2045 5.1).
#pragma once

#include <string>
#include <string_view>

namespace eb {

// "Multipart /Mixed (comment); boundary=x" -> "multipart/mixed". Empty where it names no type and subtype.
std::string media_type(std::string_view field_value);

// The first parameter of that name, its quotes undone, otherwise byte by byte as in the mail: a boundary must match.
std::string raw_parameter(std::string_view field_value, std::string_view name);

// "base64", "quoted-printable" or whatever else a Content-Transfer-Encoding names, in lower case.
std::string transfer_encoding(std::string_view field_value);

}  // namespace eb
