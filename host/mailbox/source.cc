// SPDX-License-Identifier: MIT
#include "host/mailbox/source.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace eb {
namespace {

ssize_t read_some(int fd, char* out, std::size_t size) {
  for (;;) {
    const ssize_t got = ::read(fd, out, size);
    if (got >= 0 || errno != EINTR) return got;
  }
}

}  // namespace

LineSource::LineSource(int fd) : fd_(fd), buffer_(2 * kPiece, '\0') {}

// Moves what is left to the front and reads once. Called with less than kPiece bytes left, so there is always room.
void LineSource::fill() {
  std::memmove(buffer_.data(), buffer_.data() + at_, end_ - at_);
  end_ -= at_;
  at_ = 0;
  const ssize_t got = read_some(fd_, buffer_.data() + end_, buffer_.size() - end_);
  if (got < 0) error_ = errno;
  if (got <= 0)
    ended_ = true;
  else
    end_ += static_cast<std::size_t>(got);
}

bool LineSource::next(SourceLine& line) {
  std::size_t looked = 0;
  for (;;) {
    const std::string_view have = std::string_view(buffer_).substr(at_, end_ - at_);
    const std::size_t found = have.substr(0, kPiece).find_first_of("\r\n", looked);
    std::size_t size = std::min(have.size(), kPiece);
    bool ends = false;
    if (found != std::string_view::npos) {
      const bool last = found + 1 == have.size();
      if (have[found] == '\r' && last && !ended_) {  // perhaps half of a CRLF
        looked = found;
        fill();
        continue;
      }
      size = found + (have[found] == '\r' && !last && have[found + 1] == '\n' ? 2 : 1);
      ends = true;
    } else if (have.size() < kPiece) {
      if (!ended_) {
        looked = have.size();
        fill();
        continue;
      }
      if (have.empty()) return false;
      ends = true;
    }
    line = {have.substr(0, size), !in_line_, ends};
    in_line_ = !ends;
    at_ += size;
    return true;
  }
}

std::string read_up_to(int fd, std::size_t limit, bool& cut, int& error) {
  cut = false;
  error = 0;
  std::string bytes;
  struct stat about {};
  std::size_t step = std::size_t{64} << 10;
  if (::fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0)
    step = std::min(limit, static_cast<std::size_t>(about.st_size)) + 1;  // one more, to see the end
  for (;;) {
    const std::size_t have = bytes.size();
    bytes.resize(have + step);
    const ssize_t got = read_some(fd, bytes.data() + have, step);
    if (got < 0) error = errno;
    bytes.resize(have + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got <= 0) return bytes;
    if (bytes.size() > limit) {
      cut = true;
      bytes.resize(limit);
      return bytes;
    }
    step = std::max(std::size_t{64} << 10, bytes.size() / 2);
  }
}

}  // namespace eb
