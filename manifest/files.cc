// SPDX-License-Identifier: MIT
#include "manifest/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

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

// 0755 whatever the umask; folders that exist keep their mode.
std::string make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  if (folder.empty() || std::filesystem::is_directory(folder, error)) return {};
  if (std::string above = make_folder(folder.parent_path()); !above.empty()) return above;
  if (::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST) return fault(folder.string());
  ::chmod(folder.c_str(), 0755);
  return {};
}

}  // namespace

bool PosixFiles::exists(const std::string& path) const {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0;
}

bool PosixFiles::is_executable(const std::string& path) const {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

std::optional<std::string> PosixFiles::read(const std::string& path) const {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string content((std::istreambuf_iterator<char>(in)), {});
  return content;
}

std::string PosixFiles::write(const std::string& path, const std::string& content) {
  const std::filesystem::path target(path);
  if (std::string error = make_folder(target.parent_path()); !error.empty()) return error;
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

std::string PosixFiles::remove(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return fault(path);
  // Leave no empty folder of native messaging hosts behind; one with other hosts stays.
  ::rmdir(std::filesystem::path(path).parent_path().c_str());
  return {};
}

}  // namespace eb
