// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace eb::imap {

using Clock = std::chrono::steady_clock;

}  // namespace eb::imap
