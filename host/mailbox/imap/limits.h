// SPDX-License-Identifier: MIT
#pragma once

namespace eb::imap {

// What this program may use of the machine from now on: memory, open files, no file written, no core dump, no new
// rights.
void limit_this_program();

}  // namespace eb::imap
