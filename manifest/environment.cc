// SPDX-License-Identifier: MIT
// What this process knows of itself and its person: the only part of the places that asks the system.
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include "manifest/places.h"

#if defined(_WIN32)
#include "manifest/windows_text.h"
#else
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#endif
#if defined(__APPLE__)
#include <mach-o/dyld.h>
#endif

namespace eb {
namespace {

#if defined(_WIN32)
std::string variable(const char* name) {
  const wchar_t* value = _wgetenv(wide(name).c_str());
  return value == nullptr ? std::string() : narrow(value);
}

std::string home_folder() { return variable("USERPROFILE"); }

std::string own_path() {
  wchar_t path[32768];  // the longest that Windows has
  const DWORD size = GetModuleFileNameW(nullptr, path, 32768);
  return narrow(std::wstring(path, size));
}
#else
std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// Where HOME tells nothing (a service, a bare environment), the user database does.
std::string home_folder() {
  if (std::string home = variable("HOME"); home.starts_with("/")) return home;
  const passwd* person = ::getpwuid(::geteuid());
  return person == nullptr || person->pw_dir == nullptr ? std::string() : std::string(person->pw_dir);
}

// Never argv[0]: it may be relative, a mere name, or a lie.
std::string own_path() {
#if defined(__APPLE__)
  char name[4096];
  uint32_t size = sizeof name;
  if (_NSGetExecutablePath(name, &size) != 0) return {};
#else
  const char* name = "/proc/self/exe";
#endif
  std::error_code error;
  const auto path = std::filesystem::canonical(name, error);
  return error ? std::string() : path.string();
}
#endif

// Folders that we made are noted by their names: "/home/x/" has to give the same ones as "/home/x".
std::string without_last_slashes(std::string folder) {
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  return folder;
}

}  // namespace

Environment this_environment() {
  Environment environment;
#if defined(__APPLE__)
  environment.os = "macos";
#elif defined(_WIN32)
  environment.os = "windows";
#endif
  environment.home = without_last_slashes(home_folder());
  environment.config_home = without_last_slashes(variable("XDG_CONFIG_HOME"));
  // The XDG base directory specification: a relative path counts as not set.
  if (!environment.config_home.starts_with("/")) environment.config_home = environment.home + "/.config";
  environment.path = variable("PATH");
  environment.local_data = variable("LOCALAPPDATA");
  environment.roaming_data = variable("APPDATA");
  environment.program = own_path();
  return environment;
}

#if defined(_WIN32)
std::string step_down_from_sudo() { return {}; }

bool is_administrator() { return false; }
#else
bool is_administrator() { return ::geteuid() == 0; }

std::string step_down_from_sudo() {
  const std::string typed_by = variable("SUDO_UID");
  if (::geteuid() != 0 || typed_by.empty()) return {};
  const auto id = static_cast<uid_t>(std::strtoul(typed_by.c_str(), nullptr, 10));
  if (id == 0) return {};
  const passwd* person = ::getpwuid(id);
  if (person == nullptr) return "no user has the number " + typed_by + " of SUDO_UID";
  // Some systems' sudo keeps HOME, others set root's.
  struct stat info {};
  if (::stat(variable("HOME").c_str(), &info) != 0 || info.st_uid != id) {
    ::setenv("HOME", person->pw_dir, 1);
    ::unsetenv("XDG_CONFIG_HOME");
  }
  if (::initgroups(person->pw_name, person->pw_gid) != 0 || ::setgid(person->pw_gid) != 0 || ::setuid(id) != 0)
    return std::string("cannot go on as ") + person->pw_name + ": " + std::strerror(errno);
  return {};
}
#endif

}  // namespace eb
