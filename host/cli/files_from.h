// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

namespace eb {

// Calls `each` with every line of a file ("-": standard input) that is not empty, without its line end, one at a time;
// false from it means: no more. The errno of what failed, or 0.
int for_each_line(const std::string& file, const std::function<bool(const std::string&)>& each);

}  // namespace eb
