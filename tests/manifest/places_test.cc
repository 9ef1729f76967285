// SPDX-License-Identifier: MIT
#include "manifest/places.h"

#include <gtest/gtest.h>

#include "tests/manifest/fake_machine.h"

namespace {

using namespace eb;

std::string main_place(const std::string& id, const std::string& os, const std::string& scope) {
  const Environment environment = fake_environment(os);
  const auto places = places_of(*find_client(id), environment, scope, fake_machine(environment));
  if (places.empty()) return {};
  return places.front().key.empty() ? places.front().file : places.front().key;
}

TEST(Places, EveryClientOnEverySystem) {
  struct Row {
    const char *id, *os, *scope, *folder;
  };
  const Row rows[] = {
      {"thunderbird", "linux", "user", "/home/holly/.mozilla/native-messaging-hosts/"},
      {"thunderbird", "linux", "system", "/usr/lib/mozilla/native-messaging-hosts/"},
      {"thunderbird", "macos", "user", "/Users/holly/Library/Mozilla/NativeMessagingHosts/"},
      {"thunderbird", "macos", "system", "/Library/Application Support/Mozilla/NativeMessagingHosts/"},
      {"thunderbird", "windows", "user", "HKCU\\Software\\Mozilla\\NativeMessagingHosts\\"},
      {"thunderbird", "windows", "system", "HKLM\\Software\\Mozilla\\NativeMessagingHosts\\"},
      {"firefox", "linux", "user", "/home/holly/.mozilla/native-messaging-hosts/"},
      {"firefox", "linux", "system", "/usr/lib/mozilla/native-messaging-hosts/"},
      {"firefox", "macos", "user", "/Users/holly/Library/Application Support/Mozilla/NativeMessagingHosts/"},
      {"firefox", "macos", "system", "/Library/Application Support/Mozilla/NativeMessagingHosts/"},
      {"firefox", "windows", "user", "HKCU\\Software\\Mozilla\\NativeMessagingHosts\\"},
      {"firefox", "windows", "system", "HKLM\\Software\\Mozilla\\NativeMessagingHosts\\"},
      {"chrome", "linux", "user", "/home/holly/.config/google-chrome/NativeMessagingHosts/"},
      {"chrome", "linux", "system", "/etc/opt/chrome/native-messaging-hosts/"},
      {"chrome", "macos", "user", "/Users/holly/Library/Application Support/Google/Chrome/NativeMessagingHosts/"},
      {"chrome", "macos", "system", "/Library/Google/Chrome/NativeMessagingHosts/"},
      {"chrome", "windows", "user", "HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\"},
      {"chrome", "windows", "system", "HKLM\\Software\\Google\\Chrome\\NativeMessagingHosts\\"},
      {"chromium", "linux", "user", "/home/holly/.config/chromium/NativeMessagingHosts/"},
      {"chromium", "linux", "system", "/etc/chromium/native-messaging-hosts/"},
      {"chromium", "macos", "user", "/Users/holly/Library/Application Support/Chromium/NativeMessagingHosts/"},
      {"chromium", "macos", "system", "/Library/Application Support/Chromium/NativeMessagingHosts/"},
      {"chromium", "windows", "user", "HKCU\\Software\\Chromium\\NativeMessagingHosts\\"},
      {"chromium", "windows", "system", "HKLM\\Software\\Chromium\\NativeMessagingHosts\\"},
      {"edge", "linux", "user", "/home/holly/.config/microsoft-edge/NativeMessagingHosts/"},
      {"edge", "linux", "system", "/etc/opt/edge/native-messaging-hosts/"},
      {"edge", "macos", "user", "/Users/holly/Library/Application Support/Microsoft Edge/NativeMessagingHosts/"},
      {"edge", "macos", "system", "/Library/Microsoft/Edge/NativeMessagingHosts/"},
      {"edge", "windows", "user", "HKCU\\Software\\Microsoft\\Edge\\NativeMessagingHosts\\"},
      {"edge", "windows", "system", "HKLM\\Software\\Microsoft\\Edge\\NativeMessagingHosts\\"},
      // Brave's own code points its macOS version at Chrome's folder, and every version at Chrome's for all users.
      {"brave", "linux", "user", "/home/holly/.config/BraveSoftware/Brave-Browser/NativeMessagingHosts/"},
      {"brave", "linux", "system", "/etc/opt/chrome/native-messaging-hosts/"},
      {"brave", "macos", "user", "/Users/holly/Library/Application Support/Google/Chrome/NativeMessagingHosts/"},
      {"brave", "macos", "system", "/Library/Google/Chrome/NativeMessagingHosts/"},
      {"brave", "windows", "user", "HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\"},
      {"vivaldi", "linux", "user", "/home/holly/.config/vivaldi/NativeMessagingHosts/"},
      {"vivaldi", "linux", "system", "/etc/opt/chrome/native-messaging-hosts/"},
      {"vivaldi", "macos", "user", "/Users/holly/Library/Application Support/Vivaldi/NativeMessagingHosts/"},
      {"vivaldi", "windows", "user", "HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\"},
      // Opera reads Chrome's everywhere.
      {"opera", "linux", "user", "/home/holly/.config/google-chrome/NativeMessagingHosts/"},
      {"opera", "linux", "system", "/etc/opt/chrome/native-messaging-hosts/"},
      {"opera", "macos", "user", "/Users/holly/Library/Application Support/Google/Chrome/NativeMessagingHosts/"},
      {"opera", "macos", "system", "/Library/Google/Chrome/NativeMessagingHosts/"},
      {"opera", "windows", "system", "HKLM\\Software\\Google\\Chrome\\NativeMessagingHosts\\"},
  };
  for (const Row& row : rows) {
    const std::string name = std::string(row.os) == "windows" ? "explain_bounce" : "explain_bounce.json";
    EXPECT_EQ(main_place(row.id, row.os, row.scope), row.folder + name) << row.id << " " << row.os << " " << row.scope;
  }
  for (const Client& client : clients())
    for (const char* os : {"linux", "macos", "windows"})
      for (const char* scope : {"user", "system"}) EXPECT_NE(main_place(client.id, os, scope), "") << client.id;
}

TEST(Places, OnWindowsTheFileLiesInTheLocalDataOrBesideTheProgram) {
  const Environment windows = fake_environment("windows");
  const FakeMachine machine = fake_machine(windows);
  const std::string local = "C:\\Users\\Åsa Öberg\\AppData\\Local\\explain-bounce\\";
  EXPECT_EQ(places_of(*find_client("firefox"), windows, "user", machine)[0].file,
            local + "explain_bounce.mozilla.json");
  EXPECT_EQ(places_of(*find_client("edge"), windows, "user", machine)[0].file, local + "explain_bounce.chromium.json");
  EXPECT_EQ(places_of(*find_client("edge"), windows, "system", machine)[0].file,
            "C:\\Program Files\\Explain Bounce\\explain_bounce.chromium.json");
}

TEST(Places, AnotherConfigHome) {
  Environment linux = fake_environment("linux");
  linux.config_home = "/srv/config";
  const FakeMachine machine = fake_machine(linux);
  EXPECT_EQ(places_of(*find_client("chromium"), linux, "user", machine)[0].file,
            "/srv/config/chromium/NativeMessagingHosts/explain_bounce.json");
  EXPECT_EQ(places_of(*find_client("firefox"), linux, "user", machine)[0].file,
            "/home/holly/.mozilla/native-messaging-hosts/explain_bounce.json");
}

TEST(Places, BetaVersionsAndOtherBuildsWhereTheyAre) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  EXPECT_EQ(places_of(*find_client("edge"), linux, "user", machine).size(), 1U);
  machine.put_folder("/home/holly/.config/microsoft-edge-dev");
  const auto places = places_of(*find_client("edge"), linux, "user", machine);
  ASSERT_EQ(places.size(), 2U);
  EXPECT_EQ(places[1].file, "/home/holly/.config/microsoft-edge-dev/NativeMessagingHosts/explain_bounce.json");
  EXPECT_EQ(places_of(*find_client("firefox"), linux, "system", machine).size(), 1U);
  machine.put_folder("/usr/lib64/mozilla");  // Fedora
  EXPECT_EQ(places_of(*find_client("firefox"), linux, "system", machine)[1].file,
            "/usr/lib64/mozilla/native-messaging-hosts/explain_bounce.json");
}

TEST(Places, Above) {
  EXPECT_EQ(above("/a/b"), "/a");
  EXPECT_EQ(above("/a"), "/");
  EXPECT_EQ(above("/"), "");
  EXPECT_EQ(above("/a\\b/c"), "/a\\b");  // a backslash is a letter
  EXPECT_EQ(above("HKCU\\Software"), "HKCU");
  EXPECT_EQ(above("HKCU"), "");
}

TEST(Callers, OnlyOurOwnExtensions) {
  for (const char* id : {"thunderbird", "firefox", "chrome"})
    EXPECT_TRUE(is_allowed_caller(extension_id(*find_client(id)))) << id;
  EXPECT_TRUE(extension_id(*find_client("chrome")).starts_with("chrome-extension://"));
  EXPECT_TRUE(extension_id(*find_client("chrome")).ends_with("/"));
  EXPECT_EQ(extension_id(*find_client("chrome")).size(), std::string("chrome-extension:///").size() + 32);
  for (const char* other : {"", "thunderbird", "somebody@else", "chrome-extension://", "explain"})
    EXPECT_FALSE(is_allowed_caller(other)) << other;
}

}  // namespace
