// SPDX-License-Identifier: MIT
// How long to wait before a broken connection is tried again: 1, 2, 4, 8, 16 seconds; then it is enough, unless
// something was got in between.
#pragma once

#include <chrono>
#include <optional>

namespace eb {

class Backoff {
 public:
  // Nothing: enough tries.
  std::optional<std::chrono::milliseconds> next() {
    constexpr int kMostTries = 5;
    if (tries_ == kMostTries) return std::nullopt;
    return std::chrono::milliseconds(1000LL << tries_++);
  }
  void progress() { tries_ = 0; }

 private:
  int tries_ = 0;
};

}  // namespace eb
