// SPDX-License-Identifier: MIT
// Where the store lies, and what happens to a damaged one.
#pragma once

#include <string>

#include "host/mailbox/store/store.h"

namespace eb {

// $XDG_STATE_HOME/explain-bounce/scan.db (XDG Base Directory Specification), else below ~/.local/state. Empty where no
// home is known.
std::string store_file();

struct OpenedStore {
  Store store;
  std::string note;  // what the reader should know; empty: nothing
};

// Opens `file`, and makes its folder (0700). A damaged one is moved to "scan.db.damaged" and a new one is begun; where
// nothing can be kept (no home, a disk that is full), one that vanishes is opened. Both are told in `note`.
Kept<OpenedStore> open_store(const std::string& file);

// The whole store, a damaged one that was moved, and the folder where nothing else is in it. Words of what failed;
// empty: all is gone.
std::string delete_store(const std::string& file);

}  // namespace eb
