// SPDX-License-Identifier: MIT
#include "host/scan/account_scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/explain/groups.h"
#include "host/scan/found.h"
#include "tests/scan/fake_account.h"

namespace eb {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Quiet : public ScanEvents {
 public:
  void at(const std::string&) override {}
  void progress(std::uint64_t done, std::uint64_t total) override { last = {done, total}; }
  void found_one() override { ++found; }
  bool cancelled() override { return cancel_after >= 0 && found >= cancel_after; }
  std::pair<std::uint64_t, std::uint64_t> last;
  int found = 0;
  int cancel_after = -1;
};

class AccountScanTest : public testing::TestWithParam<unsigned> {
 protected:
  void SetUp() override {
    scan_.account = "holly@mail.example.com:993";
    scan_.question.lang = "en";
    scan_.maker = {"1.0", "en"};
    scan_.jobs = GetParam();
    FakeFolder& inbox = account_.all["INBOX"];
    for (Uid uid = 1; uid <= 10; ++uid)
      inbox.mails[uid * 10] = {uid % 3 == 0 ? bounce_to("b" + std::to_string(uid) + "@harbour.example")
                               : uid == 5   ? newsletter()
                                            : letter(),
                               "2026-11-" + std::to_string(10 + uid) + "T08:00:00+01:00"};
  }
  tl::expected<ScannedFolder, ScanFault> run() { return scan_folder(account_, store_, scan_, "INBOX", events_); }
  std::vector<Uid> kept(const ScannedFolder& folder) {
    std::vector<Uid> uids;
    EXPECT_TRUE(store_.each(folder.id, folder.above, scan_.since, [&](const KnownMail& mail) {
      uids.push_back(mail.uid);
      return true;
    }));
    return uids;
  }
  Store store_ = std::move(*Store::open(""));
  FakeAccount account_;
  AccountScan scan_;
  Quiet events_;
};

TEST_P(AccountScanTest, FindsTheBouncesInOrder) {
  const auto folder = run();
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->fault, "");
  EXPECT_THAT(kept(*folder), ElementsAre(30, 60, 90));
  EXPECT_EQ(folder->mails, 10U);
  EXPECT_THAT(account_.read, ElementsAre(30, 50, 60, 90));
  EXPECT_EQ(events_.found, 3);
  EXPECT_EQ(events_.last, (std::pair<std::uint64_t, std::uint64_t>{10, 10}));
}

TEST_P(AccountScanTest, TheAnswerIsTheOneThatExplainGives) {
  const auto folder = run();
  ASSERT_TRUE(store_.each(folder->id, 0, "", [&](const KnownMail& mail) {
    EXPECT_EQ(mail.size, bounce_to("b3@harbour.example").size());
    EXPECT_EQ(mail.received_at, "2026-11-13T08:00:00+01:00");
    const Json answer = Json::parse(mail.answer);
    EXPECT_EQ(answer["recipients"][0]["address"], "b3@harbour.example");
    EXPECT_EQ(answer["recipients"][0]["reason"], "user_unknown");
    return false;
  }));
}

TEST_P(AccountScanTest, ASecondScanReadsNewMailsOnly) {
  ASSERT_TRUE(run());
  account_.read.clear();
  account_.times_asked = 0;
  ASSERT_TRUE(run());
  EXPECT_EQ(account_.times_asked, 0);
  account_.all["INBOX"].mails[120] = {bounce_to("new@harbour.example"), "2026-11-24T08:00:00+01:00"};
  const auto folder = run();
  EXPECT_EQ(account_.asked.after, 100U);
  EXPECT_THAT(account_.read, ElementsAre(120));
  EXPECT_THAT(kept(*folder), ElementsAre(30, 60, 90, 120));
  EXPECT_EQ(folder->mails, 11U);
}

