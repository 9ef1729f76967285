// SPDX-License-Identifier: MIT
#include "manifest/install.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/manifest/fake_machine.h"

namespace {

using namespace eb;
using nlohmann::json;

constexpr const char* kSystems[] = {"linux", "macos", "windows"};

// The manifest that a client finds, on Windows through its key.
json found_by(const std::string& id, const std::string& scope, const Environment& environment,
              const FakeMachine& machine) {
  const Place place = places_of(*find_client(id), environment, scope, machine).front();
  const std::string file = place.key.empty() ? place.file : machine.read(place.key).value_or("");
  return json::parse(machine.read(file).value_or("null"));
}

TEST(Install, EveryClientFindsItsOwnFormOnEverySystem) {
  for (const char* os : kSystems)
    for (const char* scope : {"user", "system"}) {
      SCOPED_TRACE(std::string(os) + " " + scope);
      const Environment environment = fake_environment(os);
      FakeMachine machine = fake_machine(environment);
      for (const Outcome& outcome : install(every_client(), scope, environment, machine))
        EXPECT_EQ(outcome.state, "installed") << outcome.client->id << ": " << outcome.details.back();
      for (const Client& c : clients()) {
        const json manifest = found_by(c.id, scope, environment, machine);
        ASSERT_TRUE(manifest.is_object()) << c.id;
        EXPECT_EQ(manifest.size(), 5U);  // Firefox refuses what it does not know
        EXPECT_EQ(manifest["name"], "explain_bounce");
        EXPECT_EQ(manifest["type"], "stdio");
        EXPECT_EQ(manifest["path"], environment.program);
        // On macOS a person's Thunderbird and Firefox look in different folders; elsewhere both ids stand in one file.
        const bool apart = std::string(os) == "macos" && std::string(scope) == "user";
        const json both = json::array({"thunderbird@explain-bounce", "webmail@explain-bounce"});
        if (c.family == Family::mozilla)
          EXPECT_EQ(manifest["allowed_extensions"], apart ? json::array({extension_id(c)}) : both) << c.id;
        else
          EXPECT_EQ(manifest["allowed_origins"], json::array({"chrome-extension://pjnplbgebddbljjhoobnmflncdbfplee/"}));
      }
    }
}

// On every system, for one person and for all users; each time on a machine of its own.
template <typename Check>
void everywhere(Check check) {
  for (const char* os : kSystems)
    for (const char* scope : {"user", "system"}) {
      SCOPED_TRACE(std::string(os) + " " + scope);
      const Environment environment = fake_environment(os);
      FakeMachine machine = fake_machine(environment);
      check(scope, environment, machine);
    }
}

TEST(Install, AndUninstallLeaveTheMachineAsItWas) {
  everywhere([](const char* scope, const Environment& environment, FakeMachine& machine) {
    const auto before = machine.everything();
    install(every_client(), scope, environment, machine);
    EXPECT_NE(machine.everything(), before);
    install(every_client(), scope, environment, machine);
    uninstall(every_client(), scope, environment, machine);
    EXPECT_EQ(machine.everything(), before);
    EXPECT_TRUE(uninstall(every_client(), scope, environment, machine).empty());
    // One after the other, in either order.
    for (const Client* c : every_client()) install({c}, scope, environment, machine);
    auto all = every_client();
    for (const Client* c : all) uninstall({c}, scope, environment, machine);
    EXPECT_EQ(machine.everything(), before);
    install(all, scope, environment, machine);
    std::reverse(all.begin(), all.end());
    for (const Client* c : all) uninstall({c}, scope, environment, machine);
    EXPECT_EQ(machine.everything(), before);
  });
}

TEST(Install, AManifestThatSomebodyDeletedLeavesNothingBehind) {
  everywhere([](const char* scope, const Environment& environment, FakeMachine& machine) {
    const auto before = machine.everything();
    install({client("firefox"), client("chromium")}, scope, environment, machine);
    for (const char* id : {"firefox", "chromium"})
      machine.files.erase(places_of(*client(id), environment, scope, machine)[0].file);
    uninstall(every_client(), scope, environment, machine);
    EXPECT_EQ(machine.everything(), before);
  });
}

TEST(Install, AnotherProgramsManifestOverOursLeavesNoNote) {
  for (const char* os : {"linux", "macos"}) {
    const Environment environment = fake_environment(os);
    FakeMachine machine = fake_machine(environment);
    install({client("firefox")}, "user", environment, machine);
    const Place place = places_of(*client("firefox"), environment, "user", machine)[0];
    const std::string theirs =
        R"({"name":"explain_bounce","description":"x","path":"/usr/bin/other","type":"stdio","allowed_extensions":["x@y"]})";
    machine.files[place.file] = theirs;
    EXPECT_TRUE(uninstall(every_client(), "user", environment, machine).empty());
    EXPECT_EQ(machine.read(place.file), theirs);
    EXPECT_FALSE(machine.exists(above(place.file) + "/explain_bounce.folders"));
  }
}

TEST(Install, FoldersThatWereThereStay) {
  for (const char* os : kSystems) {
    const Environment environment = fake_environment(os);
    FakeMachine machine = fake_machine(environment);
    for (const Client& c : clients())
      for (const Place& place : places_of(c, environment, "user", machine)) {
        machine.put(place.file);
        machine.files.erase(place.file);
        if (place.key.empty()) continue;
        machine.put(place.key);
        machine.files.erase(place.key);
      }
    const auto before = machine.everything();  // empty folders where clients look
    install(every_client(), "user", environment, machine);
    uninstall(every_client(), "user", environment, machine);
    EXPECT_EQ(machine.everything(), before) << os;
  }
}

TEST(Install, AFolderThatSomebodyUsesByNowStays) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  install({client("firefox"), client("chromium")}, "user", linux, machine);
  machine.put("/home/holly/.mozilla/firefox/profiles.ini", "[Profile0]");
  uninstall(every_client(), "user", linux, machine);
  EXPECT_TRUE(machine.is_folder("/home/holly/.mozilla"));
  EXPECT_FALSE(machine.is_folder("/home/holly/.mozilla/native-messaging-hosts"));
  EXPECT_FALSE(machine.is_folder("/home/holly/.config"));
}

