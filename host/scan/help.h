// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace eb {

std::string_view scan_help();

}  // namespace eb
