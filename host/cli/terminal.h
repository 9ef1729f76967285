// SPDX-License-Identifier: MIT
// What standard output is.
#pragma once

#include <cstddef>

namespace eb {

// Columns of standard output: COLUMNS, else the terminal's own, else 80.
std::size_t output_width();

// Lines of standard output: LINES, else the terminal's own, else 24; a page where it is no terminal.
std::size_t output_height();

// True on a terminal that takes colour, unless NO_COLOR is set (https://no-color.org).
bool output_takes_colour();

bool input_is_terminal();

}  // namespace eb
