// SPDX-License-Identifier: MIT
// The session over standard input and output: the only POSIX of this room.
#pragma once

#include "host/native_messaging/session.h"

namespace eb {

// Answers frames until the input ends. The exit code: 0 if it ended between two frames (or the client went away while
// being answered), 1 otherwise, with one line on stderr. Standard output belongs to the frames alone from here on: fd 1
// is pointed at stderr. No line on stderr tells anything of a mail.
int serve(const Session& session);

}  // namespace eb
