// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace eb {

// "*" stands for any characters, "?" for one (of UTF-8). INBOX is the same in any case (RFC 9051 5.1).
bool fits_glob(std::string_view name, std::string_view glob);

}  // namespace eb
