// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace eb {

// The verb `scan`, with the words behind it. The exit code: 0, 1 or 2.
int run_scan(const std::vector<std::string>& words);

// The file of answers that scans keep; empty where no home is known.
std::string stored_results();

}  // namespace eb
