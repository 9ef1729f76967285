// SPDX-License-Identifier: MIT
#include "host/feedback/feedback.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace eb {
namespace {

namespace fs = std::filesystem;

class Feedback : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              ("explain-bounce-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(folder_);
    setenv("XDG_STATE_HOME", folder_.c_str(), 1);
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path folder_;
};

TEST_F(Feedback, HasAPlaceOfItsOwn) {
  EXPECT_EQ(feedback_file(), (folder_ / "explain-bounce/feedback.jsonl").string());
  setenv("XDG_STATE_HOME", "not/absolute", 1);
  setenv("HOME", "/home/holly", 1);
  EXPECT_EQ(feedback_file(), "/home/holly/.local/state/explain-bounce/feedback.jsonl");
}

TEST_F(Feedback, NothingIsThereBeforeTheFirstAnswer) {
  EXPECT_TRUE(list_feedback(feedback_file()).empty());
  EXPECT_TRUE(delete_feedback(feedback_file()));
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(Feedback, IsKeptListedAndDeleted) {
  const Json about = {{"reason", "mailbox_full"}, {"rule", "iana/x.2.2"}, {"lang", "sv"}};
  const Json first = feedback_entry(true, "", about, "2026-11-25T20:00:00Z");
  const Json second = feedback_entry(false, "which\nfolder?", about, "2026-11-25T20:01:00Z");
  EXPECT_EQ(first, (Json{{"time", "2026-11-25T20:00:00Z"},
                         {"helpful", true},
                         {"reason", "mailbox_full"},
                         {"rule", "iana/x.2.2"},
                         {"lang", "sv"}}));
  EXPECT_EQ(second["comment"], "which folder?");
  ASSERT_TRUE(add_feedback(feedback_file(), first));
  ASSERT_TRUE(add_feedback(feedback_file(), second));
  EXPECT_EQ(list_feedback(feedback_file()), (std::vector<Json>{first, second}));
  const auto mode = fs::status(feedback_file()).permissions();
  EXPECT_EQ(mode, fs::perms::owner_read | fs::perms::owner_write);
  ASSERT_TRUE(delete_feedback(feedback_file()));
  EXPECT_FALSE(fs::exists(folder_ / "explain-bounce"));
}

TEST_F(Feedback, HoldsNothingOfAMail) {
  const Json about = {{"reason", "holly@bakery.example"},
                      {"rule", "words of a mail"},
                      {"subject", "Buns"},
                      {"provider", {"a"}},
                      {"status", std::string(500, '1')}};
  EXPECT_EQ(feedback_entry(false, "  ", about, "t"), (Json{{"time", "t"}, {"helpful", false}}));
  const std::string long_line(2000, 'x');
  EXPECT_EQ(feedback_entry(false, long_line, {}, "t")["comment"].get<std::string>().size(), 500U);
  std::string swedish;
  for (int i = 0; i < 400; ++i) swedish += "\u00e5";
  EXPECT_NO_THROW((void)feedback_entry(false, "x" + swedish, {}, "t").dump());
}

TEST_F(Feedback, SomethingElseInItsPlaceIsLeftAlone) {
  fs::create_directories(folder_ / "explain-bounce");
  std::ofstream(folder_ / "other") << "mine";
  fs::create_symlink(folder_ / "other", feedback_file());
  EXPECT_FALSE(add_feedback(feedback_file(), feedback_entry(true, "", {}, "t")));
  std::ifstream in(folder_ / "other");
  std::string left;
  in >> left;
  EXPECT_EQ(left, "mine");
  EXPECT_FALSE(add_feedback("", {}));
  EXPECT_FALSE(add_feedback("/proc/nowhere/feedback.jsonl", {}));
}

TEST_F(Feedback, DamagedLinesArePassedOverAndSizeHasAnEnd) {
  fs::create_directories(folder_ / "explain-bounce");
  std::ofstream(feedback_file()) << "{ broken\n5\n{\"helpful\":true}\n";
  EXPECT_EQ(list_feedback(feedback_file()), (std::vector<Json>{{{"helpful", true}}}));
  std::ofstream(feedback_file(), std::ios::app) << std::string(2 << 20, ' ');
  EXPECT_FALSE(add_feedback(feedback_file(), feedback_entry(true, "", {}, "t")));
}

}  // namespace
}  // namespace eb
