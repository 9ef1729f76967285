// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace eb {

// "mx1.mail.example.co.uk" -> "example.co.uk": what one owner has. Without a list of suffixes, by the usual shape.
// Empty for an address and for a name without a dot.
std::string owner_of(std::string_view host);

// Whether a text in lower case names a host of the domain `owner`: as a whole name, or behind a dot.
bool names_host_of(std::string_view text, std::string_view owner);

}  // namespace eb
