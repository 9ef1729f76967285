// SPDX-License-Identifier: MIT
// The file system as the installer sees it: one interface, so that every case is tested without touching this machine.
#pragma once

#include <optional>
#include <string>

namespace eb {

class Files {
 public:
  virtual ~Files() = default;
  virtual bool exists(const std::string& path) const = 0;
  virtual bool is_executable(const std::string& path) const = 0;
  virtual std::optional<std::string> read(const std::string& path) const = 0;
  // Writes to a fresh file beside it and renames: never half a file, never through a symbolic link. The folder is made
  // (0755), the file gets 0644. Empty on success, else what went wrong.
  virtual std::string write(const std::string& path, const std::string& content) = 0;
  // Removes the file. Empty on success (also where there was none), else what went wrong.
  virtual std::string remove(const std::string& path) = 0;
};

class PosixFiles : public Files {
 public:
  bool exists(const std::string& path) const override;
  bool is_executable(const std::string& path) const override;
  std::optional<std::string> read(const std::string& path) const override;
  std::string write(const std::string& path, const std::string& content) override;
  std::string remove(const std::string& path) override;
};

}  // namespace eb
