// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace eb {

// The verb `scan`, with the words behind it. The exit code: 0, 1 or 2.
int run_scan(const std::vector<std::string>& words);

}  // namespace eb
