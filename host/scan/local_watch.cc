// SPDX-License-Identifier: MIT
#include "host/scan/local_watch.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ctime>
#include <string_view>
#include <utility>

#include "host/mailbox/mbox.h"
#include "host/mailbox/source.h"
#include "host/process/descriptor.h"

namespace eb {
namespace {

std::int64_t nanoseconds(const timespec& time) { return time.tv_sec * std::int64_t{1'000'000'000} + time.tv_nsec; }

// In a Maildir a mail moves from new to cur and gets its flags behind ":2,".
std::string key_of(const std::string& folder, const std::string& name) {
  if (folder.ends_with("/cur") || folder.ends_with("/new"))
    return folder.substr(0, folder.size() - 3) + name.substr(0, name.find(':'));
  return folder + "/" + name;
}

bool is_mbox(const std::string& file) {
  const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  char head[256];
  const ssize_t got = descriptor.get() < 0 ? -1 : ::pread(descriptor.get(), head, sizeof head, 0);
  if (got <= 0) return false;
  const std::string_view bytes(head, static_cast<std::size_t>(got));
  return is_from_line(bytes.substr(0, bytes.find_first_of("\r\n")));
}

}  // namespace

LocalWatch::LocalWatch(std::string path) : path_(std::move(path)) {
  while (path_.size() > 1 && path_.ends_with('/')) path_.pop_back();
  std::vector<std::string> all;
  list(path_, all);
  for (const std::string& file : all) {
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0) continue;
    // A spool without mails is empty, and an mbox all the same.
    if (about.st_size == 0 || is_mbox(file)) mboxes_[file] = static_cast<std::uint64_t>(about.st_size);
  }
}

void LocalWatch::list(const std::string& folder, std::vector<std::string>& fresh) {
  struct stat about {};
  if (::stat(folder.c_str(), &about) != 0) return;
  if (!S_ISDIR(about.st_mode)) {
    if (known_.insert(folder).second) fresh.push_back(folder);
    return;
  }
  // Noted first, so that what comes while it is listed is seen the next time. What changed just now may change once
  // more within the same tick of the file system's clock: it is listed again.
  const bool just_now = ::time(nullptr) - about.st_mtim.tv_sec < 3;
  folders_[folder] = just_now ? 0 : nanoseconds(about.st_mtim);
  DIR* open = ::opendir(folder.c_str());
  if (open == nullptr) return;
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(open)) names.emplace_back(entry->d_name);
  ::closedir(open);
  for (const std::string& name : names) {
    const std::string path = folder + "/" + name;
    struct stat inside {};
    if (name == "." || name == ".." || name == "tmp" || ::lstat(path.c_str(), &inside) != 0) continue;
    if (S_ISDIR(inside.st_mode) && !folders_.contains(path)) list(path, fresh);
    if (S_ISREG(inside.st_mode) && !name.starts_with('.') && known_.insert(key_of(folder, name)).second)
      fresh.push_back(path);
  }
}

void LocalWatch::read(const std::string& file, MailVisitor& visitor) {
  const auto mbox = mboxes_.find(file);
  if (mbox == mboxes_.end()) {
    for_each_mail(file, visitor);
    return;
  }
  const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.get() < 0 || ::lseek(descriptor.get(), static_cast<off_t>(mbox->second), SEEK_SET) < 0) return;
  LineSource source(descriptor.get());
  split_mbox(source, file, visitor, kMailLimit);
}

void LocalWatch::look(MailVisitor& visitor) {
  std::vector<std::string> fresh;
  for (const auto& [folder, changed] : std::map(folders_)) {
    struct stat about {};
    if (::stat(folder.c_str(), &about) == 0 && nanoseconds(about.st_mtim) != changed) list(folder, fresh);
  }
  for (const std::string& file : fresh) growing_.emplace(file, 0);
  for (const auto& [file, read_to] : mboxes_) {
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0) continue;
    const auto size = static_cast<std::uint64_t>(about.st_size);
    // A shorter one was cleaned up: what is in it was told.
    if (size < read_to) mboxes_[file] = size;
    if (size > read_to) growing_.emplace(file, 0);
  }
  for (auto at = growing_.begin(); at != growing_.end();) {
    struct stat about {};
    const bool there = ::stat(at->first.c_str(), &about) == 0;
    const auto size = static_cast<std::uint64_t>(there ? about.st_size : 0);
    // What is delivered into a Maildir is whole; elsewhere a file is whole when it grows no more.
    const bool whole = at->first.find("/new/") != std::string::npos || at->first.find("/cur/") != std::string::npos ||
                       (size > 0 && size == at->second);
    if (there && !whole) {
      at->second = size;
      ++at;
      continue;
    }
    if (there) {
      if (!mboxes_.contains(at->first) && is_mbox(at->first)) mboxes_[at->first] = 0;
      read(at->first, visitor);
      if (const auto mbox = mboxes_.find(at->first); mbox != mboxes_.end()) mbox->second = size;
    }
    at = growing_.erase(at);
  }
}

}  // namespace eb
