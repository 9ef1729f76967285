// SPDX-License-Identifier: MIT
// The small pieces that both programs share, and those of the parent alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/imap/backoff.h"
#include "host/imap/glob.h"
#include "host/imap/helper.h"
#include "host/imap/imap_account.h"
#include "host/mailbox/imap/wire/frame.h"
#include "host/mailbox/imap/wire/uid_set.h"
#include "mime/candidate.h"

namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

TEST(Frame, OutAndIn) {
  const std::string octets("a\n\0b\xFF", 5);
  const std::string bytes = eb::imap::encode({{"is", "part"}, {"uid", 7}}, octets) + eb::imap::encode({{"is", "done"}});
  eb::imap::FrameReader reader;
  std::vector<std::string> seen;
  for (const char c : bytes) {  // in the smallest pieces
    reader.buffer() += c;
    while (auto frame = reader.next()) {
      seen.push_back(eb::imap::text_of(frame->head, "is"));
      if (seen.size() == 1) {
        EXPECT_EQ(frame->octets, octets);
      }
    }
  }
  EXPECT_THAT(seen, ElementsAre("part", "done"));
  EXPECT_FALSE(reader.broken());
}

TEST(Frame, WhatIsNone) {
  for (const std::string& bytes :
       {std::string("\xFF\xFF\xFF\x7F", 4), std::string("\x03\0\0\0{}x", 7), std::string("\x03\0\0\0[]\n", 7),
        std::string("\x00\0\0\0", 4), std::string("\x04\0\0\0{x}\n", 8)}) {
    eb::imap::FrameReader reader;
    reader.buffer() = bytes;
    EXPECT_FALSE(reader.next());
    EXPECT_TRUE(reader.broken());
    reader.buffer() += eb::imap::encode({{"is", "done"}});
    EXPECT_FALSE(reader.next()) << "nothing after that is to be believed";
  }
}

TEST(Frame, FieldsOfTheWrongType) {
  const nlohmann::json head = {{"text", 7}, {"number", -1}, {"flag", "true"}};
  EXPECT_EQ(eb::imap::text_of(head, "text"), "");
  EXPECT_EQ(eb::imap::number_of(head, "number", 3), 3U);
  EXPECT_FALSE(eb::imap::flag_of(head, "flag"));
}

TEST(UidSet, ReadAndWritten) {
  const auto set = eb::imap::UidSet::parse("9,4:7,6:8,20");
  ASSERT_TRUE(set);
  EXPECT_EQ(set->size(), 7U);
  for (const eb::Uid uid : {4U, 8U, 9U, 20U}) EXPECT_TRUE(set->has(uid)) << uid;
  for (const eb::Uid uid : {3U, 10U, 19U, 21U}) EXPECT_FALSE(set->has(uid)) << uid;
  std::vector<eb::Uid> uids;
  ASSERT_TRUE(set->expand(uids, 10));
  EXPECT_THAT(eb::imap::uid_sets(uids), ElementsAre("4:9,20"));
  EXPECT_THAT(eb::imap::uid_sets({1, 3, 5, 7}, 4), ElementsAre("1,3", "5,7"));
}

TEST(UidSet, WhatIsNone) {
  for (const char* text : {"", ",", "0", "1,", "1:", ":1", "a", "1:*", "-1", "4294967296", "1 2", "1\r\nA2 X"})
    EXPECT_FALSE(eb::imap::UidSet::parse(text)) << text;
  std::vector<eb::Uid> uids;
  EXPECT_FALSE(eb::imap::UidSet::parse("1:4294967295")->expand(uids, 1000));
  EXPECT_TRUE(uids.empty());
}

TEST(Glob, Stars) {
  EXPECT_TRUE(eb::fits_glob("INBOX/Bounces", "*"));
  EXPECT_TRUE(eb::fits_glob("INBOX/Bounces", "INBOX/*"));
  EXPECT_TRUE(eb::fits_glob("Skräppost", "Skr?ppost"));
  EXPECT_TRUE(eb::fits_glob("inbox", "INBOX"));
  EXPECT_FALSE(eb::fits_glob("Sent", "sent"));
  EXPECT_FALSE(eb::fits_glob("Skräppost", "Skrppost"));
  EXPECT_FALSE(eb::fits_glob("a", "a?"));
  EXPECT_TRUE(eb::fits_glob("abcabc", "*abc"));
  const std::string long_name(20'000, 'a');
  EXPECT_FALSE(eb::fits_glob(long_name, "*a*a*a*a*a*a*b"));  // in bounded time
}

TEST(Backoff, FiveTriesThatGrow) {
  eb::Backoff backoff;
  std::vector<long> seconds;
  while (const auto pause = backoff.next()) seconds.push_back(pause->count() / 1000);
  EXPECT_THAT(seconds, ElementsAre(1, 2, 4, 8, 16));
  backoff.progress();
  EXPECT_EQ(backoff.next()->count(), 1000);
}

TEST(Presentable, OneLine) {
  EXPECT_EQ(eb::presentable("a\r\n\x1b[31mb\x7f"), "a???[31mb?");
  EXPECT_EQ(eb::presentable("Skräppost"), "Skräppost");
  EXPECT_EQ(eb::presentable("\xC2\x9B"
                            "31m"),
            "?31m")
      << "a terminal takes U+009B for the beginning of a command";
  EXPECT_LE(eb::presentable(std::string(100'000, 'x')).size(), 610U);
}

TEST(Candidate, FieldsThatAreFetched) {
  EXPECT_THAT(eb::candidate_fields(), UnorderedElementsAre("content-type", "x-failed-recipients", "from", "return-path",
                                                           "auto-submitted", "subject"));
}

TEST(ImapAccount, WithoutTheHelperItSaysSo) {
  eb::ImapServices services;
  services.program = "/nonexistent/explain-bounce-imap";
  eb::ImapAccount account({}, {"from"}, services);
  const auto names = account.folders({});
  ASSERT_FALSE(names);
  EXPECT_EQ(names.error().kind, eb::AccountFault::Kind::local);
  EXPECT_NE(names.error().words.find("not installed"), std::string::npos);
}

}  // namespace