TEST_P(AccountScanTest, ALineThatBreaksAnywhereLosesNothingAndDoublesNothing) {
  int broken = 0;
  for (int steps = 1; steps < 30; ++steps) {
    store_ = std::move(*Store::open(""));
    account_.steps_left = steps;
    const auto first = run();
    broken += !first || !first->fault.empty() ? 1 : 0;
    account_.steps_left = -1;
    const auto second = run();
    ASSERT_TRUE(second) << steps;
    EXPECT_EQ(second->fault, "");
    EXPECT_THAT(kept(*second), ElementsAre(30, 60, 90)) << steps;
    EXPECT_EQ(second->mails, 10U) << steps;
  }
  EXPECT_GE(broken, 10);  // it did break
}

TEST_P(AccountScanTest, WhatWasFoundBeforeAFaultIsReported) {
  scan_.jobs = 1;
  account_.steps_left = 9;  // open, present, ask, then mails and pages: 30, page, 50, 60, page | 90
  const auto folder = run();
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->fault, "the line broke");
  EXPECT_THAT(kept(*folder), ElementsAre(30, 60));
}

TEST_P(AccountScanTest, WhoStopsItGoesOnThereTheNextTime) {
  events_.cancel_after = 1;
  ASSERT_TRUE(run());
  events_.cancel_after = -1;
  const auto folder = run();
  EXPECT_THAT(kept(*folder), ElementsAre(30, 60, 90));
}

TEST_P(AccountScanTest, AnotherUidValidityStartsOver) {
  ASSERT_TRUE(run());
  FakeFolder& inbox = account_.all["INBOX"];
  inbox.uid_validity = 2;
  inbox.mails.clear();
  inbox.mails[7] = {bounce_to("seven@harbour.example"), "2026-11-24T08:00:00+01:00"};
  const auto folder = run();
  EXPECT_EQ(account_.asked.after, 0U);
  EXPECT_THAT(kept(*folder), ElementsAre(7));
}

TEST_P(AccountScanTest, MailsThatVanishedAreNotReported) {
  ASSERT_TRUE(run());
  account_.all["INBOX"].mails.erase(60);
  const auto folder = run();
  EXPECT_THAT(kept(*folder), ElementsAre(30, 90));
  EXPECT_EQ(folder->mails, 9U);
}

TEST_P(AccountScanTest, AnotherVersionExplainsWhatIsKeptAnew) {
  ASSERT_TRUE(run());
  account_.read.clear();
  scan_.maker.version = "2.0";
  ASSERT_TRUE(run());
  EXPECT_THAT(account_.asked.only, ElementsAre(30, 50, 60, 90));  // what was none may be one now
  EXPECT_THAT(account_.read, ElementsAre(30, 50, 60, 90));
  account_.times_asked = 0;
  ASSERT_TRUE(run());
  EXPECT_EQ(account_.times_asked, 0);
}

TEST_P(AccountScanTest, AnotherLanguageExplainsTheBouncesAnew) {
  ASSERT_TRUE(run());
  scan_.maker.reader = scan_.question.lang = "sv";
  const auto folder = run();
  EXPECT_THAT(account_.asked.only, ElementsAre(30, 60, 90));
  ASSERT_TRUE(store_.each(folder->id, 0, "", [](const KnownMail& mail) {
    EXPECT_EQ(Json::parse(mail.answer)["lang"], "sv");
    return true;
  }));
}

TEST_P(AccountScanTest, OnlySomeOfTheMails) {
  scan_.newest = 4;
  auto folder = run();
  EXPECT_THAT(kept(*folder), ElementsAre(90));
  EXPECT_EQ(account_.asked.after, 60U);
  EXPECT_EQ(folder->mails, 4U);
  // A narrower scan is no reason to believe that all was judged.
  scan_.newest = 0;
  folder = run();
  EXPECT_EQ(account_.asked.after, 0U);
  EXPECT_THAT(kept(*folder), ElementsAre(30, 60, 90));
  // A wider one is.
  scan_.since = "2026-11-16";
  account_.times_asked = 0;
  folder = run();
  EXPECT_EQ(account_.times_asked, 0);
  EXPECT_THAT(kept(*folder), ElementsAre(60, 90));
}

