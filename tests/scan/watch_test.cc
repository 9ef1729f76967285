// SPDX-License-Identifier: MIT
#include "host/scan/watch.h"

#include <gtest/gtest.h>

#include "tests/scan/fake_account.h"

namespace eb {
namespace {

using Kind = AccountFault::Kind;

class Watch : public testing::Test {
 protected:
  // Nobody reads more than the first bounce, so a watch that goes on ends there.
  void run() {
    account_.all["INBOX"].mails[10] = {bounce_to("bob@harbour.example"), "2026-11-24T08:00:00+01:00"};
    ScanOptions options;
    News news(options, {}, [this](std::string_view) {
      ++told_;
      return false;
    });
    AccountScan scan;
    scan.account = "holly@mail.example.com:993";
    scan.question.lang = "en";
    scan.maker = {"1.0", "en"};
    Store store = std::move(*Store::open(""));
    watch_account(account_, store, scan, {"INBOX"}, news);
  }
  FakeAccount account_;
  int told_ = 0;
};

TEST_F(Watch, EndsWhereTheSameWouldComeAgain) {
  for (const Kind kind : {Kind::login, Kind::certificate, Kind::usage}) {
    account_.times_opened = 0;
    account_.open_faults = {{kind, "no"}};
    run();
    EXPECT_EQ(account_.times_opened, 1);
  }
  EXPECT_EQ(told_, 0);
}

TEST_F(Watch, GoesOnWhenTheLineBroke) {
  account_.open_faults = {{Kind::connection, "the line broke"}};
  run();
  EXPECT_EQ(account_.times_opened, 2);
  EXPECT_EQ(told_, 1);
}

// They are told of, and others are waited for.
TEST_F(Watch, GoesOnWhereMailsWerePassedOver) {
  account_.all["INBOX"].mails[5] = {letter(), "2026-11-23T08:00:00+01:00"};
  account_.refused = {5};
  const auto begin = std::chrono::steady_clock::now();
  run();
  EXPECT_EQ(told_, 1);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(3));
}

}  // namespace
}  // namespace eb
