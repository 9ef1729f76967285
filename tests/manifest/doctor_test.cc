// SPDX-License-Identifier: MIT
#include "manifest/doctor.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "manifest/body.h"
#include "manifest/present.h"
#include "tests/manifest/fake_machine.h"

namespace {

using namespace eb;

const std::vector<std::string> kBoth = {"user", "system"};

std::string state(const char* id, const Environment& environment, const FakeMachine& machine) {
  return examine(*client(id), kBoth, environment, machine).state;
}

// Puts every client on the machine, as an installer of that system leaves it.
void put_clients(const Environment& environment, FakeMachine& machine) {
  for (const Client& c : clients()) {
    const std::string& name = c.programs.at(environment.os).front();
    if (environment.os == "linux") machine.put_program("/usr/bin/" + name);
    if (environment.os == "macos") machine.put_folder("/Applications/" + name);
    if (environment.os == "windows")
      machine.put("HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\App Paths\\" + name, "C:\\x.exe");
  }
}

TEST(Present, ProgramsOfEverySystem) {
  for (const char* os : {"linux", "macos", "windows"}) {
    const Environment environment = fake_environment(os);
    FakeMachine machine = fake_machine(environment);
    for (const Client& c : clients()) EXPECT_EQ(presence(c, environment, machine), Presence::none) << os << c.id;
    put_clients(environment, machine);
    for (const Client& c : clients()) EXPECT_EQ(presence(c, environment, machine), Presence::native) << os << c.id;
  }
}

TEST(Present, TheirRelatives) {
  const std::pair<const char*, const char*> rows[] = {
      {"thunderbird", "betterbird"}, {"firefox", "librewolf"}, {"firefox", "waterfox"},
      {"firefox", "floorp"},         {"firefox", "zen"},       {"firefox", "zen-browser"}};
  const Environment linux = fake_environment("linux");
  for (const auto& [id, program] : rows) {
    FakeMachine machine = fake_machine(linux);
    machine.put_program(std::string("/usr/bin/") + program);
    EXPECT_EQ(presence(*client(id), linux, machine), Presence::native) << program;
  }
}

TEST(Present, ByItsProfileAlone) {
  for (const char* os : {"linux", "macos", "windows"}) {
    const Environment environment = fake_environment(os);
    for (const Client& c : clients()) {
      FakeMachine machine = fake_machine(environment);
      machine.put(filled(c.profiles.at(os).front(), environment));
      EXPECT_EQ(presence(c, environment, machine), Presence::native) << os << c.id;
    }
  }
  // What a named install leaves does not make a client appear.
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  install({client("vivaldi"), client("firefox")}, "user", linux, machine);
  EXPECT_EQ(presence(*client("vivaldi"), linux, machine), Presence::none);
  EXPECT_EQ(presence(*client("firefox"), linux, machine), Presence::none);
}

TEST(Present, RelativeFoldersInPathDoNotCount) {
  Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  machine.put_program("bin/firefox");
  machine.put_program("/firefox");
  linux.path = "bin::/usr/bin";
  EXPECT_EQ(presence(*client("firefox"), linux, machine), Presence::none);
}

TEST(Present, UbuntusPackagesThatStartASnap) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  machine.put_program("/usr/bin/thunderbird");
  machine.put("/usr/bin/thunderbird", "#!/bin/sh\nexec /snap/bin/thunderbird \"$@\"\n");
  EXPECT_EQ(presence(*client("thunderbird"), linux, machine), Presence::native);  // no Snap is there to start
  machine.put_program("/snap/bin/thunderbird");
  EXPECT_EQ(presence(*client("thunderbird"), linux, machine), Presence::snap);
  machine.put("/usr/bin/thunderbird", "#!/bin/sh\nexec /usr/lib/thunderbird/thunderbird \"$@\"\n");
  EXPECT_EQ(presence(*client("thunderbird"), linux, machine), Presence::native);  // both are: the package is the nearer
}

TEST(Doctor, AllIsWellAfterInstall) {
  for (const char* os : {"linux", "macos", "windows"})
    for (const char* scope : {"user", "system"}) {
      const Environment environment = fake_environment(os);
      FakeMachine machine = fake_machine(environment);
      put_clients(environment, machine);
      for (const Client& c : clients())
        EXPECT_EQ(state(c.id.c_str(), environment, machine), "not_registered") << os << c.id;
      install(every_client(), scope, environment, machine);
      for (const Client& c : clients()) EXPECT_EQ(state(c.id.c_str(), environment, machine), "ok") << os << c.id;
      uninstall(every_client(), scope, environment, machine);
      for (const Client& c : clients())
        EXPECT_EQ(state(c.id.c_str(), environment, machine), "not_registered") << os << c.id;
    }
}

