// SPDX-License-Identifier: MIT
#ifndef _WIN32
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "manifest/machine.h"

namespace eb {
namespace {

std::string fault(const std::string& path) { return path + ": " + std::strerror(errno); }

bool write_all(int fd, const std::string& content) {
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t n = ::write(fd, content.data() + done, content.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    done += static_cast<std::size_t>(n);
  }
  return true;
}

// Others than root and us may write to it. In a sticky folder (/tmp) they may add, but not replace what is ours.
bool is_changeable(const struct stat& info) {
  if (info.st_uid != 0 && info.st_uid != ::geteuid()) return true;
  return (info.st_mode & S_IWOTH) != 0 && !(S_ISDIR(info.st_mode) && (info.st_mode & S_ISVTX) != 0);
}

std::string changeable_above(const std::filesystem::path& path) {
  struct stat info {};
  for (std::filesystem::path at = path; !at.empty(); at = at.parent_path()) {
    if (::stat(at.c_str(), &info) == 0 && is_changeable(info)) return at.string();
    if (at == at.parent_path()) break;
  }
  return {};
}

class PosixMachine : public Machine {
 public:
  bool exists(const std::string& path) const override {
    struct stat info {};
    return ::lstat(path.c_str(), &info) == 0;
  }

  bool is_folder(const std::string& path) const override {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
  }

  bool is_executable(const std::string& path) const override {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && ::access(path.c_str(), X_OK) == 0;
  }

  bool is_same(const std::string& one, const std::string& other) const override {
    std::error_code error;
    return one == other || std::filesystem::equivalent(one, other, error);
  }

  std::optional<std::string> read(const std::string& path) const override {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a FIFO must not keep us waiting
    if (fd < 0) return std::nullopt;
    std::string content;
    struct stat info {};
    bool ok = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && static_cast<std::size_t>(info.st_size) <= kLongest;
    char buffer[16384];
    while (ok) {
      const ssize_t n = ::read(fd, buffer, sizeof buffer);
      if (n == 0) break;
      if (n > 0) content.append(buffer, static_cast<std::size_t>(n));
      ok = (n > 0 || errno == EINTR) && content.size() <= kLongest;
    }
    ::close(fd);
    return ok ? std::optional(content) : std::nullopt;
  }

  std::string changeable_by_others(const std::string& path) const override {
    if (std::string found = changeable_above(path); !found.empty()) return found;
    std::error_code error;
    const std::filesystem::path real = std::filesystem::canonical(path, error);
    return error ? std::string() : changeable_above(real);
  }

  std::string make_folder(const std::string& path) override {
    if (::mkdir(path.c_str(), 0755) != 0) {
      const std::string error = fault(path);  // before anything else sets errno
      return is_folder(path) ? std::string() : error;
    }
    return ::chmod(path.c_str(), 0755) == 0 ? std::string() : fault(path);
  }

  std::string write(const std::string& path, const std::string& content) override {
    std::string fresh = path + ".XXXXXX";
    const int fd = ::mkostemp(fresh.data(), O_CLOEXEC);  // O_EXCL: a name that somebody prepared is not used
    if (fd < 0) return fault(path);
    bool ok = write_all(fd, content) && ::fchmod(fd, 0644) == 0 && ::fsync(fd) == 0;
    ok = ::close(fd) == 0 && ok;
    if (ok && ::rename(fresh.c_str(), path.c_str()) == 0) return {};  // replaces a link itself, not what it points to
    std::string error = fault(path);
    ::unlink(fresh.c_str());
    return error;
  }

  std::string remove(const std::string& path) override {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT && errno != ENOTDIR) return fault(path);
    return {};
  }

  void remove_folder(const std::string& path) override { ::rmdir(path.c_str()); }
};

}  // namespace

std::unique_ptr<Machine> this_machine() { return std::make_unique<PosixMachine>(); }

}  // namespace eb
#endif
