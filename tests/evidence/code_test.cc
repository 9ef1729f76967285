// SPDX-License-Identifier: MIT
#include "host/evidence/code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using eb::believe;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Codes, StatusesInText) {
  EXPECT_THAT(eb::statuses_in("550 5.1.1 User unknown"), ElementsAre("5.1.1"));
  EXPECT_THAT(eb::statuses_in("#5.1.1 smtp;550 5.1.10"), ElementsAre("5.1.1", "5.1.10"));
  EXPECT_THAT(eb::statuses_in("too long. (#4.4.1)"), ElementsAre("4.4.1"));
  EXPECT_THAT(eb::statuses_in("552-5.2.2 full"), ElementsAre("5.2.2"));
  EXPECT_THAT(eb::statuses_in("5.7.513."), ElementsAre("5.7.513"));
}

TEST(Codes, WhatIsNoStatus) {
  EXPECT_THAT(eb::statuses_in("mx [5.1.1.2] and 85.1.1 and 5.1.1234 and 4.2.1.9"), IsEmpty());
  EXPECT_THAT(eb::statuses_in("Exim version 4.92.3, v5.1.1a, 2.1.5 ok"), IsEmpty());
  EXPECT_THAT(eb::statuses_in("5. 1. 1 and 5.1"), IsEmpty());
}

TEST(Codes, RepliesInText) {
  EXPECT_THAT(eb::replies_in("550 no such user"), ElementsAre("550"));
  EXPECT_THAT(eb::replies_in("smtp;550-5.1.1 a\n550 5.1.1 b"), ElementsAre("550", "550"));
  EXPECT_THAT(eb::replies_in("on 2014-450-12 at 10:450 call 555-12345, 4500 or 1.550"), IsEmpty());
  EXPECT_THAT(eb::replies_in("590 is none, 480 neither"), IsEmpty());
}

// Exim always writes 5.0.0 into the Status field.
TEST(Codes, TheServersOwnSpecificCodeBeatsAVagueField) {
  const auto codes = believe("5.0.0", "550 5.2.2 mailbox full", "");
  EXPECT_EQ(codes.status, "5.2.2");
  EXPECT_EQ(codes.reply_code, "550");
}

// Exchange wraps what the other server said: the innermost code is the true one.
TEST(Codes, ExchangeQuotesInwards) {
  EXPECT_EQ(believe("5.0.350", "550 5.0.350 Remote server returned an error -> 550 5.1.1 <a@b> unknown", "").status,
            "5.1.1");
  EXPECT_EQ(believe("5.4.0", "554 5.4.0 < #5.1.1 smtp;550 unknown user>", "").status, "5.1.1");
}

TEST(Codes, ASpecificFieldBeatsVagueWords) {
  EXPECT_EQ(believe("5.1.1", "550 5.0.0 rejected", "").status, "5.1.1");
  EXPECT_EQ(believe("5.1.1", "550 rejected", "").status, "5.1.1");
}

TEST(Codes, NothingIsInvented) {
  EXPECT_EQ(believe("", "550 no such user", "").status, "");
  EXPECT_EQ(believe("", "no such user", "").reply_code, "");
  EXPECT_EQ(believe("garbage", "", "").status, "");
}

TEST(Codes, TheProseSpeaksOnlyWhenNothingElseDoes) {
  EXPECT_EQ(believe("5.0.0", "", "the server said 452 4.2.2 full").status, "4.2.2");
  EXPECT_EQ(believe("5.1.1", "", "the server said 452 4.2.2 full").status, "5.1.1");
}

TEST(Codes, TheReplyCodeIsOfTheSameClassAsTheStatus) {
  EXPECT_EQ(believe("5.1.1", "550 5.1.1 unknown; earlier: 451 try later", "").reply_code, "550");
  EXPECT_EQ(believe("4.4.7", "550 4.4.7 expired; 451 4.7.1 try later", "").reply_code, "451");
}

TEST(Codes, WhatFollowsFromAnEarlierRefusalIsLeftOut) {
  EXPECT_EQ(eb::without_consequences("550 5.1.1 User unknown\n503 5.0.0 Need RCPT (recipient)"),
            "550 5.1.1 User unknown");
  EXPECT_EQ(eb::without_consequences("554 5.5.1 Error: no valid recipients"), "554 5.5.1 Error: no valid recipients");
  EXPECT_EQ(eb::without_consequences(""), "");
}

}  // namespace
