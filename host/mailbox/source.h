// SPDX-License-Identifier: MIT
// Bytes of a file or a pipe, a line at a time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace eb {

// A whole line, or a piece of at most kPiece bytes of a longer one.
struct SourceLine {
  std::string_view bytes;  // with its line end (LF, CRLF or CR); until the next call
  bool starts = false;     // the first piece of its line
  bool ends = false;       // the last one
};

class LineSource {
 public:
  static constexpr std::size_t kPiece = std::size_t{64} << 10;
  explicit LineSource(int fd);
  // False at the end of the input, or where it failed.
  bool next(SourceLine& line);
  // errno of what failed; 0: nothing did.
  int error() const { return error_; }

 private:
  void fill();
  int fd_;
  int error_ = 0;
  bool ended_ = false;
  bool in_line_ = false;
  std::string buffer_;
  std::size_t at_ = 0;  // buffer_[at_, end_) is read and not handed out
  std::size_t end_ = 0;
};

// Everything up to `limit` bytes; `cut` if there was more. `error` is errno, or 0.
std::string read_up_to(int fd, std::size_t limit, bool& cut, int& error);

}  // namespace eb
