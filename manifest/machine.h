// SPDX-License-Identifier: MIT
// The file system and the registry as the installer sees them: one interface, so that every case of all three systems
// is tested without touching this machine.
//
// Windows' registry is a tree like the file system, and is used as one: "HKCU\Software\...\NAME" reads as a file whose
// content is the key's default value; the keys above it are its folders.
#pragma once

#include <memory>
#include <optional>
#include <string>

namespace eb {

class Machine {
 public:
  virtual ~Machine() = default;

  // True for anything of that name, a dangling link too.
  virtual bool exists(const std::string& path) const = 0;
  virtual bool is_folder(const std::string& path) const = 0;
  virtual bool is_executable(const std::string& path) const = 0;
  // True if both names lead to one file.
  virtual bool is_same(const std::string& one, const std::string& other) const = 0;
  // What stands there; nothing where there is no plain file or it is longer than any manifest (kLongest).
  virtual std::optional<std::string> read(const std::string& path) const = 0;
  // The file itself, a folder above it, or the same of what links on the way lead to, that other people (not root) may
  // change, so that they choose what is started; empty if there is none.
  virtual std::string changeable_by_others(const std::string& path) const = 0;

  // These give back what went wrong; empty: nothing.

  // One folder below one that is there, 0755 whatever the umask.
  virtual std::string make_folder(const std::string& path) = 0;
  // Into a folder that is there. Whoever reads sees the old content or the new, never a half; a symbolic link in this
  // place is replaced, not followed; 0644 whatever the umask.
  virtual std::string write(const std::string& path, const std::string& content) = 0;
  // Also where there is nothing.
  virtual std::string remove(const std::string& path) = 0;

  // Only if it is empty.
  virtual void remove_folder(const std::string& path) = 0;

  static constexpr std::size_t kLongest = std::size_t{1} << 20;
};

// This machine. Its file system is POSIX's or Windows'; only the latter has a registry.
std::unique_ptr<Machine> this_machine();

}  // namespace eb
