// SPDX-License-Identifier: MIT
// Data that eb-compile embeds. Strings are named by position in one blob, so that the tables hold no pointers and the
// loader has nothing to relocate when a click starts the program.
#pragma once

#include <cstdint>
#include <string_view>

namespace eb {

struct Ref {
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
  bool empty() const { return size == 0; }
};

// A run of rows in another table.
struct Run {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

}  // namespace eb