TEST_P(AccountScanTest, TheNewestOnesDoNotStandForThoseBetween) {
  events_.cancel_after = 1;
  ASSERT_TRUE(run());  // a whole scan, stopped near its beginning
  events_.cancel_after = -1;
  scan_.newest = 2;
  EXPECT_THAT(kept(*run()), ElementsAre(90));
  scan_.newest = 0;
  EXPECT_THAT(kept(*run()), ElementsAre(30, 60, 90));
}

TEST_P(AccountScanTest, OfWhichTheServerDoesNotSayWhenItCameIsReported) {
  account_.all["INBOX"].mails[60].received_at.clear();
  scan_.since = "2026-11-16";
  EXPECT_THAT(kept(*run()), ElementsAre(60, 90));
}

TEST_P(AccountScanTest, ASearchOfTheServerIsNoWholeScan) {
  scan_.by_search = true;
  ASSERT_TRUE(run());
  EXPECT_TRUE(account_.asked.server_search);
  scan_.by_search = false;
  ASSERT_TRUE(run());
  EXPECT_EQ(account_.asked.after, 0U);
  EXPECT_FALSE(account_.asked.server_search);
}

TEST_P(AccountScanTest, NewsAreToldOnceTheyAreKeptAndNotInTheFirstScan) {
  std::vector<Uid> news;
  scan_.news = [&](const KnownMail& mail) { news.push_back(mail.uid); };
  ASSERT_TRUE(run());
  EXPECT_THAT(news, IsEmpty());
  account_.all["INBOX"].mails[120] = {bounce_to("new@harbour.example"), "2026-11-24T08:00:00+01:00"};
  account_.all["INBOX"].mails[130] = {letter(), "2026-11-24T08:00:00+01:00"};
  ASSERT_TRUE(run());
  ASSERT_TRUE(run());
  EXPECT_THAT(news, ElementsAre(120));
}

TEST_P(AccountScanTest, AMailThatTheServerDoesNotGiveIsAskedForAgain) {
  std::vector<Uid> news;
  scan_.news = [&](const KnownMail& mail) { news.push_back(mail.uid); };
  scan_.first_news = true;
  account_.refused = {60};
  for (int i = 0; i < 2; ++i) {
    const auto folder = run();
    ASSERT_TRUE(folder);
    EXPECT_EQ(folder->fault, "some were passed over");
    EXPECT_EQ(folder->fault_kind, AccountFault::Kind::folder);
    EXPECT_THAT(kept(*folder), ElementsAre(30, 90));
    EXPECT_THAT(news, ElementsAre(30, 90)) << "each is told once";
  }
  account_.refused.clear();
  const auto folder = run();
  EXPECT_EQ(account_.asked.after, 59U);
  EXPECT_EQ(folder->fault, "");
  EXPECT_THAT(kept(*folder), ElementsAre(30, 60, 90));
  EXPECT_THAT(news, ElementsAre(30, 90, 60));
}

TEST_P(AccountScanTest, AKeptMailThatTheServerDoesNotGiveKeepsNobodyFromTheNewOnes) {
  ASSERT_TRUE(run());
  scan_.maker.version = "2.0";
  account_.refused = {60};
  account_.all["INBOX"].mails[120] = {bounce_to("new@harbour.example"), "2026-11-24T08:00:00+01:00"};
  const auto folder = run();
  EXPECT_EQ(folder->fault, "some were passed over");
  EXPECT_THAT(kept(*folder), ElementsAre(30, 60, 90, 120));
}

TEST_P(AccountScanTest, AFolderThatIsNotThereIsAFault) {
  const auto scanned = scan_folder(account_, store_, scan_, "Nowhere", events_);
  EXPECT_EQ(scanned.error().words, "no such folder");
  EXPECT_EQ(scanned.error().kind, AccountFault::Kind::folder);
}

INSTANTIATE_TEST_SUITE_P(Jobs, AccountScanTest, testing::Values(1U, 4U));

}  // namespace
}  // namespace eb
