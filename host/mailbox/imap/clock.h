// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

#include "host/mailbox/account.h"

namespace eb::imap {

using Clock = std::chrono::steady_clock;

inline tl::unexpected<AccountFault> fault(AccountFault::Kind kind, std::string words) {
  return tl::unexpected(AccountFault{kind, std::move(words)});
}

}  // namespace eb::imap
