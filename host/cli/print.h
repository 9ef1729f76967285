// SPDX-License-Identifier: MIT
// Standard output and standard error of the command line.
#pragma once

#include <string>
#include <string_view>

#include "host/explain/json.h"

namespace eb {

// False where standard output takes no more.
bool print(std::string_view text);
bool flush();

// "explain-bounce: WHAT" on standard error, made safe to show.
void complain(const std::string& what);

// The same, and where help is to be had. Always 2, the exit code of wrong usage. `verb` may be empty.
int usage(const std::string& what, std::string_view verb);

// A help text on standard error, where something else was asked for. Always 2.
int help_instead(std::string_view text);

// One line of JSON, whatever bytes its strings hold, without anything that a terminal could obey.
std::string json_line(const Json& value);

}  // namespace eb
