// SPDX-License-Identifier: MIT
// The real file system, in a folder of its own.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "manifest/doctor.h"
#include "manifest/machine.h"

namespace {

using namespace eb;
namespace fs = std::filesystem;

class RealFiles : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "explain-bounce-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    mask_ = ::umask(022);
  }
  void TearDown() override {
    ::umask(mask_);
    fs::remove_all(folder_);
  }
  std::string at(const std::string& name) const { return (folder_ / name).string(); }
  static unsigned mode(const std::string& path) {
    struct stat info {};
    EXPECT_EQ(::stat(path.c_str(), &info), 0) << path;
    return info.st_mode & 07777U;
  }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::recursive_directory_iterator(folder_), {}));
  }

  fs::path folder_;
  mode_t mask_ = 0;
  std::unique_ptr<Machine> machine_ = this_machine();
};

TEST_F(RealFiles, ModesWhateverTheUmask) {
  for (const mode_t mask : {mode_t{0}, mode_t{022}, mode_t{077}, mode_t{0777}}) {
    ::umask(mask);
    EXPECT_EQ(machine_->make_folder(at("folder")), "");
    EXPECT_EQ(machine_->write(at("folder/file"), "one"), "");
    EXPECT_EQ(mode(at("folder")), 0755U);
    EXPECT_EQ(mode(at("folder/file")), 0644U);
    ::umask(022);
    fs::remove_all(at("folder"));
  }
}

TEST_F(RealFiles, AFolderThatIsThereKeepsItsMode) {
  fs::create_directory(at("private"));
  fs::permissions(at("private"), fs::perms::owner_all);
  EXPECT_EQ(machine_->make_folder(at("private")), "");
  EXPECT_EQ(mode(at("private")), 0700U);
}

TEST_F(RealFiles, ReplacedAndNothingLeftBeside) {
  EXPECT_EQ(machine_->write(at("file"), "one"), "");
  EXPECT_EQ(machine_->write(at("file"), "two"), "");
  EXPECT_EQ(machine_->read(at("file")), "two");
  EXPECT_EQ(entries(), 1U);
  EXPECT_EQ(machine_->remove(at("file")), "");
  EXPECT_EQ(machine_->remove(at("file")), "");
  EXPECT_EQ(entries(), 0U);
}

TEST_F(RealFiles, AReaderNeverSeesHalfAFile) {
  const std::string old_text(200000, 'o');
  const std::string new_text(300000, 'n');
  ASSERT_EQ(machine_->write(at("file"), old_text), "");
  std::atomic<bool> done{false};
  std::thread writer([&] {
    const auto machine = this_machine();
    for (int i = 0; i < 100; ++i) machine->write(at("file"), i % 2 == 0 ? new_text : old_text);
    done = true;
  });
  int reads = 0;
  bool whole = true;
  while (!done || reads == 0) {
    const auto text = machine_->read(at("file"));
    whole = whole && text && (*text == old_text || *text == new_text);
    ++reads;
  }
  writer.join();
  EXPECT_TRUE(whole) << "after " << reads << " reads";
}

TEST_F(RealFiles, ALinkIsReplacedNotFollowed) {
  std::ofstream(at("precious")) << "keep";
  fs::create_symlink(at("precious"), at("link"));
  EXPECT_EQ(machine_->write(at("link"), "new"), "");
  EXPECT_EQ(machine_->read(at("precious")), "keep");
  EXPECT_FALSE(fs::is_symlink(at("link")));
  fs::create_symlink(at("nowhere"), at("dangling"));
  EXPECT_TRUE(machine_->exists(at("dangling")));
  EXPECT_EQ(machine_->write(at("dangling"), "new"), "");
  EXPECT_FALSE(fs::exists(at("nowhere")));
  fs::create_symlink(at("precious"), at("third"));
  EXPECT_EQ(machine_->remove(at("third")), "");
  EXPECT_TRUE(fs::exists(at("precious")));
}

TEST_F(RealFiles, WhatIsNoPlainFileIsNotRead) {
  ASSERT_EQ(::mkfifo(at("fifo").c_str(), 0644), 0);
  EXPECT_EQ(machine_->read(at("fifo")), std::nullopt);  // and nobody waits for a writer
  EXPECT_EQ(machine_->read(folder_.string()), std::nullopt);
  EXPECT_EQ(machine_->read("/dev/zero"), std::nullopt);
  std::ofstream(at("long")) << std::string(Machine::kLongest + 1, ' ');
  EXPECT_EQ(machine_->read(at("long")), std::nullopt);
}

