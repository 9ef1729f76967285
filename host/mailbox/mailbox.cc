// SPDX-License-Identifier: MIT
#include "host/mailbox/mailbox.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "host/mailbox/mbox.h"
#include "host/mailbox/source.h"
#include "host/process/descriptor.h"
#include "mime/ascii.h"

namespace eb {
namespace {

// Folders inside folders, deeper than any mailbox.
constexpr int kFolderDepth = 64;

void tell(MailVisitor& visitor, const std::string& name, int error) {
  const bool missing = error == ENOENT || error == ENOTDIR;
  visitor.trouble(name, missing ? Trouble::not_found : Trouble::unreadable, std::strerror(error));
}

bool is_folder(const std::string& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode);
}

bool is_maildir(const std::string& path) { return is_folder(path + "/cur") && is_folder(path + "/new"); }

bool is_named_as_one_mail(std::string_view path) {
  for (std::string_view suffix : {".eml", ".msg", ".EML", ".MSG"})
    if (path.ends_with(suffix)) return true;
  return false;
}

bool is_named_as_outlook_mail(std::string_view path) {
  constexpr std::string_view suffix = ".msg";
  if (path.size() < suffix.size()) return false;
  path.remove_prefix(path.size() - suffix.size());
  return std::equal(path.begin(), path.end(), suffix.begin(), [](char a, char b) { return lower_case(a) == b; });
}

// The first line that is not empty.
std::string_view first_line(std::string_view bytes) {
  bytes.remove_prefix(std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
  return bytes.substr(0, bytes.find_first_of("\r\n"));
}

// How a file was come by.
enum class Found { by_name, in_maildir, in_folder };

class Walk {
 public:
  Walk(MailVisitor& visitor, std::size_t limit) : visitor_(visitor), limit_(limit) {}

  bool read_one(int fd, const std::string& name) {
    Mail mail{name, {}, false};
    int error = 0;
    mail.bytes = read_up_to(fd, limit_, mail.cut, error);
    if (error == 0) return visitor_.mail(std::move(mail));
    tell(visitor_, name, error);
    return true;
  }

  bool file(const std::string& path, Found found) {
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat about {};
    if (descriptor.get() < 0 || ::fstat(descriptor.get(), &about) != 0) return trouble(path);
    if (!S_ISREG(about.st_mode)) return read_one(descriptor.get(), path);  // a pipe

    char head[1024];
    const ssize_t got = ::pread(descriptor.get(), head, sizeof head, 0);
    if (got < 0) return trouble(path);
    const std::string_view bytes(head, static_cast<std::size_t>(got));
    const std::string_view line = first_line(bytes);
    // A compound file ([MS-CFB] 2.2): what Outlook saves, and Word, too. In a folder its name tells which.
    if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
      return found == Found::in_folder && !is_named_as_outlook_mail(path) ? true : read_one(descriptor.get(), path);
    if (found == Found::in_folder && !is_field_line(line) && !line.starts_with("From ")) return true;
    if (found == Found::in_maildir || is_named_as_one_mail(path) || !is_from_line(line))
      return read_one(descriptor.get(), path);
    LineSource source(descriptor.get());
    return split_mbox(source, path, visitor_, limit_);
  }

  bool folder(const std::string& path, Found found, int depth) {
    if (depth > kFolderDepth) {
      tell(visitor_, path, ELOOP);
      return true;
    }
    std::vector<std::string> names;
    if (!list(path, names)) trouble(path);
    const bool maildir = is_maildir(path);
    const std::string prefix = path.ends_with("/") ? path : path + "/";
    for (const std::string& name : names) {
      if (maildir) {
        // What lies in tmp is not delivered yet, and files beside the three folders are the mail server's own.
        if (name == "tmp" || !is_folder(prefix + name)) continue;
        found = name == "cur" || name == "new" ? Found::in_maildir : Found::in_folder;
      }
      if (!entry(prefix + name, name, found, depth)) return false;
    }
    return true;
  }

 private:
  bool trouble(const std::string& path) {
    tell(visitor_, path, errno);
    return true;
  }

  // The names in a folder, in order. False, and errno, where it cannot be read.
  static bool list(const std::string& path, std::vector<std::string>& names) {
    DIR* folder = ::opendir(path.c_str());
    if (!folder) return false;
    errno = 0;
    while (const dirent* entry = ::readdir(folder)) {
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") names.emplace_back(name);
      errno = 0;
    }
    const int error = errno;
    ::closedir(folder);
    std::sort(names.begin(), names.end());
    errno = error;
    return error == 0;
  }

  bool entry(const std::string& path, std::string_view name, Found found, int depth) {
    struct stat about {};
    if (::lstat(path.c_str(), &about) != 0) return trouble(path);
    const bool link = S_ISLNK(about.st_mode);
    if (link && ::stat(path.c_str(), &about) != 0) return trouble(path);
    if (S_ISDIR(about.st_mode)) {
      if (link) return true;  // it may lead back to where we came from
      // ".Archive" of a Maildir++; other hidden folders hold no mails
      if (name.starts_with(".") && !is_maildir(path)) return true;
      return folder(path, found, depth + 1);
    }
    if (!S_ISREG(about.st_mode) || name.starts_with(".") || name.ends_with(".msf")) return true;
    return file(path, found);
  }

  MailVisitor& visitor_;
  std::size_t limit_;
};

}  // namespace

bool for_each_mail(const std::string& path, MailVisitor& visitor, std::size_t limit) {
  Walk walk(visitor, limit);
  if (path == "-") return walk.read_one(STDIN_FILENO, path);
  if (is_folder(path)) return walk.folder(path, Found::in_folder, 0);
  return walk.file(path, Found::by_name);
}

bool whole_file(const std::string& path, MailVisitor& visitor, std::size_t limit) {
  Walk walk(visitor, limit);
  if (path == "-") return walk.read_one(STDIN_FILENO, path);
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.get() >= 0) return walk.read_one(descriptor.get(), path);
  tell(visitor, path, errno);
  return true;
}

}  // namespace eb
