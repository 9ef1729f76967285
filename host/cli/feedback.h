// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace eb {

// `explain-bounce feedback`: the words behind the verb -> the exit code.
int run_feedback(const std::vector<std::string>& words);

}  // namespace eb
