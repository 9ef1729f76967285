// SPDX-License-Identifier: MIT
// File descriptors that close themselves, pipes to a child, and writing to one that may be gone.
#pragma once

#include <csignal>
#include <utility>

namespace eb {

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  ~Fd() { close(); }
  Fd(const Fd&) = delete;
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(const Fd&) = delete;
  Fd& operator=(Fd&& other) noexcept {
    if (this != &other) {
      close();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }
  int get() const { return fd_; }
  void close();

 private:
  int fd_ = -1;
};

// Both ends closed on exec, and away from 0 to 2: a program started without a standard input may get those.
bool make_pipe(Fd& reading, Fd& writing);

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
