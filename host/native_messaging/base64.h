// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace eb {

// RFC 4648 section 4, strictly: groups of four, padding where it belongs and only there, unused bits zero, no line
// ends. Nothing where it is anything else.
std::optional<std::string> decode_base64(std::string_view text);

// Any bytes, padded, without line ends.
std::string encode_base64(std::string_view bytes);

}  // namespace eb
