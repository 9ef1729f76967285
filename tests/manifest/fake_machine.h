// SPDX-License-Identifier: MIT
// A machine that lives in memory: files, folders and a registry, with what can go wrong.
#pragma once

#include <map>
#include <set>
#include <string>

#include "manifest/install.h"

namespace eb {

inline const Client* client(const char* id) { return find_client(id); }

class FakeMachine : public Machine {
 public:
  std::map<std::string, std::string> files;  // and the registry's default values
  std::set<std::string> folders;             // and keys
  std::set<std::string> programs;            // that may be run
  std::map<std::string, std::string> same;   // a link and what it leads to
  std::string changeable;                    // what others may change, above all files
  std::set<std::string> open;                // files that they may change
  std::string closed;                        // a folder below which nothing can be changed

  // A file with all folders above it.
  void put(const std::string& path, const std::string& content = "") {
    files[path] = content;
    for (std::string folder = above(path); !folder.empty(); folder = above(folder)) folders.insert(folder);
  }
  void put_program(const std::string& path) {
    put(path,
        "\x7f"
        "ELF");
    programs.insert(path);
  }
  void put_folder(const std::string& path) { put(path + "/x"), files.erase(path + "/x"); }

  bool exists(const std::string& path) const override { return files.contains(path) || folders.contains(path); }
  bool is_folder(const std::string& path) const override { return folders.contains(path); }
  bool is_executable(const std::string& path) const override { return programs.contains(path); }
  bool is_same(const std::string& one, const std::string& other) const override {
    const auto link = same.find(one);
    return (link == same.end() ? one : link->second) == other;
  }
  std::optional<std::string> read(const std::string& path) const override {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  }
  std::string changeable_by_others(const std::string& path) const override {
    return open.contains(path) ? path : changeable;
  }

  std::string make_folder(const std::string& path) override {
    if (is_closed(path)) return path + ": Permission denied";
    if (!above(path).empty() && !folders.contains(above(path))) return path + ": No such file or directory";
    folders.insert(path);
    return {};
  }
  std::string write(const std::string& path, const std::string& content) override {
    if (is_closed(path)) return path + ": Permission denied";
    if (!folders.contains(above(path))) return path + ": No such file or directory";
    files[path] = content;
    return {};
  }
  std::string remove(const std::string& path) override {
    if (is_closed(path)) return path + ": Permission denied";
    if (folders.contains(path)) return path + ": Is a directory";
    files.erase(path);
    return {};
  }
  void remove_folder(const std::string& path) override {
    for (const auto& [file, content] : files)
      if (is_below(file, path)) return;
    for (const std::string& folder : folders)
      if (is_below(folder, path)) return;
    folders.erase(path);
  }

  // All that there is: a machine is as before if this is.
  std::set<std::string> everything() const {
    std::set<std::string> all = folders;
    for (const auto& [file, content] : files) all.insert(file + "=" + content);
    return all;
  }

 private:
  static bool is_below(const std::string& path, const std::string& folder) {
    return path.starts_with(folder + "/") || path.starts_with(folder + "\\");
  }
  bool is_closed(const std::string& path) const { return !closed.empty() && is_below(path, closed); }
};

inline Environment fake_environment(const std::string& os) {
  Environment environment;
  environment.os = os;
  if (os == "windows") {
    environment.home = "C:\\Users\\Åsa Öberg";
    environment.local_data = environment.home + "\\AppData\\Local";
    environment.roaming_data = environment.home + "\\AppData\\Roaming";
    environment.program = "C:\\Program Files\\Explain Bounce\\explain-bounce.exe";
  } else {
    environment.home = os == "macos" ? "/Users/holly" : "/home/holly";
    environment.config_home = environment.home + "/.config";
    environment.path = "/usr/local/bin:/usr/bin:/bin:/snap/bin";
    environment.program = "/opt/explain bounce/explain-bounce";
  }
  return environment;
}

// A machine with a home and this program, and nothing else.
inline FakeMachine fake_machine(const Environment& environment) {
  FakeMachine machine;
  machine.put_program(environment.program);
  if (environment.os == "windows") {
    machine.put(environment.roaming_data + "\\x");
    machine.put(environment.local_data + "\\x");
    for (const char* hive : {"HKCU", "HKLM"})
      for (const char* vendor : {"Mozilla", "Google\\Chrome", "Chromium", "Microsoft\\Edge"})
        machine.put(std::string(hive) + "\\Software\\" + vendor + "\\x", "of the vendor");
  } else {
    machine.put_folder(environment.home);
    machine.put_folder("/usr/bin");
    machine.put_folder("/etc");
    machine.put_folder("/usr/lib");
    machine.put_folder("/Library/Application Support");
    if (environment.os == "macos") machine.put_folder(environment.home + "/Library/Application Support");
  }
  return machine;
}

inline std::vector<const Client*> every_client() {
  std::vector<const Client*> all;
  for (const Client& client : clients()) all.push_back(&client);
  return all;
}

}  // namespace eb
