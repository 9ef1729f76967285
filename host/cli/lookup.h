// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace eb {

// The verb `lookup`, with the words behind it. The exit code: 0, 1 or 2.
int run_lookup(const std::vector<std::string>& words);

}  // namespace eb
