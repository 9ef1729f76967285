// SPDX-License-Identifier: MIT
// Fields and parts of a mail (RFC 5322, 2045, 2046). What a field holds stays on its line, what a part holds in its
// part: nothing that came with the message can end one or begin another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eb::outlook {

// Left out where the value is empty. UTF-8 stays as it is (RFC 6532).
void add_field(std::string& out, std::string_view name, std::string_view value);

// A part with its header, in base64. `type` with its parameters.
std::string leaf_part(std::string_view type, std::string_view name, std::string_view bytes);

// A part that holds another mail as it is: one that was written here.
std::string mail_part(std::string_view mail);

// Content-Type, and the parts. `level` tells the boundaries of multiparts inside each other apart.
std::string multipart(std::string_view type, const std::vector<std::string>& parts, int level);

}  // namespace eb::outlook
