// SPDX-License-Identifier: MIT
// Lines of a text whose ends may be LF, CRLF, CR, or a mixture: decided for each line.
#pragma once

#include <cstddef>
#include <string_view>

namespace eb {

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;   // without the line end
  std::size_t next = 0;  // where the next line begins
};

// The work is linear in the text whatever its line ends are: the next CR and the next LF are remembered.
class LineReader {
 public:
  explicit LineReader(std::string_view text, std::size_t begin = 0) : text_(text), pos_(begin) {}

  std::size_t position() const { return pos_; }

  // To a place in the line that was read last: what is remembered still holds there.
  void back_to(std::size_t place) { pos_ = place; }

  bool next(Line& line) {
    if (pos_ >= text_.size()) return false;
    if (cr_ < pos_ || !cr_known_) cr_ = find('\r'), cr_known_ = true;
    if (lf_ < pos_ || !lf_known_) lf_ = find('\n'), lf_known_ = true;
    line.begin = pos_;
    line.end = cr_ < lf_ ? cr_ : lf_;
    line.next = line.end == text_.size() ? line.end : line.end + 1;
    if (cr_ < lf_ && lf_ == cr_ + 1 && lf_ < text_.size()) line.next = lf_ + 1;
    pos_ = line.next;
    return true;
  }

 private:
  std::size_t find(char c) const {
    const std::size_t at = text_.find(c, pos_);
    return at == std::string_view::npos ? text_.size() : at;
  }

  std::string_view text_;
  std::size_t pos_ = 0;
  std::size_t cr_ = 0;
  std::size_t lf_ = 0;
  bool cr_known_ = false;
  bool lf_known_ = false;
};

}  // namespace eb
