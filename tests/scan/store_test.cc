// SPDX-License-Identifier: MIT
#include "host/mailbox/store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "host/mailbox/store/state_file.h"

namespace eb {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class StoreTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "explain-bounce-store-" + std::to_string(::getpid());
    fs::remove_all(folder_);
    file_ = folder_ + "/state/scan.db";
  }
  void TearDown() override { fs::remove_all(folder_); }
  static KnownMail mail(Uid uid, std::string answer = "{}") {
    return {uid, 10, "2026-11-23T08:00:00Z", std::move(answer)};
  }
  static Judged up_to(Uid uid) {
    Judged judged;
    judged.up_to = uid;
    judged.mails = uid;
    return judged;
  }
  static std::vector<Uid> uids(const Store& store, std::int64_t folder) {
    std::vector<Uid> out;
    EXPECT_TRUE(store.each(folder, 0, "", [&](const KnownMail& one) {
      out.push_back(one.uid);
      return true;
    }));
    return out;
  }
  std::string folder_;
  std::string file_;
  Maker maker_{"1", "en"};
};

TEST_F(StoreTest, RemembersBetweenPrograms) {
  {
    auto opened = open_store(file_);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->note, "");
    const auto folder = opened->store.folder("a", "INBOX", 5);
    ASSERT_TRUE(opened->store.keep(*folder, maker_, {mail(3, R"({"a":"\u00e5"})"), mail(9)}, up_to(12)));
  }
  auto opened = open_store(file_);
  const auto folder = opened->store.folder("a", "INBOX", 5);
  EXPECT_EQ(opened->store.judged(*folder, {})->up_to, 12U);
  EXPECT_THAT(uids(opened->store, *folder), ElementsAre(3, 9));
  ASSERT_TRUE(opened->store.each(*folder, 0, "", [](const KnownMail& one) {
    EXPECT_EQ(one.answer, R"({"a":"\u00e5"})");
    EXPECT_EQ(one.size, 10U);
    return false;
  }));
}

