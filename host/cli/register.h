// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eb {

// install | uninstall | doctor, with their options; prints to stdout and stderr and returns the exit code.
// `stored_results`: the file that scans keep, which is the reader's own and stays; empty: none.
int run_register(std::string_view verb, const std::vector<std::string>& args, std::string_view lang,
                 const std::string& stored_results);

}  // namespace eb
