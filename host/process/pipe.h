// SPDX-License-Identifier: MIT
// Pipes to a child, and writing to one that may be gone.
#pragma once

#include <csignal>

#include "host/process/descriptor.h"

namespace eb {

// Both ends closed on exec, and away from 0 to 2: a program started without a standard input may get those.
bool make_pipe(Descriptor& reading, Descriptor& writing);

// A child that ends early makes a write to it a signal, and that would end us. Held back in this thread alone.
class WithoutBrokenPipe {
 public:
  WithoutBrokenPipe();
  ~WithoutBrokenPipe();
  WithoutBrokenPipe(const WithoutBrokenPipe&) = delete;
  WithoutBrokenPipe& operator=(const WithoutBrokenPipe&) = delete;

 private:
  sigset_t set_{};
  sigset_t before_{};
  bool was_pending_ = false;
};

}  // namespace eb
