// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eb {

// install | uninstall | doctor, with their options; prints to stdout and stderr and returns the exit code.
int run_register(std::string_view verb, const std::vector<std::string>& args, std::string_view lang);

}  // namespace eb
