// SPDX-License-Identifier: MIT
// Commands that the reader names.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace eb {

// sh -c COMMAND, with `input` on its standard input; its standard output goes to our standard error. Waits for it. The
// exit code; 128 + the signal's number where one ended it; -1: it could not be started.
int run_hook(const std::string& command, std::string_view input);

// The first line that sh -c COMMAND prints (a password, a token), without its line end. It may ask on the terminal.
// What went wrong, in a sentence.
tl::expected<std::string, std::string> first_line_of(const std::string& command);

// Asks on the terminal (/dev/tty), without echo. What went wrong, in a sentence.
tl::expected<std::string, std::string> ask_password(const std::string& prompt);

}  // namespace eb
