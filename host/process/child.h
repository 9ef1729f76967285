// SPDX-License-Identifier: MIT
// A program that gets bytes and gives bytes.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace eb {

struct ChildResult {
  enum class State { ended, not_started, too_slow, too_much } state = State::not_started;
  int exit_code = -1;  // -1: a signal ended it
  std::string output;
};

// Starts `program`, hands it `input` on its standard input and collects its standard output. Its standard error goes
// nowhere. After `limit`, or past `most` bytes, it is killed.
ChildResult run_child(const std::string& program, std::string_view input, std::chrono::milliseconds limit,
                      std::size_t most);

}  // namespace eb
