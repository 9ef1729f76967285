// SPDX-License-Identifier: MIT
// HTML -> HTML that a tree-building parser reads in linear time and little depth, with the same text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace eb {

// Keeps the tags that shape text, bare of attributes; drops others, comments, scripts and styles. Where more than
// `depth` of them are open, a block becomes a <br>.
std::string simple_html(std::string_view html, std::size_t depth);

}  // namespace eb
