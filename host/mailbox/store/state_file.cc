// SPDX-License-Identifier: MIT
#include "host/mailbox/store/state_file.h"

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace eb {
namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

std::string damaged_name(const std::string& file) { return file + ".damaged"; }

Kept<OpenedStore> without_file(const std::string& why) {
  auto store = Store::open("");
  if (!store) return tl::unexpected(store.error());
  return OpenedStore{std::move(*store), why + ". This scan keeps nothing for the next one."};
}

}  // namespace

std::string store_file() {
  std::string state = variable("XDG_STATE_HOME");
  // The specification: a relative path there is invalid and is passed over.
  if (state.empty() || !fs::path(state).is_absolute()) {
    const std::string home = variable("HOME");
    state = home.empty() ? "" : home + "/.local/state";
  }
  return state.empty() ? "" : (fs::path(state) / "explain-bounce" / "scan.db").string();
}

Kept<OpenedStore> open_store(const std::string& file) {
  if (file.empty()) return without_file("No home folder is known");
  const fs::path folder = fs::path(file).parent_path();
  std::error_code error;
  const bool is_new = !fs::exists(folder, error);
  fs::create_directories(folder, error);
  if (error) return without_file(folder.string() + " cannot be made: " + error.message());
  if (is_new) ::chmod(folder.c_str(), 0700);

  auto store = Store::open(file);
  if (store) return OpenedStore{std::move(*store), {}};
  if (store.error().kind != StoreFault::Kind::damaged)
    return without_file(file + " cannot be opened: " + store.error().words);
  // A journal belongs to its database: without it, it would be played into the new one.
  fs::rename(file, damaged_name(file), error);
  if (error) return without_file(file + " is damaged, and cannot be moved: " + error.message());
  fs::remove(file + "-journal", error);
  store = Store::open(file);
  if (!store) return without_file(file + " cannot be made: " + store.error().words);
  return OpenedStore{std::move(*store), file + " was damaged. It was moved to " + damaged_name(file) +
                                            ", and all mails are looked at again."};
}

std::string delete_store(const std::string& file) {
  if (file.empty()) return {};
  for (const std::string& name : {file, file + "-journal", damaged_name(file)}) {
    std::error_code error;
    fs::remove(name, error);
    if (error) return name + ": " + error.message();
  }
  std::error_code ignored;
  fs::remove(fs::path(file).parent_path(), ignored);
  return {};
}

}  // namespace eb
