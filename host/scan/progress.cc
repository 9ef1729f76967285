// SPDX-License-Identifier: MIT
#include "host/scan/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "host/cli/display.h"

namespace eb {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kBar = 20;
constexpr std::chrono::milliseconds kPause{100};
// A guess of the time left that is made too early jumps about.
constexpr double kGuessAfter = 0.5;

std::size_t error_width() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string bar(double part) {
  const auto full = static_cast<std::size_t>(part * kBar);
  return "[" + std::string(full, '#') + std::string(kBar - full, '.') + "]";
}

std::string rate(const ProgressState& state) {
  const double each = static_cast<double>(state.done) / std::max(state.seconds, 0.001);
  return state.bytes ? fmt::format("{:.1f} MB/s", each / 1e6) : fmt::format("{:.0f} mails/s", each);
}

std::string left(const ProgressState& state) {
  const double done = static_cast<double>(state.done);
  const double seconds = state.seconds / done * (static_cast<double>(state.total) - done);
  return seconds >= 120 ? fmt::format("{:.0f} min left", seconds / 60) : fmt::format("{:.0f} s left", seconds);
}

}  // namespace

std::string progress_line(const ProgressState& state, std::size_t width) {
  std::vector<std::string> parts;  // the most telling first
  if (state.total > 0) {
    const double part = std::min(1.0, static_cast<double>(state.done) / static_cast<double>(state.total));
    parts.push_back(fmt::format("{} {:3.0f} %", bar(part), part * 100));
  } else if (state.done > 0) {
    parts.push_back(state.bytes ? fmt::format("{} MB", state.done / 1'000'000) : fmt::format("{} mails", state.done));
  }
  parts.push_back(fmt::format("{} found", state.found));
  if (state.total > state.done && state.done > 0 && state.seconds >= kGuessAfter) parts.push_back(left(state));
  if (state.done > 0 && state.seconds >= kGuessAfter) parts.push_back(rate(state));
  std::string line;
  for (const std::string& part : parts) {
    const std::size_t gap = line.empty() ? 0 : 2;
    if (display_width(line) + gap + display_width(part) > width) break;
    line += std::string(gap, ' ') + part;
  }
  const std::string where = safe(state.where);
  if (!where.empty() && display_width(where) + 2 + display_width(line) <= width) line = where + "  " + line;
  return line;
}

Progress::Progress() : terminal_(::isatty(STDERR_FILENO) == 1), began_(Clock::now()) {}

void Progress::at(const std::string& where, bool bytes) {
  state_.where = where;
  state_.bytes = bytes;
  state_.done = state_.total = 0;
  began_ = Clock::now();
  drawn_at_ = {};
  draw();
}

void Progress::update(std::uint64_t done, std::uint64_t total) {
  state_.done = done;
  state_.total = total;
  draw();
}

void Progress::draw() {
  if (!terminal_ || Clock::now() - drawn_at_ < kPause) return;
  drawn_at_ = Clock::now();
  state_.seconds = std::chrono::duration<double>(drawn_at_ - began_).count();
  // One column stays free: a terminal that is full to its edge may go on to the next line.
  std::fprintf(stderr, "\r%s\x1b[K", progress_line(state_, error_width() - 1).c_str());
  std::fflush(stderr);
  drawn_ = true;
}

void Progress::clear() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace eb
