// SPDX-License-Identifier: MIT
// A bounce that came while a scan watches: shown, handed to a command, counted among the addresses to remove.
#pragma once

#include <functional>
#include <string>

#include "host/scan/found.h"
#include "host/scan/options.h"
#include "host/scan/removals.h"

namespace eb {

class News {
 public:
  // `removals`: what the report found already. `print`: false, where nobody reads any more.
  News(const ScanOptions& options, Removals removals, std::function<bool(std::string_view)> print);
  void tell(const Found& found);
  // Nobody reads any more.
  bool ended() const { return ended_; }

 private:
  const ScanOptions& options_;
  Removals removals_;
  std::function<bool(std::string_view)> print_;
  bool ended_ = false;
};

// Writes the addresses to remove, as a whole. What went wrong; empty: nothing.
std::string write_removals(const std::string& file, const Removals& removals);

}  // namespace eb
