// SPDX-License-Identifier: MIT
// Every fault of the data, told at once.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace eb {

class Faults {
 public:
  void add(std::string file, std::string what) { all_.emplace_back(std::move(file), std::move(what)); }
  bool empty() const { return all_.empty(); }
  const std::vector<std::pair<std::string, std::string>>& all() const { return all_; }

 private:
  std::vector<std::pair<std::string, std::string>> all_;  // file, what is wrong
};

}  // namespace eb