TEST(Install, TheManifestGoesWithItsLastClient) {
  for (const char* os : {"linux", "windows"}) {
    const Environment environment = fake_environment(os);
    FakeMachine machine = fake_machine(environment);
    install({client("thunderbird"), client("firefox")}, "user", environment, machine);
    uninstall({client("thunderbird")}, "user", environment, machine);
    EXPECT_EQ(found_by("firefox", "user", environment, machine)["allowed_extensions"],
              json::array({"webmail@explain-bounce"}));
    EXPECT_TRUE(uninstall({client("thunderbird")}, "user", environment, machine).empty());
    EXPECT_FALSE(is_registered({client("thunderbird")}, "user", environment, machine));
    EXPECT_TRUE(is_registered({client("firefox")}, "user", environment, machine));
    uninstall({client("firefox")}, "user", environment, machine);
    EXPECT_FALSE(is_registered(every_client(), "user", environment, machine));
  }
}

TEST(Install, OnWindowsTheFileGoesWithTheLastKeyThatNamesIt) {
  const Environment windows = fake_environment("windows");
  FakeMachine machine = fake_machine(windows);
  install({client("edge"), client("chromium")}, "user", windows, machine);
  uninstall({client("edge")}, "user", windows, machine);
  EXPECT_TRUE(found_by("chromium", "user", windows, machine).is_object());
  EXPECT_TRUE(found_by("edge", "user", windows, machine).is_null());
  uninstall({client("chromium")}, "user", windows, machine);
  EXPECT_FALSE(machine.exists(windows.local_data + "\\explain-bounce"));
}

TEST(Install, AClientThatIsHereKeepsWhatItShares) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  machine.put_program("/usr/bin/google-chrome");
  install({client("opera"), client("chrome")}, "user", linux, machine);
  const auto kept = uninstall({client("opera")}, "user", linux, machine);
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].state, "shared");
  EXPECT_EQ(kept[0].details, std::vector<std::string>{"Google Chrome"});
  EXPECT_TRUE(found_by("chrome", "user", linux, machine).is_object());
  EXPECT_EQ(uninstall({client("opera"), client("chrome")}, "user", linux, machine)[0].state, "removed");
  EXPECT_TRUE(found_by("chrome", "user", linux, machine).is_null());
}

TEST(Install, AgainRepairsAMovedProgram) {
  for (const char* os : kSystems) {
    Environment environment = fake_environment(os);
    FakeMachine machine = fake_machine(environment);
    install(every_client(), "user", environment, machine);
    environment.program = std::string(os) == "windows" ? "D:\\new\\explain-bounce.exe" : "/new/explain-bounce";
    install(every_client(), "user", environment, machine);
    for (const Client& c : clients())
      EXPECT_EQ(found_by(c.id, "user", environment, machine)["path"], environment.program) << os << c.id;
  }
}

TEST(Install, AgainRepairsADamagedManifest) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  const std::string place = places_of(*client("thunderbird"), linux, "user", machine)[0].file;
  for (const char* damage : {"", "{nonsense", "[]", R"({"path":"/old/explain-bounce","allowed_extensions":[1]})"}) {
    machine.put(place, damage);
    EXPECT_EQ(install({client("thunderbird")}, "user", linux, machine)[0].state, "installed") << damage;
    EXPECT_EQ(found_by("thunderbird", "user", linux, machine)["allowed_extensions"],
              json::array({"thunderbird@explain-bounce"}));
    machine.put(place, damage);
    EXPECT_EQ(uninstall({client("thunderbird")}, "user", linux, machine)[0].state, "removed") << damage;
  }
}

