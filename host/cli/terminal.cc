// SPDX-License-Identifier: MIT
#include "host/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace eb {

namespace {

// A variable that is a number above 0, else `other`.
std::size_t number_in(const char* variable, std::size_t other) {
  const char* value = std::getenv(variable);
  if (value == nullptr) return other;
  const std::string_view text = value;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number > 0 ? number : other;
}

winsize output_size() {
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size : winsize{};
}

}  // namespace

std::size_t output_width() {
  const winsize size = output_size();
  return number_in("COLUMNS", size.ws_col > 0 ? size.ws_col : 80);
}

std::size_t output_height() {
  const winsize size = output_size();
  constexpr std::size_t page = 60;  // a file or a pipe has room
  return number_in("LINES", size.ws_row > 0 ? size.ws_row : ::isatty(STDOUT_FILENO) ? 24 : page);
}

bool output_takes_colour() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return ::isatty(STDOUT_FILENO) && !(no_color && *no_color) && !(term && std::strcmp(term, "dumb") == 0);
}

bool input_is_terminal() { return ::isatty(STDIN_FILENO); }

}  // namespace eb
