// SPDX-License-Identifier: MIT
// A program that we talk with for a while: bytes to its standard input, bytes from its standard output.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "host/process/pipe.h"

namespace eb {

class RunningChild {
 public:
  using Time = std::chrono::steady_clock::time_point;
  // Null: it could not be started.
  static std::unique_ptr<RunningChild> start(const std::string& program);
  // Kills it if it still runs, and waits for it.
  ~RunningChild();
  RunningChild(const RunningChild&) = delete;
  RunningChild& operator=(const RunningChild&) = delete;

  // False: it takes nothing any more, or not all of it before `deadline`.
  bool send(std::string_view bytes, Time deadline);
  enum class Got { bytes, end, late };
  // Appends what comes next to `into`.
  Got receive(std::string& into, Time deadline);
  // After `end`: the number of the signal that ended it, 0 if none did.
  int signal_at_end();
  pid_t pid() const { return pid_; }

 private:
  RunningChild(pid_t pid, Descriptor in, Descriptor out) : pid_(pid), in_(std::move(in)), out_(std::move(out)) {}
  int wait_for_end();

  pid_t pid_;
  Descriptor in_;
  Descriptor out_;
};

}  // namespace eb