TEST(Install, AnotherProgramsManifestIsLeftAlone) {
  for (const char* os : kSystems) {
    const Environment environment = fake_environment(os);
    FakeMachine machine = fake_machine(environment);
    const std::string theirs =
        R"({"name":"explain_bounce","description":"x","path":"/usr/bin/other","type":"stdio","allowed_extensions":["x@y"]})";
    const Place place = places_of(*client("firefox"), environment, "user", machine)[0];
    machine.put(place.file, theirs);
    if (!place.key.empty()) machine.put(place.key, place.file);
    const auto before = machine.everything();
    const auto outcomes = install({client("firefox")}, "user", environment, machine);
    EXPECT_EQ(outcomes[0].state, "foreign") << os;
    EXPECT_EQ(outcomes[0].details, std::vector<std::string>{place.file});
    EXPECT_TRUE(uninstall({client("firefox")}, "user", environment, machine).empty());
    EXPECT_EQ(machine.everything(), before);
  }
}

TEST(Install, ForeignIdsDoNotStayInOurManifest) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  machine.put(
      places_of(*client("firefox"), linux, "user", machine)[0].file,
      R"({"path":"/old/explain-bounce","allowed_extensions":["evil@example.com","thunderbird@explain-bounce"]})");
  install({client("firefox")}, "user", linux, machine);
  EXPECT_EQ(found_by("firefox", "user", linux, machine)["allowed_extensions"],
            json::array({"thunderbird@explain-bounce", "webmail@explain-bounce"}));
}

TEST(Install, AKeyThatNamesSomethingElseDoesNotLetUsRemoveIt) {
  const Environment windows = fake_environment("windows");
  FakeMachine machine = fake_machine(windows);
  const Place place = places_of(*client("edge"), windows, "user", machine)[0];
  machine.put(place.key, "C:\\Windows");
  machine.put("C:\\Windows\\system.ini", "x");
  EXPECT_EQ(uninstall({client("edge")}, "user", windows, machine)[0].state, "removed");
  EXPECT_FALSE(machine.exists(place.key));
  EXPECT_TRUE(machine.exists("C:\\Windows\\system.ini"));
}

TEST(Install, AClosedHomeIsToldAndLeftAsItWas) {
  for (const char* os : {"linux", "macos"}) {
    const Environment environment = fake_environment(os);
    FakeMachine machine = fake_machine(environment);
    const auto before = machine.everything();
    machine.closed = environment.home;
    const auto outcomes = install({client("thunderbird")}, "user", environment, machine);
    EXPECT_EQ(outcomes[0].state, "failed");
    EXPECT_NE(outcomes[0].details[0].find("Permission denied"), std::string::npos);
    EXPECT_EQ(machine.everything(), before);
  }
  // Closed further down: what was made on the way goes again.
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  const auto before = machine.everything();
  machine.closed = "/home/holly/.config/chromium";
  EXPECT_EQ(install({client("chromium")}, "user", linux, machine)[0].state, "failed");
  EXPECT_EQ(machine.everything(), before);
}

TEST(Install, PathsThatJsonHasToEscape) {
  for (const char* program :
       {"/opt/a b/ä\"\\ö/@IDS@/explain-bounce", "/opt/日本/explain-bounce", "/opt/tab\there/explain-bounce"}) {
    Environment linux = fake_environment("linux");
    FakeMachine machine = fake_machine(linux);
    linux.program = program;
    install({client("chrome")}, "user", linux, machine);
    EXPECT_EQ(found_by("chrome", "user", linux, machine)["path"], program);
  }
  Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  for (const char* program : {"/opt/\xff/explain-bounce", ""}) {
    linux.program = program;
    EXPECT_EQ(install({client("chrome")}, "user", linux, machine)[0].state, "failed");
    EXPECT_TRUE(found_by("chrome", "user", linux, machine).is_null());
  }
}

TEST(Install, RelativesThatHaveAFolderOfTheirOwn) {
  const Environment linux = fake_environment("linux");
  const std::pair<const char*, const char*> rows[] = {{"firefox", "/home/holly/.librewolf/native-messaging-hosts"},
                                                      {"firefox", "/home/holly/.waterfox/native-messaging-hosts"},
                                                      {"firefox", "/home/holly/.floorp/native-messaging-hosts"},
                                                      {"opera", "/home/holly/.config/opera/NativeMessagingHosts"}};
  for (const auto& [id, folder] : rows) {
    FakeMachine machine = fake_machine(linux);
    machine.put_folder(above(folder));
    install({client(id)}, "user", linux, machine);
    EXPECT_TRUE(machine.exists(std::string(folder) + "/explain_bounce.json")) << folder;
    uninstall({client(id)}, "user", linux, machine);
    EXPECT_FALSE(machine.exists(folder));
  }
}

TEST(Install, BetaVersionsToo) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  machine.put_folder("/home/holly/.config/google-chrome-beta");
  const auto outcomes = install({client("chrome")}, "user", linux, machine);
  EXPECT_EQ(outcomes[0].details.size(), 2U);
  EXPECT_TRUE(machine.exists("/home/holly/.config/google-chrome-beta/NativeMessagingHosts/explain_bounce.json"));
  uninstall({client("chrome")}, "user", linux, machine);
  EXPECT_TRUE(machine.is_folder("/home/holly/.config/google-chrome-beta"));
  EXPECT_FALSE(machine.is_folder("/home/holly/.config/google-chrome-beta/NativeMessagingHosts"));
}

}  // namespace
