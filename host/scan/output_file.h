// SPDX-License-Identifier: MIT
// Files that are there as a whole or not at all.
#pragma once

#include <string>
#include <string_view>

namespace eb {

// Written beside its place and moved there at the end. What is no file (a pipe, /dev/null) is written as it is.
class OutputFile {
 public:
  explicit OutputFile(std::string path);
  // Without commit() nothing was written.
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  bool write(std::string_view bytes);
  bool commit();
  // What went wrong first, in the system's words; empty: nothing.
  const std::string& fault() const { return fault_; }

 private:
  bool failed();
  bool flush();
  std::string path_;  // the file that is meant, behind symbolic links
  std::string temporary_;
  std::string buffer_;
  int fd_ = -1;
  std::string fault_;
};

}  // namespace eb