TEST(Doctor, EveryFaultOfAManifest) {
  struct Row {
    const char *field, *value, *state;
  };
  const Row rows[] = {
      {"", "", "ok"},
      {"name", "\"other\"", "bad_json"},
      {"type", "\"pipe\"", "bad_json"},
      {"path", "7", "bad_json"},
      {"description", "null", "bad_json"},
      {"path", "\"bin/explain-bounce\"", "relative_path"},
      {"path", "\"/gone/explain-bounce\"", "missing_binary"},
      {"path", "\"/plain/explain-bounce\"", "not_executable"},
      {"path", "\"/copy/explain-bounce\"", "other_binary"},
      {"path", "\"/link/explain-bounce\"", "ok"},
      {"IDS", "[\"somebody@else\"]", "wrong_id"},
      {"IDS", "[\"thunderbird@explain-bounce\"]", "not_registered"},
      {"IDS", "\"all\"", "bad_json"},
  };
  const Environment linux = fake_environment("linux");
  for (const char* id : {"firefox", "chromium"})
    for (const Row& row : rows) {
      FakeMachine machine = fake_machine(linux);
      put_clients(linux, machine);
      machine.put("/plain/explain-bounce");
      machine.put_program("/copy/explain-bounce");
      machine.put_program("/link/explain-bounce");
      machine.same["/link/explain-bounce"] = linux.program;
      install({client(id)}, "user", linux, machine);
      const std::string place = places_of(*client(id), linux, "user", machine)[0].file;
      auto manifest = nlohmann::json::parse(machine.files[place]);
      const std::string ids = std::string(id) == "firefox" ? "allowed_extensions" : "allowed_origins";
      if (*row.field != '\0')
        manifest[std::string(row.field) == "IDS" ? ids : row.field] = nlohmann::json::parse(row.value);
      machine.files[place] = manifest.dump();
      EXPECT_EQ(state(id, linux, machine), row.state) << id << " " << row.field << " " << row.value;
    }
}

TEST(Doctor, AnOriginWithoutItsSlashIsAnother) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  put_clients(linux, machine);
  std::string origin = extension_id(*client("chromium"));
  origin.pop_back();
  machine.put(places_of(*client("chromium"), linux, "user", machine)[0].file,
              manifest_body(Family::chromium, linux.program, {origin}));
  EXPECT_EQ(state("chromium", linux, machine), "wrong_id");
}

TEST(Doctor, FirefoxRefusesAManifestWithChromiumsField) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  put_clients(linux, machine);
  install({client("firefox")}, "user", linux, machine);
  const std::string place = places_of(*client("firefox"), linux, "user", machine)[0].file;
  auto manifest = nlohmann::json::parse(machine.files[place]);
  manifest["allowed_origins"] = {extension_id(*client("chromium"))};
  machine.files[place] = manifest.dump();
  EXPECT_EQ(state("firefox", linux, machine), "bad_json");
}

TEST(Doctor, AnotherProgramsManifest) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  put_clients(linux, machine);
  const std::string place = places_of(*client("firefox"), linux, "user", machine)[0].file;
  machine.put(place, manifest_body(Family::mozilla, "/usr/bin/other", {"x@y"}));
  const Outcome outcome = examine(*client("firefox"), kBoth, linux, machine);
  EXPECT_EQ(outcome.state, "foreign");
  EXPECT_EQ(outcome.details, std::vector<std::string>{place});
}

TEST(Doctor, ThePersonsPlaceAndThatOfAllUsers) {
  const Environment linux = fake_environment("linux");
  for (const char* id : {"firefox", "chromium"}) {
    FakeMachine machine = fake_machine(linux);
    put_clients(linux, machine);
    install({client(id)}, "system", linux, machine);
    EXPECT_EQ(state(id, linux, machine), "ok");
    EXPECT_EQ(examine(*client(id), {"user"}, linux, machine).state, "not_registered");
    // Firefox goes on to the next folder when a manifest does not fit; Chromium stays with the first.
    machine.put(places_of(*client(id), linux, "user", machine)[0].file, "{nonsense");
    EXPECT_EQ(state(id, linux, machine), client(id)->family == Family::mozilla ? "ok" : "bad_json");
    Environment gone = linux;
    gone.program = "/gone/explain-bounce";
    install({client(id)}, "user", gone, machine);
    EXPECT_EQ(state(id, linux, machine), "missing_binary");
  }
}

TEST(Doctor, TheManifestOfTheOtherClientIsNoFault) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  put_clients(linux, machine);
  install({client("firefox")}, "user", linux, machine);
  EXPECT_EQ(state("thunderbird", linux, machine), "not_registered");
  // It is passed over, too.
  install({client("thunderbird")}, "system", linux, machine);
  EXPECT_EQ(state("thunderbird", linux, machine), "ok");
}

