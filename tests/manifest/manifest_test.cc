// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "manifest/install.h"

namespace {

using namespace eb;
using nlohmann::json;

class FakeFiles : public Files {
 public:
  std::map<std::string, std::string> content;
  std::set<std::string> executable;
  std::string refuse;
  bool exists(const std::string& p) const override { return content.contains(p) || executable.contains(p); }
  bool is_executable(const std::string& p) const override { return executable.contains(p); }
  std::optional<std::string> read(const std::string& p) const override {
    const auto it = content.find(p);
    return it == content.end() ? std::nullopt : std::optional(it->second);
  }
  std::string write(const std::string& p, const std::string& c) override {
    if (!refuse.empty()) return refuse;
    content[p] = c;
    return {};
  }
  std::string remove(const std::string& p) override {
    content.erase(p);
    return {};
  }
};

const std::string host = "/opt/explain-bounce/explain-bounce";

Environment home(const std::string& os = "linux") {
  return {os, "/home/holly", "/home/holly/.config", "/usr/bin:/bin"};
}

const Client* client(const char* id) { return find_client(id); }

FakeFiles machine() {
  FakeFiles files;
  files.executable = {"/usr/bin/thunderbird", "/usr/bin/firefox", host};
  return files;
}

TEST(Places, EveryRowOfTheTable) {
  struct Row {
    const char *id, *os, *scope, *place;
  };
  const std::string mac = "/home/holly/Library/Application Support";
  const Row rows[] = {
      {"thunderbird", "linux", "user", "/home/holly/.mozilla/native-messaging-hosts/explain_bounce.json"},
      {"thunderbird", "linux", "system", "/usr/lib/mozilla/native-messaging-hosts/explain_bounce.json"},
      {"thunderbird", "macos", "user", "/home/holly/Library/Mozilla/NativeMessagingHosts/explain_bounce.json"},
      {"thunderbird", "macos", "system",
       "/Library/Application Support/Mozilla/NativeMessagingHosts/explain_bounce.json"},
      {"thunderbird", "windows", "user", "HKCU\\Software\\Mozilla\\NativeMessagingHosts\\explain_bounce"},
      {"thunderbird", "windows", "system", "HKLM\\Software\\Mozilla\\NativeMessagingHosts\\explain_bounce"},
      {"firefox", "linux", "user", "/home/holly/.mozilla/native-messaging-hosts/explain_bounce.json"},
      {"firefox", "macos", "user",
       "/home/holly/Library/Application Support/Mozilla/NativeMessagingHosts/explain_bounce.json"},
      {"chrome", "linux", "user", "/home/holly/.config/google-chrome/NativeMessagingHosts/explain_bounce.json"},
      {"chrome", "linux", "system", "/etc/opt/chrome/native-messaging-hosts/explain_bounce.json"},
      {"chrome", "macos", "system", "/Library/Google/Chrome/NativeMessagingHosts/explain_bounce.json"},
      {"chrome", "windows", "user", "HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\explain_bounce"},
      {"chromium", "linux", "user", "/home/holly/.config/chromium/NativeMessagingHosts/explain_bounce.json"},
      {"chromium", "linux", "system", "/etc/chromium/native-messaging-hosts/explain_bounce.json"},
      {"edge", "linux", "user", "/home/holly/.config/microsoft-edge/NativeMessagingHosts/explain_bounce.json"},
      {"edge", "windows", "system", "HKLM\\Software\\Microsoft\\Edge\\NativeMessagingHosts\\explain_bounce"},
      {"brave", "linux", "user",
       "/home/holly/.config/BraveSoftware/Brave-Browser/NativeMessagingHosts/explain_bounce.json"},
      {"brave", "windows", "user", "HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\explain_bounce"},
      {"vivaldi", "linux", "system", "/etc/opt/vivaldi/native-messaging-hosts/explain_bounce.json"},
      {"opera", "linux", "user", "/home/holly/.config/google-chrome/NativeMessagingHosts/explain_bounce.json"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(place_of(*client(row.id), home(row.os), row.scope), row.place) << row.id << " " << row.os;
  for (const Client& c : clients())
    for (const char* os : {"linux", "macos", "windows"})
      for (const char* scope : {"user", "system"}) EXPECT_FALSE(place_of(c, home(os), scope).empty()) << c.id;
}

TEST(Install, OneManifestForThunderbirdAndFirefox) {
  FakeFiles files = machine();
  const auto outcomes = install({client("thunderbird"), client("firefox")}, "user", host, home(), files);
  ASSERT_EQ(outcomes.size(), 2U);
  ASSERT_EQ(files.content.size(), 1U);
  const json manifest = json::parse(files.content.begin()->second);
  EXPECT_EQ(manifest["path"], host);
  EXPECT_EQ(manifest["type"], "stdio");
  EXPECT_EQ(manifest["allowed_extensions"].size(), 2U);
  EXPECT_EQ(examine(*client("thunderbird"), host, home(), files).state, "ok");
  EXPECT_EQ(examine(*client("firefox"), host, home(), files).state, "ok");
}

TEST(Install, TheManifestGoesWithItsLastClient) {
  FakeFiles files = machine();
  install({client("thunderbird"), client("firefox")}, "user", host, home(), files);
  uninstall({client("thunderbird")}, "user", home(), files);
  EXPECT_EQ(files.content.size(), 1U);
  EXPECT_EQ(examine(*client("thunderbird"), host, home(), files).state, "wrong_id");
  uninstall({client("firefox")}, "user", home(), files);
  EXPECT_TRUE(files.content.empty());
}

TEST(Install, AgainRepairsAMovedProgram) {
  FakeFiles files = machine();
  install({client("thunderbird")}, "user", "/old/explain-bounce", home(), files);
  EXPECT_EQ(examine(*client("thunderbird"), host, home(), files).state, "missing_binary");
  install({client("thunderbird")}, "user", host, home(), files);
  EXPECT_EQ(examine(*client("thunderbird"), host, home(), files).state, "ok");
}

TEST(Install, TellsWhatWentWrong) {
  FakeFiles files = machine();
  files.refuse = "read-only file system";
  const auto outcomes = install({client("thunderbird")}, "user", host, home(), files);
  EXPECT_EQ(outcomes[0].state, "failed");
  EXPECT_EQ(outcomes[0].detail, "read-only file system");
}

TEST(Doctor, EveryState) {
  const std::string place = place_of(*client("thunderbird"), home(), "user");
  const auto state = [&](const FakeFiles& files) { return examine(*client("thunderbird"), host, home(), files).state; };
  FakeFiles files = machine();
  EXPECT_EQ(state(files), "not_registered");
  files.content[place] = "{nonsense";
  EXPECT_EQ(state(files), "bad_json");
  files.content[place] = manifest_body(Family::mozilla, "bin/host", {extension_id(*client("thunderbird"))});
  EXPECT_EQ(state(files), "relative_path");
  files.content[place] = manifest_body(Family::mozilla, host, {"somebody@else"});
  EXPECT_EQ(state(files), "wrong_id");
  files.content[place] = manifest_body(Family::mozilla, "/plain/file", {extension_id(*client("thunderbird"))});
  files.content["/plain/file"] = "x";
  EXPECT_EQ(state(files), "not_executable");
  files.executable.insert("/other/copy");
  files.content[place] = manifest_body(Family::mozilla, "/other/copy", {extension_id(*client("thunderbird"))});
  EXPECT_EQ(state(files), "other_binary");
  FakeFiles nothing;
  EXPECT_EQ(state(nothing), "not_installed");
}

TEST(Doctor, SnapAndFlatpak) {
  FakeFiles files;
  files.executable = {"/snap/bin/thunderbird", "/snap/bin/chromium", host};
  EXPECT_EQ(examine(*client("chromium"), host, home(), files).state, "snap_unsupported");
  install({client("thunderbird")}, "user", host, home(), files);
  EXPECT_EQ(examine(*client("thunderbird"), host, home(), files).state, "snap_needs_portal");
  FakeFiles flatpak;
  flatpak.content["/var/lib/flatpak/app/org.mozilla.Thunderbird"] = "";
  EXPECT_EQ(examine(*client("thunderbird"), host, home(), flatpak).state, "flatpak_unsupported");
}

TEST(Callers, OnlyOurOwnExtensions) {
  EXPECT_TRUE(is_allowed_caller(extension_id(*client("thunderbird"))));
  EXPECT_TRUE(is_allowed_caller(extension_id(*client("firefox"))));
  EXPECT_TRUE(is_allowed_caller(extension_id(*client("chrome"))));
  EXPECT_EQ(extension_id(*client("chrome")).size(), std::string("chrome-extension:///").size() + 32);
  for (const char* other : {"", "thunderbird", "somebody@else", "chrome-extension://", "explain"})
    EXPECT_FALSE(is_allowed_caller(other)) << other;
}

class RealFiles : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "explain-bounce-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_;
};

TEST_F(RealFiles, FreshFoldersAndModes) {
  PosixFiles files;
  const std::string path = (folder_ / "a/b/c.json").string();
  EXPECT_EQ(files.write(path, "one"), "");
  EXPECT_EQ(files.write(path, "two"), "");
  EXPECT_EQ(files.read(path), "two");
  struct stat info {};
  ASSERT_EQ(stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0644U);
  ASSERT_EQ(stat((folder_ / "a/b").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0755U);
  int entries = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder_ / "a/b")) ++entries;
  EXPECT_EQ(entries, 1);
  EXPECT_EQ(files.remove(path), "");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "a/b"));
}

TEST_F(RealFiles, NeverThroughASymbolicLink) {
  PosixFiles files;
  std::ofstream(folder_ / "precious") << "keep";
  std::filesystem::create_symlink(folder_ / "precious", folder_ / "link.json");
  EXPECT_EQ(files.write((folder_ / "link.json").string(), "new"), "");
  EXPECT_EQ(files.read((folder_ / "precious").string()), "keep");
  EXPECT_FALSE(std::filesystem::is_symlink(folder_ / "link.json"));
}

TEST_F(RealFiles, AFolderThatIsAFileIsTold) {
  PosixFiles files;
  std::ofstream(folder_ / "file") << "x";
  EXPECT_NE(files.write((folder_ / "file/x.json").string(), "new"), "");
}

}  // namespace
