// SPDX-License-Identifier: MIT
// A compound file ([MS-CFB]): storages, which hold streams and other storages, as folders hold files.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace eb::outlook {

// A handle; copies stand for the same storage.
class Storage {
 public:
  // Names of the streams and storages inside, lower case, in the order of the directory.
  const std::vector<std::string>& names() const { return names_; }
  // True if there are more of them than that list takes.
  bool cut() const { return cut_; }
  // At most `limit` bytes of that stream (ASCII case ignored), or what can be read of a damaged one. Nothing: there is
  // none, or not a byte of it can be read. `cut`, where given, becomes true if it is longer.
  std::optional<std::string> stream(std::string_view name, std::size_t limit, bool* cut = nullptr) const;
  std::optional<Storage> storage(std::string_view name) const;

 private:
  friend std::optional<Storage> open_compound_file(std::string_view bytes);
  explicit Storage(std::shared_ptr<void> infile);
  std::shared_ptr<void> child(std::string_view name) const;

  std::shared_ptr<void> infile_;
  std::vector<std::string> names_;
  bool cut_ = false;
  std::unordered_map<std::string, int> places_;  // name -> its index in the library's list
};

// The root. `bytes` must outlive it and all that comes from it. Nothing: no compound file, or too damaged to be read.
std::optional<Storage> open_compound_file(std::string_view bytes);

}  // namespace eb::outlook
