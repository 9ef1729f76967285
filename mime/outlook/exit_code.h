// SPDX-License-Identifier: MIT
// How explain-bounce-outlook ends. Any other way, a signal too, is a failure.
#pragma once

namespace eb::outlook {

inline constexpr int kWhole = 0;      // the mail is on standard output
inline constexpr int kCut = 3;        // so it is, but something was left out
inline constexpr int kDamaged = 4;    // no compound file, or one that cannot be read
inline constexpr int kNoMessage = 5;  // a compound file without a message
inline constexpr int kFailed = 6;     // out of memory, or nobody listens

}  // namespace eb::outlook