TEST_F(StoreTest, IsReadableForItsOwnerAlone) {
  ::umask(0);
  ASSERT_TRUE(open_store(file_));
  struct stat about {};
  ASSERT_EQ(::stat(file_.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
  ASSERT_EQ(::stat((folder_ + "/state").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0700U);
  ::umask(022);
}

TEST_F(StoreTest, FoldersAndAccountsAreApart) {
  Store store = std::move(*Store::open(""));
  const auto inbox = *store.folder("a", "INBOX", 1);
  const auto other = *store.folder("b", "INBOX", 1);
  ASSERT_NE(inbox, other);
  ASSERT_TRUE(store.keep(inbox, maker_, {mail(1)}, up_to(1)));
  EXPECT_THAT(uids(store, other), IsEmpty());
  EXPECT_EQ(store.judged(other, {})->up_to, 0U);
}

TEST_F(StoreTest, AMailThatIsKeptTwiceIsThereOnce) {
  Store store = std::move(*Store::open(""));
  const auto inbox = *store.folder("a", "INBOX", 1);
  ASSERT_TRUE(store.keep(inbox, maker_, {mail(1, "{\"old\":1}")}));
  ASSERT_TRUE(store.keep(inbox, maker_, {mail(1, "{\"new\":1}")}));
  ASSERT_TRUE(store.each(inbox, 0, "", [](const KnownMail& one) {
    EXPECT_EQ(one.answer, "{\"new\":1}");
    return true;
  }));
  EXPECT_THAT(uids(store, inbox), ElementsAre(1));
}

TEST_F(StoreTest, TheWidestSpanThatCoversIsFound) {
  Store store = std::move(*Store::open(""));
  const auto inbox = *store.folder("a", "INBOX", 1);
  const auto span = [](Uid above, Uid up_to, const char* since, bool by_search) {
    return Judged{above, up_to, since, by_search, 5};
  };
  ASSERT_TRUE(store.keep(inbox, maker_, {}, span(0, 50, "2026-11-01", false)));
  ASSERT_TRUE(store.keep(inbox, maker_, {}, span(40, 90, "", false)));
  ASSERT_TRUE(store.keep(inbox, maker_, {}, span(0, 80, "", true)));
  EXPECT_EQ(store.judged(inbox, span(0, 0, "", false))->up_to, 0U);
  EXPECT_EQ(store.judged(inbox, span(0, 0, "2026-10-31", false))->up_to, 0U);
  EXPECT_EQ(store.judged(inbox, span(0, 0, "2026-11-02", false))->up_to, 50U);
  EXPECT_EQ(store.judged(inbox, span(0, 0, "", true))->up_to, 80U);
  EXPECT_EQ(store.judged(inbox, span(45, 0, "", false))->up_to, 90U);
  EXPECT_EQ(store.judged(inbox, span(45, 0, "", false))->above, 40U);
  // One that ends below cannot be carried on from there: what lies between was not judged.
  EXPECT_EQ(store.judged(inbox, span(95, 0, "", false))->up_to, 0U);
  EXPECT_EQ(store.judged(inbox, span(95, 0, "", false))->above, 95U);
}

TEST_F(StoreTest, ASpanForEachDayDoesNotPileUp) {
  Store store = std::move(*Store::open(""));
  const auto inbox = *store.folder("a", "INBOX", 1);
  ASSERT_TRUE(store.keep(inbox, maker_, {}, up_to(1)));
  for (Uid day = 10; day < 60; ++day)
    ASSERT_TRUE(store.keep(inbox, maker_, {}, Judged{0, day, "2026-10-" + std::to_string(day), false, 1}));
  EXPECT_EQ(store.judged(inbox, {})->up_to, 1U);  // the whole folder's is not pushed out
  Judged old;
  old.since = "2026-10-20";
  EXPECT_EQ(store.judged(inbox, old)->up_to, 1U);
}

TEST_F(StoreTest, ADamagedOneIsMovedAsideAndTold) {
  fs::create_directories(folder_ + "/state");
  std::ofstream(file_) << std::string(5000, 'x');
  {
    auto opened = open_store(file_);
    ASSERT_TRUE(opened);
    EXPECT_THAT(opened->note, HasSubstr("was damaged. It was moved to " + file_ + ".damaged"));
    ASSERT_TRUE(opened->store.folder("a", "INBOX", 1));
  }
  EXPECT_TRUE(fs::exists(file_ + ".damaged"));
  EXPECT_EQ(open_store(file_)->note, "");
}

TEST_F(StoreTest, DamageInTheMiddleIsSeen) {
  {
    auto opened = open_store(file_);
    const auto inbox = *opened->store.folder("a", "INBOX", 1);
    std::vector<KnownMail> many;
    for (Uid uid = 1; uid <= 500; ++uid) many.push_back(mail(uid, std::string(400, 'a')));
    ASSERT_TRUE(opened->store.keep(inbox, maker_, many, up_to(500)));
  }
  std::fstream file(file_, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(8192);
  file << std::string(40'000, '\xff');
  file.close();
  EXPECT_THAT(open_store(file_)->note, HasSubstr("was damaged"));
}

TEST_F(StoreTest, WhereNothingCanBeKeptTheScanGoesOn) {
  fs::create_directories(folder_);
  std::ofstream(folder_ + "/state") << "a file where the folder should be";
  auto opened = open_store(file_);
  ASSERT_TRUE(opened);
  EXPECT_THAT(opened->note, HasSubstr("This scan keeps nothing for the next one."));
  ASSERT_TRUE(opened->store.folder("a", "INBOX", 1));
  EXPECT_THAT(open_store("")->note, HasSubstr("No home folder is known"));
}

TEST_F(StoreTest, TwoProgramsAtOnceDoNoDamage) {
  const auto work = [&](Uid first) {
    auto opened = open_store(file_);
    ASSERT_TRUE(opened);
    ASSERT_EQ(opened->note, "");
    const auto inbox = opened->store.folder("a", "INBOX", 1);
    ASSERT_TRUE(inbox);
    for (Uid uid = first; uid < 100; uid += 2) ASSERT_TRUE(opened->store.keep(*inbox, maker_, {mail(uid)}, up_to(uid)));
  };
  ASSERT_TRUE(open_store(file_));
  std::thread one([&] { work(1); });
  std::thread two([&] { work(2); });
  one.join();
  two.join();
  auto opened = open_store(file_);
  const auto inbox = *opened->store.folder("a", "INBOX", 1);
  EXPECT_EQ(uids(opened->store, inbox).size(), 99U);
  EXPECT_EQ(opened->store.judged(inbox, {})->up_to, 99U);
}

TEST_F(StoreTest, WhatIsForgottenIsNotInTheFileAnyMore) {
  {
    auto opened = open_store(file_);
    for (const char* account : {"a", "b"}) {
      const auto inbox = *opened->store.folder(account, "INBOX", 1);
      ASSERT_TRUE(
          opened->store.keep(inbox, maker_, {mail(1, "{\"secret\":\"of-" + std::string(account) + "\"}")}, up_to(1)));
    }
    ASSERT_TRUE(opened->store.forget("a"));
    EXPECT_THAT(*opened->store.accounts(), ElementsAre("b"));
  }
  std::ifstream in(file_, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  EXPECT_THAT(bytes, HasSubstr("of-b"));
  EXPECT_THAT(bytes, testing::Not(HasSubstr("of-a")));
  EXPECT_EQ(delete_store(file_), "");
  EXPECT_FALSE(fs::exists(folder_ + "/state"));
  EXPECT_EQ(delete_store(file_), "");
}

TEST_F(StoreTest, OneOfALaterVersionIsLeftAlone) {
  ASSERT_TRUE(open_store(file_));
  ASSERT_TRUE(Database::open(file_)->run("PRAGMA user_version = 99"));
  EXPECT_THAT(open_store(file_)->note, HasSubstr("a later version of this program made it"));
  EXPECT_FALSE(fs::exists(file_ + ".damaged"));
}

TEST_F(StoreTest, FoldersThatAreGoneGo) {
  Store store = std::move(*Store::open(""));
  for (const char* name : {"INBOX", "Old", "Räksmörgås"}) ASSERT_TRUE(store.folder("a", name, 1));
  const auto old = *store.folder("a", "Old", 1);
  ASSERT_TRUE(store.keep(old, maker_, {mail(1)}, up_to(1)));
  ASSERT_TRUE(store.keep_only_folders("a", {"INBOX", "Räksmörgås"}));
  EXPECT_THAT(uids(store, old), IsEmpty());
  EXPECT_EQ(*store.folder("a", "INBOX", 1), 1);
}

TEST_F(StoreTest, LiesInTheStateFolderOfTheUser) {
  setenv("XDG_STATE_HOME", "/state", 1);
  EXPECT_EQ(store_file(), "/state/explain-bounce/scan.db");
  setenv("XDG_STATE_HOME", "relative", 1);
  setenv("HOME", "/home/holly", 1);
  EXPECT_EQ(store_file(), "/home/holly/.local/state/explain-bounce/scan.db");
}

}  // namespace
}  // namespace eb
