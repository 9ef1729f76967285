// SPDX-License-Identifier: MIT
// A helper that lies: nothing that it says may hurt us. It is a shell script here, which writes frames made by the
// test.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "host/imap/imap_account.h"
#include "host/mailbox/imap/wire/frame.h"

namespace {

using eb::imap::encode;

class FakeHelper : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "eb-helper-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // An account whose helper says this, whatever it is asked, and then does `end`.
  eb::ImapAccount account(const std::string& says, const std::string& end = "", const std::string& mechanism = "") {
    const std::string program = (folder_ / "helper").string();
    std::ofstream(folder_ / "frames", std::ios::binary) << says;
    std::ofstream(program) << "#!/bin/sh\necho >> '" << folder_.string() << "/starts'\ncat '" << folder_.string()
                           << "/frames'\n"
                           << end << "\n";
    ::chmod(program.c_str(), 0700);
    eb::ImapServer server;
    server.mechanism = mechanism;
    server.timeouts.connect = server.timeouts.command = server.timeouts.idle = std::chrono::seconds(1);
    server.timeouts.grace = std::chrono::milliseconds(200);
    eb::ImapServices services;
    services.program = program;
    services.secret = [this]() -> eb::Asked<std::string> {
      ++secrets_;
      return "s3cret";
    };
    services.pause = [this](std::chrono::milliseconds time) { pauses_.push_back(time.count()); };
    return {server, {"from"}, services};
  }
  std::string logged_in() { return encode({{"is", "done"}, {"logged_in", true}}); }

  // How often a helper was started.
  long starts() const {
    std::ifstream file(folder_ / "starts");
    return std::count(std::istreambuf_iterator<char>(file), {}, '\n');
  }

  std::filesystem::path folder_;
  int secrets_ = 0;
  std::vector<long> pauses_;
};

TEST_F(FakeHelper, Hangs) {
  auto liar = account("", "sleep 60");
  const auto begin = std::chrono::steady_clock::now();
  const auto names = liar.folders({});
  ASSERT_FALSE(names);
  EXPECT_EQ(names.error().kind, eb::AccountFault::Kind::connection);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST_F(FakeHelper, EndsAndEndsAgain) {
  auto liar = account(logged_in(), "sleep 0.1");
  const auto names = liar.folders({});
  ASSERT_FALSE(names);
  EXPECT_EQ(names.error().kind, eb::AccountFault::Kind::protocol);
  EXPECT_EQ(pauses_, (std::vector<long>{1000, 2000, 4000, 8000, 16000}));
}

TEST_F(FakeHelper, IsEndedByASignal) {
  auto liar = account("", "kill -SEGV $$");
  const auto names = liar.folders({});
  ASSERT_FALSE(names);
  EXPECT_NE(names.error().words.find("signal 11"), std::string::npos) << names.error().words;
  EXPECT_TRUE(pauses_.empty()) << "never logged in: not tried again";
}

TEST_F(FakeHelper, SaysFarTooMuch) {
  std::string flood = logged_in();
  for (int i = 0; i < 60; ++i) flood += encode({{"is", "folder"}}, std::string(1 << 20, 'x'));
  const auto names = account(flood).folders({});
  ASSERT_FALSE(names);
  EXPECT_EQ(names.error().kind, eb::AccountFault::Kind::protocol);
}

TEST_F(FakeHelper, SaysWhatIsNoFrame) {
  const auto names = account("this is no frame at all").folders({});
  ASSERT_FALSE(names);
  EXPECT_EQ(names.error().kind, eb::AccountFault::Kind::protocol);
}

TEST_F(FakeHelper, WordsAreMadeFitToBeShown) {
  auto liar = account(encode({{"is", "fault"}, {"kind", "login"}, {"words", "a\r\n\x1b[2Jb"}}));
  const auto names = liar.folders({});
  ASSERT_FALSE(names);
  EXPECT_EQ(names.error().words, "a???[2Jb");
}

// Many a server locks an account after a few wrong passwords.
TEST_F(FakeHelper, PasswordThatWasRefusedIsNotSentAgain) {
  const std::string refuses =
      encode({{"is", "done"}, {"logged_in", false}}) + encode({{"is", "fault"}, {"kind", "login"}, {"words", "no"}});
  auto plain = account(refuses, "sleep 1");
  for (int i = 0; i < 3; ++i) {
    const auto state = plain.open("INBOX");
    ASSERT_FALSE(state);
    EXPECT_EQ(state.error().kind, eb::AccountFault::Kind::login);
    EXPECT_EQ(state.error().words, "no");
  }
  EXPECT_EQ(starts(), 1);
  EXPECT_EQ(secrets_, 1);

  // A token may have expired just now.
  auto token = account(refuses, "sleep 1", "xoauth2");
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(token.open("INBOX"));
  EXPECT_EQ(starts(), 1 + 2);
  EXPECT_EQ(secrets_, 1 + 2);
}

class Counting : public eb::CandidateVisitor {
 public:
  bool wanted(std::string_view) override { return true; }
  bool mail(eb::Candidate mail) override {
    uids.push_back(mail.uid);
    return true;
  }
  bool looked_at(eb::Uid, std::uint32_t, std::uint32_t) override { return true; }
  std::vector<eb::Uid> uids;
};

TEST_F(FakeHelper, MailsThatNobodyAskedForAreNotTaken) {
  const std::string one("\x01\0\0\0", 4);
  auto liar = account(logged_in() + encode({{"is", "done"}, {"uid_validity", 1}, {"mails", 1}}) +
                          encode({{"is", "uids"}}, one) + encode({{"is", "done"}}) +
                          encode({{"is", "header"}, {"uid", 9}}) + encode({{"is", "part"}, {"uid", 1}}, "x") +
                          encode({{"is", "header"}, {"uid", 1}}) + encode({{"is", "header"}, {"uid", 1}}) +
                          encode({{"is", "header"}, {"uid", "1"}}) + encode({{"is", "done"}, {"refused", {"x", 7}}}) +
                          encode({{"is", "shape"}, {"uid", 1}, {"leaves", {{"a"}, 7, {1, "b"}}}}) +
                          encode({{"is", "done"}}) + encode({{"is", "part"}, {"uid", 1}}, "mail") +
                          encode({{"is", "part"}, {"uid", 1}}, "again") + encode({{"is", "done"}}),
                      "sleep 0.5");
  ASSERT_TRUE(liar.open("INBOX"));
  Counting visitor;
  const auto done = liar.candidates({}, visitor);
  EXPECT_TRUE(done) << done.error().words;
  EXPECT_EQ(visitor.uids, std::vector<eb::Uid>{1});
}

TEST_F(FakeHelper, UidsThatDoNotAscend) {
  const std::string two("\x02\0\0\0\x02\0\0\0", 8);
  auto liar = account(logged_in() + encode({{"is", "done"}, {"uid_validity", 1}, {"mails", 2}}) +
                      encode({{"is", "uids"}}, two) + encode({{"is", "done"}}));
  ASSERT_TRUE(liar.open("INBOX"));
  const auto uids = liar.present();
  ASSERT_FALSE(uids);
  EXPECT_EQ(uids.error().kind, eb::AccountFault::Kind::protocol);
}

}  // namespace
