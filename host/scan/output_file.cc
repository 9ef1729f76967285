// SPDX-License-Identifier: MIT
#include "host/scan/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace eb {
namespace {

constexpr std::size_t kBuffer = std::size_t{64} << 10;

}  // namespace

OutputFile::OutputFile(std::string path) : path_(std::move(path)) {
  std::error_code error;
  // A link stays one, and what it leads to is written.
  if (std::filesystem::is_symlink(path_, error))
    if (auto real = std::filesystem::canonical(path_, error); !error) path_ = real.string();
  struct stat about {};
  if (::stat(path_.c_str(), &about) == 0 && !S_ISREG(about.st_mode)) {
    fd_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
  } else {
    // Addresses and answers: for the owner alone, until he says otherwise.
    temporary_ = path_ + ".XXXXXX";
    fd_ = ::mkstemp(temporary_.data());
    if (fd_ < 0) temporary_.clear();
  }
  if (fd_ < 0) failed();
}

OutputFile::~OutputFile() {
  if (fd_ >= 0) ::close(fd_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

bool OutputFile::failed() {
  if (fault_.empty()) fault_ = std::strerror(errno);
  return false;
}

bool OutputFile::write(std::string_view bytes) {
  buffer_ += bytes;
  return buffer_.size() < kBuffer || flush();
}

bool OutputFile::flush() {
  std::string_view rest = buffer_;
  while (fault_.empty() && !rest.empty()) {
    const ssize_t written = ::write(fd_, rest.data(), rest.size());
    if (written >= 0)
      rest.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      failed();
  }
  buffer_.clear();
  return fault_.empty();
}

bool OutputFile::commit() {
  if (!flush()) return false;
  if (temporary_.empty()) return true;
  if (::fsync(fd_) != 0 || std::rename(temporary_.c_str(), path_.c_str()) != 0) return failed();
  temporary_.clear();
  return true;
}

}  // namespace eb
