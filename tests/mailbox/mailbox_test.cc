// SPDX-License-Identifier: MIT
#include "host/mailbox/mailbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/mailbox/collect.h"

namespace eb {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class Mailbox : public testing::Test {
 protected:
  Mailbox() {
    std::string name = (fs::temp_directory_path() / "eb-mailbox-XXXXXX").string();
    root_ = ::mkdtemp(name.data());
  }
  ~Mailbox() override { fs::remove_all(root_); }
  std::string at(const std::string& name) const { return root_ + "/" + name; }
  std::string put(const std::string& name, const std::string& bytes) {
    fs::create_directories(fs::path(at(name)).parent_path());
    std::ofstream(at(name), std::ios::binary) << bytes;
    return at(name);
  }
  Collect all_of(const std::string& path, std::size_t limit = kMailLimit) {
    Collect all;
    for_each_mail(path, all, limit);
    return all;
  }
  std::vector<std::string> names(const std::string& path) {
    std::vector<std::string> found = all_of(path).names;
    for (std::string& name : found) name.erase(0, root_.size() + 1);
    return found;
  }
  std::string root_;
};

TEST_F(Mailbox, OneMail) {
  const Collect all = all_of(put("a.eml", "To: a\r\n\r\nbody"));
  EXPECT_THAT(all.names, ElementsAre(at("a.eml")));
  EXPECT_THAT(all.bytes, ElementsAre("To: a\r\n\r\nbody"));
  EXPECT_THAT(all.cuts, ElementsAre(false));
}

TEST_F(Mailbox, APathThatIsNamedIsReadWhateverIsInIt) {
  EXPECT_THAT(all_of(put("x", std::string("\0\1\2", 3))).bytes, ElementsAre(std::string("\0\1\2", 3)));
  EXPECT_THAT(all_of(put("empty", "")).bytes, ElementsAre(""));
}

TEST_F(Mailbox, AnMbox) {
  EXPECT_THAT(all_of(put("box", kFrom + "To: a\n\none\n\n" + kFrom + "To: b\n\ntwo\n")).bytes,
              ElementsAre("To: a\n\none\n", "To: b\n\ntwo\n"));
}

TEST_F(Mailbox, AnEmlFileIsOneMailEvenWithFromLines) {
  const std::string bytes = kFrom + "To: a\n\none\n\n" + kFrom + "To: b\n\ntwo\n";
  EXPECT_THAT(all_of(put("a.eml", bytes)).bytes, ElementsAre(bytes));
}

TEST_F(Mailbox, OverTheLimitIsCut) {
  const Collect all = all_of(put("a.eml", "0123456789"), 4);
  EXPECT_THAT(all.bytes, ElementsAre("0123"));
  EXPECT_THAT(all.cuts, ElementsAre(true));
  EXPECT_THAT(all_of(at("a.eml"), 10).cuts, ElementsAre(false));
}

TEST_F(Mailbox, AFolderIsWalkedInNameOrder) {
  put("f/b.eml", "To: b\n\n");
  put("f/a.eml", "To: a\n\n");
  put("f/aa/z", "To: z\n\n");
  put("f/aa/y", "To: y\n\n");
  put("f/c.eml", "To: c\n\n");
  EXPECT_THAT(names(at("f")), ElementsAre("f/a.eml", "f/aa/y", "f/aa/z", "f/b.eml", "f/c.eml"));
  EXPECT_THAT(names(at("f/")), ElementsAre("f/a.eml", "f/aa/y", "f/aa/z", "f/b.eml", "f/c.eml"));
}

TEST_F(Mailbox, InAFolderOnlyMailsAreRead) {
  put("f/Inbox", "From - Mon Nov 23 06:45:00 2026\r\nX-Mozilla-Status: 0001\r\n\r\n\r\n" + kFrom + "To: b\n\n");
  put("f/Inbox.msf", "a: b\n");
  put("f/.hidden", "To: a\n\n");
  put("f/.git/config", "To: a\n\n");
  put("f/a.json", "{\"to\": 1}");
  put("f/empty", "");
  put("f/picture.png", "\x89PNG\r\n");
  put("f/late.eml", "\r\n\r\nTo: a\n\n");
  EXPECT_THAT(names(at("f")), ElementsAre("f/Inbox#1", "f/Inbox#2", "f/late.eml"));
}

TEST_F(Mailbox, Maildir) {
  put("m/cur/2:2,S", "To: a\n\n");
  put("m/cur/1:2,", kFrom + "To: a\n\none\n\n" + kFrom + "To: b\n");  // one file, one mail
  put("m/new/3", "no field\n");                                       // a broken mail is a mail
  put("m/tmp/4", "To: a\n\n");
  put("m/dovecot-uidlist", "A: 1\n");
  put("m/.Archive/cur/5:2,S", "To: a\n\n");
  fs::create_directories(at("m/.Archive/new"));
  put("m/.other/6", "To: a\n\n");
  EXPECT_THAT(names(at("m")), ElementsAre("m/.Archive/cur/5:2,S", "m/cur/1:2,", "m/cur/2:2,S", "m/new/3"));
}

TEST_F(Mailbox, WhatCannotBeReadIsToldAndTheRestGoesOn) {
  EXPECT_THAT(all_of(at("none.eml")).troubles, ElementsAre("not_found " + at("none.eml")));
  EXPECT_THAT(all_of(put("file", "To: a\n\n") + "/x").troubles, ElementsAre("not_found " + at("file/x")));
  put("f/a.eml", "To: a\n\n");
  fs::create_symlink(at("nowhere"), at("f/b.eml"));
  put("f/c.eml", "To: c\n\n");
  const Collect all = all_of(at("f"));
  EXPECT_THAT(all.names, ElementsAre(at("f/a.eml"), at("f/c.eml")));
  EXPECT_THAT(all.troubles, ElementsAre("not_found " + at("f/b.eml")));
}

TEST_F(Mailbox, WithoutPermission) {
  if (::geteuid() == 0) GTEST_SKIP() << "nothing is forbidden to root";
  put("f/a.eml", "To: a\n\n");
  put("f/b.eml", "To: b\n\n");
  ::chmod(at("f/a.eml").c_str(), 0);
  EXPECT_THAT(all_of(at("f")).troubles, ElementsAre("unreadable " + at("f/a.eml")));
}

// A compound file: handed out whole, whatever "lines" it has. Word writes such files, too.
TEST_F(Mailbox, AFileOfOutlookIsOneMail) {
  const std::string bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\nFrom holly Mon Nov 23 06:45:02 2026\nTo: a\n";
  EXPECT_THAT(all_of(put("a.bin", bytes)).bytes, ElementsAre(bytes));
  put("f/a.msg", bytes);
  put("f/b.MSG", bytes);
  put("f/c.doc", bytes);
  put("f/msg", bytes);
  EXPECT_THAT(names(at("f")), ElementsAre("f/a.msg", "f/b.MSG"));
  EXPECT_TRUE(all_of(at("f")).troubles.empty());
}

TEST_F(Mailbox, LinksAreFollowedToFilesNotToFolders) {
  put("f/a.eml", "To: a\n\n");
  fs::create_symlink(at("f"), at("f/loop"));
  fs::create_symlink(at("f/a.eml"), at("f/b.eml"));
  EXPECT_THAT(names(at("f")), ElementsAre("f/a.eml", "f/b.eml"));
  fs::create_symlink(at("f"), at("link"));
  EXPECT_THAT(names(at("link")), ElementsAre("link/a.eml", "link/b.eml"));
}

TEST_F(Mailbox, PipesAreReadWhenNamedAndPassedOverInAFolder) {
  fs::create_directories(at("f"));
  ASSERT_EQ(::mkfifo(at("f/pipe").c_str(), 0600), 0);
  EXPECT_THAT(names(at("f")), IsEmpty());
}

TEST_F(Mailbox, StandardInputIsOneMail) {
  const std::string bytes = kFrom + "To: a\n\none\n\n" + kFrom + "To: b\n\ntwo\n";
  const int saved = ::dup(STDIN_FILENO);
  FILE* file = std::freopen(put("in", bytes).c_str(), "r", stdin);
  ASSERT_NE(file, nullptr);
  const Collect all = all_of("-");
  ::dup2(saved, STDIN_FILENO);
  ::close(saved);
  EXPECT_THAT(all.names, ElementsAre("-"));
  EXPECT_THAT(all.bytes, ElementsAre(bytes));
}

TEST_F(Mailbox, AWholeFileIsNotSplit) {
  const std::string bytes = kFrom + "To: a\n\none\n\n" + kFrom + "To: b\n\ntwo\n";
  Collect all;
  EXPECT_TRUE(whole_file(put("box", bytes), all));
  whole_file(at("none"), all);
  whole_file(root_, all);  // a folder
  EXPECT_THAT(all.bytes, ElementsAre(bytes));
  EXPECT_THAT(all.troubles, ElementsAre("not_found " + at("none"), "unreadable " + root_));
}

TEST_F(Mailbox, MemoryDoesNotGrowWithTheMbox) {
  struct Count : MailVisitor {
    bool mail(Mail mail) override {
      largest = std::max(largest, mail.bytes.size());
      return ++count > 0;
    }
    void trouble(const std::string&, Trouble, const std::string&) override { count = -1; }
    int count = 0;
    std::size_t largest = 0;
  } count;
  {
    std::ofstream box(at("box"), std::ios::binary);
    const std::string mail = kFrom + "To: a\n\n" + std::string(100'000, 'x') + "\n\n";
    for (int i = 0; i < 1000; ++i) box << mail;
  }
  rusage before{}, after{};
  ::getrusage(RUSAGE_SELF, &before);
  for_each_mail(at("box"), count);
  ::getrusage(RUSAGE_SELF, &after);
  EXPECT_EQ(count.count, 1000);
  EXPECT_LT(count.largest, 101'000u);
#ifndef __SANITIZE_ADDRESS__                              // which keeps freed memory for a while
  EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 20'000);  // KB; the mbox has 100 MB
#endif
}

}  // namespace
}  // namespace eb
