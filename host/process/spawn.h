// SPDX-License-Identifier: MIT
// Programs of our own that lie beside this one.
#pragma once

#include <sys/types.h>

#include <string>

namespace eb {

// The path of the program `name` in the folder of the running one; empty if that cannot be told.
std::string beside_this_program(const std::string& name);

// Starts `program` without arguments, with these two as its standard input and output; its standard error goes nowhere.
// -1: it could not be started.
pid_t spawn(const std::string& program, int in, int out);

}  // namespace eb
