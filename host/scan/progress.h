// SPDX-License-Identifier: MIT
// The line on a terminal that tells how far a scan is.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace eb {

struct ProgressState {
  std::string where;
  std::uint64_t done = 0;
  std::uint64_t total = 0;  // 0: not known
  bool bytes = false;       // what is counted; else mails
  std::uint64_t found = 0;
  double seconds = 0;  // since it began
};

// "INBOX  [#########......] 62 %  4200 mails/s  31 found  12 s left", at most `width` columns. What has no place is
// left out, the least telling first.
std::string progress_line(const ProgressState& state, std::size_t width);

// Draws the line on standard error, ten times a second at most; nothing where that is no terminal.
class Progress {
 public:
  Progress();
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void at(const std::string& where, bool bytes);
  void update(std::uint64_t done, std::uint64_t total);
  void found_one() { ++state_.found; }
  // Makes room for other words.
  void clear();

 private:
  void draw();
  bool terminal_;
  bool drawn_ = false;
  ProgressState state_;
  std::chrono::steady_clock::time_point began_;
  std::chrono::steady_clock::time_point drawn_at_;
};

}  // namespace eb