TEST(Doctor, AClientThatWasRegisteredByNameButIsNotSeen) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  EXPECT_EQ(state("brave", linux, machine), "not_installed");
  install({client("brave"), client("firefox")}, "user", linux, machine);
  EXPECT_EQ(state("brave", linux, machine), "registered_unseen");
  EXPECT_TRUE(is_well("registered_unseen"));
  EXPECT_FALSE(is_broken("registered_unseen"));
  EXPECT_FALSE(examine(*client("brave"), kBoth, linux, machine).seen);
  EXPECT_EQ(state("thunderbird", linux, machine), "not_installed");  // Firefox's manifest is not its own
  machine.put(places_of(*client("brave"), linux, "user", machine)[0].file, "{nonsense");
  EXPECT_EQ(state("brave", linux, machine), "bad_json");
}

TEST(Doctor, WhatSeveralReadIsToldOfTheOneThatIsHere) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  machine.put_program("/usr/bin/google-chrome");
  install({client("chrome")}, "user", linux, machine);
  const auto both = examine_all({client("opera"), client("chrome")}, kBoth, linux, machine);
  EXPECT_EQ(both[0].state, "not_installed");
  EXPECT_EQ(both[1].state, "ok");
  EXPECT_EQ(examine_all({client("opera")}, kBoth, linux, machine)[0].state, "registered_unseen");
}

TEST(Doctor, AMainPlaceWithoutItIsToldEvenIfAFurtherOneHasIt) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  put_clients(linux, machine);
  machine.put_folder("/home/holly/.config/microsoft-edge-beta");
  install({client("edge")}, "user", linux, machine);
  const std::string main = places_of(*client("edge"), linux, "user", machine)[0].file;
  machine.files.erase(main);
  const Outcome outcome = examine(*client("edge"), kBoth, linux, machine);
  EXPECT_EQ(outcome.state, "not_registered");
  EXPECT_EQ(outcome.details, std::vector<std::string>{main});
  // Where a person has none, the place of all users counts.
  install({client("edge")}, "system", linux, machine);
  EXPECT_EQ(state("edge", linux, machine), "ok");
}

TEST(Doctor, ABetaVersionThatCameLater) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  put_clients(linux, machine);
  install({client("edge")}, "user", linux, machine);
  machine.put_folder("/home/holly/.config/microsoft-edge-beta");
  const Outcome outcome = examine(*client("edge"), kBoth, linux, machine);
  EXPECT_EQ(outcome.state, "not_registered");
  EXPECT_NE(outcome.details[0].find("microsoft-edge-beta"), std::string::npos);
}

TEST(Doctor, OnWindowsAKeyThatNamesNothing) {
  const Environment windows = fake_environment("windows");
  FakeMachine machine = fake_machine(windows);
  put_clients(windows, machine);
  install(every_client(), "user", windows, machine);
  machine.files.erase(places_of(*client("edge"), windows, "user", machine)[0].file);
  EXPECT_EQ(state("edge", windows, machine), "bad_json");
  EXPECT_EQ(state("firefox", windows, machine), "ok");
  install({client("edge")}, "user", windows, machine);
  EXPECT_EQ(state("edge", windows, machine), "ok");
}

TEST(Doctor, OnWindowsThePersonsKeyIsTheOnlyOneThatIsRead) {
  const Environment windows = fake_environment("windows");
  for (const char* id : {"firefox", "chromium"}) {
    FakeMachine machine = fake_machine(windows);
    put_clients(windows, machine);
    install({client(id)}, "user", windows, machine);
    install({client(id)}, "system", windows, machine);
    const Place place = places_of(*client(id), windows, "user", machine)[0];
    machine.files[place.file] = "{nonsense";
    EXPECT_EQ(state(id, windows, machine), "bad_json") << id;
    machine.files.erase(place.key);
    EXPECT_EQ(state(id, windows, machine), "ok") << id;
  }
}

TEST(Doctor, OnWindowsAPathMayBeRelativeToTheManifest) {
  const Environment windows = fake_environment("windows");
  for (const char* id : {"firefox", "chromium"}) {
    FakeMachine machine = fake_machine(windows);
    put_clients(windows, machine);
    install({client(id)}, "system", windows, machine);  // its manifest lies beside the program
    const Place place = places_of(*client(id), windows, "system", machine)[0];
    auto manifest = nlohmann::json::parse(machine.files[place.file]);
    manifest["path"] = "explain-bounce.exe";
    machine.files[place.file] = manifest.dump();
    EXPECT_EQ(state(id, windows, machine), "ok") << id;
    manifest["path"] = "gone.exe";
    machine.files[place.file] = manifest.dump();
    EXPECT_EQ(state(id, windows, machine), "missing_binary") << id;
  }
}