TEST_F(RealFiles, WhatCannotBeDoneIsTold) {
  std::ofstream(at("file")) << "x";
  EXPECT_NE(machine_->make_folder(at("file")), "");
  EXPECT_NE(machine_->write(at("file/x.json"), "new"), "");
  EXPECT_NE(machine_->make_folder(at("none/folder")), "");
  EXPECT_NE(machine_->write(at("none/x.json"), "new").find("No such file"), std::string::npos);
  EXPECT_EQ(entries(), 1U);
}

TEST_F(RealFiles, OnlyEmptyFoldersGo) {
  fs::create_directories(at("full/empty"));
  machine_->remove_folder(at("full"));
  EXPECT_TRUE(fs::exists(at("full")));
  machine_->remove_folder(at("full/empty"));
  machine_->remove_folder(at("full"));
  EXPECT_EQ(entries(), 0U);
}

TEST_F(RealFiles, WhatOthersCanChange) {
  fs::create_directory(at("bin"));
  std::ofstream(at("bin/program")) << "x";
  EXPECT_EQ(machine_->changeable_by_others(at("bin/program")), "");  // below /tmp, which is sticky
  ::chmod(at("bin/program").c_str(), 0757);
  EXPECT_EQ(machine_->changeable_by_others(at("bin/program")), at("bin/program"));
  ::chmod(at("bin/program").c_str(), 0755);
  ::chmod(at("bin").c_str(), 0777);
  EXPECT_EQ(machine_->changeable_by_others(at("bin/program")), at("bin"));
  ::chmod(at("bin").c_str(), 01777);
  EXPECT_EQ(machine_->changeable_by_others(at("bin/program")), "");
}

TEST_F(RealFiles, WhatOthersCanChangeBehindALink) {
  fs::create_directory(at("bin"));
  fs::create_directory(at("open"));
  std::ofstream(at("open/program")) << "x";
  fs::create_symlink(at("open/program"), at("bin/program"));
  EXPECT_EQ(machine_->changeable_by_others(at("bin/program")), "");
  ::chmod(at("open").c_str(), 0777);
  EXPECT_EQ(machine_->changeable_by_others(at("bin/program")), fs::canonical(at("open")).string());
}

TEST_F(RealFiles, LinksToOneProgramAreTheSame) {
  std::ofstream(at("program")) << "x";
  std::ofstream(at("copy")) << "x";
  fs::create_symlink(at("program"), at("link"));
  EXPECT_TRUE(machine_->is_same(at("link"), at("program")));
  EXPECT_FALSE(machine_->is_same(at("copy"), at("program")));
  EXPECT_FALSE(machine_->is_same(at("gone"), at("program")));
  EXPECT_FALSE(machine_->is_executable(at("program")));
  ::chmod(at("program").c_str(), 0755);
  EXPECT_TRUE(machine_->is_executable(at("link")));
  EXPECT_FALSE(machine_->is_executable(folder_.string()));
}

TEST_F(RealFiles, InstallAndUninstallInAHomeThatIsALink) {
  fs::create_directories(at("disk/mozilla"));
  fs::create_directory(at("home"));
  fs::create_symlink(at("disk/mozilla"), at("home/.mozilla"));
  std::ofstream(at("explain-bounce")) << "x";
  ::chmod(at("explain-bounce").c_str(), 0755);
  Environment environment;
  environment.home = at("home");
  environment.config_home = at("home/.config");
  environment.program = at("explain-bounce");
  const std::vector<const Client*> all = {find_client("firefox"), find_client("brave")};
  ::umask(077);
  for (const Outcome& outcome : install(all, "user", environment, *machine_)) EXPECT_EQ(outcome.state, "installed");
  EXPECT_TRUE(fs::is_symlink(at("home/.mozilla")));
  EXPECT_EQ(mode(at("disk/mozilla/native-messaging-hosts/explain_bounce.json")), 0644U);
  EXPECT_EQ(mode(at("home/.config/BraveSoftware/Brave-Browser/NativeMessagingHosts")), 0755U);
  uninstall(all, "user", environment, *machine_);
  EXPECT_EQ(entries(), 5U);  // disk, disk/mozilla, home, the link, the program
}

}  // namespace
