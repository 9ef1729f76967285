// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace eb {

std::string_view main_help();
std::string_view explain_help();
std::string_view lookup_help();
std::string_view feedback_help();
std::string_view serve_help();
std::string_view version();  // "explain-bounce", the version, a line end

}  // namespace eb