TEST(Doctor, SnapAndFlatpak) {
  struct Row {
    const char *id, *snap, *flatpak;
  };
  for (const Row& row :
       {Row{"thunderbird", "snap_needs_portal", "flatpak_unsupported"},
        Row{"firefox", "snap_asks", "flatpak_needs_proxy"}, Row{"chromium", "snap_unsupported", "flatpak_unsupported"},
        Row{"brave", "snap_unsupported", "flatpak_unsupported"},
        Row{"vivaldi", "snap_unsupported", "flatpak_unsupported"},
        Row{"opera", "snap_unsupported", "flatpak_unsupported"}}) {
    const Environment linux = fake_environment("linux");
    FakeMachine snap = fake_machine(linux);
    snap.put_program(std::string("/snap/bin/") + row.id);
    install({client(row.id)}, "user", linux, snap);
    EXPECT_EQ(state(row.id, linux, snap), row.snap) << row.id;
    for (const std::string& folder : {std::string("/var/lib/flatpak/app/"), linux.home + "/.local/share/flatpak/app/"})
      for (const std::string& name : client(row.id)->flatpak) {
        FakeMachine flatpak = fake_machine(linux);
        flatpak.put_folder(folder + name);
        flatpak.put(filled(client(row.id)->profiles.at("linux")[0], linux));  // of an earlier packaging
        install({client(row.id)}, "user", linux, flatpak);
        EXPECT_EQ(state(row.id, linux, flatpak), row.flatpak) << name;
      }
  }
}

TEST(Doctor, APackagingThatMayStartIsExaminedFurther) {
  const Environment linux = fake_environment("linux");
  for (const char* file : {"/snap/bin/firefox", "/var/lib/flatpak/app/org.mozilla.firefox/current"}) {
    FakeMachine machine = fake_machine(linux);
    machine.put_program(file);
    EXPECT_EQ(state("firefox", linux, machine), "not_registered") << file;
    install({client("firefox")}, "user", linux, machine);
    EXPECT_TRUE(may_start(state("firefox", linux, machine))) << file;
    EXPECT_FALSE(is_broken(state("firefox", linux, machine))) << file;
  }
  EXPECT_TRUE(is_well("snap_asks"));
  EXPECT_FALSE(is_well("flatpak_needs_proxy"));
}

TEST(Present, FlatpaksOfEveryName) {
  const Environment linux = fake_environment("linux");
  const std::pair<const char*, const char*> rows[] = {{"thunderbird", "org.mozilla.thunderbird"},
                                                      {"thunderbird", "org.mozilla.thunderbird_esr"},
                                                      {"thunderbird", "org.mozilla.Thunderbird"},
                                                      {"firefox", "org.mozilla.firefox"},
                                                      {"edge", "com.microsoft.Edge"},
                                                      {"edge", "com.microsoft.EdgeDev"}};
  for (const auto& [id, name] : rows) {
    FakeMachine machine = fake_machine(linux);
    machine.put_folder(std::string("/var/lib/flatpak/app/") + name);
    EXPECT_EQ(presence(*client(id), linux, machine), Presence::flatpak) << name;
  }
}

TEST(Doctor, AProgramThatOthersCanChange) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  put_clients(linux, machine);
  machine.changeable = "/opt";
  EXPECT_TRUE(unsafe_programs(every_client(), kBoth, linux, machine).empty());  // nothing would be started yet
  install(every_client(), "user", linux, machine);
  EXPECT_EQ(unsafe_programs(every_client(), kBoth, linux, machine), std::vector<std::string>{"/opt"});
  machine.changeable.clear();
  EXPECT_TRUE(unsafe_programs(every_client(), kBoth, linux, machine).empty());
}

TEST(Doctor, WhatElseDecidesWhatIsStarted) {
  const Environment linux = fake_environment("linux");
  FakeMachine machine = fake_machine(linux);
  put_clients(linux, machine);
  const std::string link = "/usr/local/bin/explain-bounce";
  machine.put_program(link);
  machine.same[link] = linux.program;
  Environment through_link = linux;
  through_link.program = link;
  install({client("chromium")}, "user", through_link, machine);
  const std::string manifest = places_of(*client("chromium"), linux, "user", machine)[0].file;
  for (const std::string& file : {manifest, link, above(linux.program) + "/explain-bounce-outlook",
                                  above(linux.program) + "/explain-bounce-imap"}) {
    machine.put(file, machine.files[file]);
    machine.open = {file};
    EXPECT_EQ(unsafe_programs(every_client(), kBoth, linux, machine), std::vector<std::string>{file});
  }
}

}  // namespace
