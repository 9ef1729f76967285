// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace eb {

// True if these words (the whole command line behind the program's name) are those with which a client starts a native
// messaging host for one of our extensions: the manifest's path and the add-on's id (Mozilla), or the extension's
// origin and perhaps more (Chromium).
bool is_started_by_client(const std::vector<std::string>& words);

}  // namespace eb
