// SPDX-License-Identifier: MIT
#include "manifest/present.h"

#include <algorithm>

namespace eb {
namespace {

const std::vector<std::string>& at(const Table& table, const std::string& os) {
  static const std::vector<std::string> none;
  const auto found = table.find(os);
  return found == table.end() ? none : found->second;
}

// Snap's own folder of programs; Fedora and Arch keep it elsewhere than Ubuntu.
bool is_snap_folder(const std::string& folder) { return folder.find("/snap/bin") != std::string::npos; }

bool has_snap(const Client& client, const Machine& machine) {
  return !client.snap.empty() &&
         (machine.exists("/snap/bin/" + client.snap) || machine.exists("/var/lib/snapd/snap/bin/" + client.snap));
}

// Ubuntu's packages "firefox", "thunderbird" and "chromium-browser" are scripts that start the Snap.
bool starts_a_snap(const std::string& program, const Machine& machine) {
  const auto text = machine.read(program);
  return text && text->starts_with("#!") && text->find("/snap/bin/") != std::string::npos;
}

bool in_path(const Client& client, const Environment& environment, const Machine& machine) {
  const bool snap = has_snap(client, machine);
  for (std::size_t begin = 0; begin <= environment.path.size();) {
    const auto end = std::min(environment.path.find(':', begin), environment.path.size());
    const std::string folder = environment.path.substr(begin, end - begin);
    begin = end + 1;
    if (!folder.starts_with("/") || is_snap_folder(folder)) continue;
    for (const std::string& name : at(client.programs, "linux")) {
      const std::string program = folder + "/" + name;
      if (machine.is_executable(program) && !(snap && starts_a_snap(program, machine))) return true;
    }
  }
  return false;
}

bool is_native(const Client& client, const Environment& environment, const Machine& machine) {
  if (environment.os == "linux") return in_path(client, environment, machine);
  for (const std::string& name : at(client.programs, environment.os)) {
    if (environment.os == "macos") {
      if (machine.is_folder("/Applications/" + name) || machine.is_folder(environment.home + "/Applications/" + name))
        return true;
      continue;
    }
    // https://learn.microsoft.com/windows/win32/shell/app-registration
    for (const char* hive : {"HKCU", "HKLM"})
      if (machine.exists(std::string(hive) + "\\Software\\Microsoft\\Windows\\CurrentVersion\\App Paths\\" + name))
        return true;
  }
  return false;
}

bool has_flatpak(const Client& client, const Environment& environment, const Machine& machine) {
  return std::any_of(client.flatpak.begin(), client.flatpak.end(), [&](const std::string& id) {
    return machine.exists("/var/lib/flatpak/app/" + id) ||
           machine.exists(environment.home + "/.local/share/flatpak/app/" + id);
  });
}

bool has_profile(const Client& client, const Environment& environment, const Machine& machine) {
  const auto& files = at(client.profiles, environment.os);
  return std::any_of(files.begin(), files.end(),
                     [&](const std::string& file) { return machine.exists(filled(file, environment)); });
}

}  // namespace

Presence presence(const Client& client, const Environment& environment, const Machine& machine) {
  if (is_native(client, environment, machine)) return Presence::native;
  if (environment.os == "linux" && has_snap(client, machine)) return Presence::snap;
  if (environment.os == "linux" && has_flatpak(client, environment, machine)) return Presence::flatpak;
  return has_profile(client, environment, machine) ? Presence::native : Presence::none;
}

std::string packaging_state(const Client& client, Presence presence) {
  if (presence == Presence::flatpak) return client.flatpak_state;
  return presence == Presence::snap ? client.snap_state : "ok";
}

}  // namespace eb
