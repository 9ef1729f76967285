// SPDX-License-Identifier: MIT
// Ctrl-C during a scan: the first one asks it to come to its end, the second one ends the program at once.
#pragma once

namespace eb {

// While this lives. One at a time.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  bool asked() const;
};

}  // namespace eb
