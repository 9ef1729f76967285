// SPDX-License-Identifier: MIT
#include "host/mailbox/mbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <thread>
#include <vector>

#include "tests/mailbox/collect.h"

namespace eb {
namespace {

using testing::ElementsAre;

// Splits `bytes` that come through a pipe, `step` at a time.
Collect split(const std::string& bytes, std::size_t limit = kMailLimit, std::size_t step = 1 << 16) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
  std::thread writer([&] {
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      const std::size_t size = std::min(step, bytes.size() - at);
      if (::write(ends[1], bytes.data() + at, size) < 0) break;
    }
    ::close(ends[1]);
  });
  Collect all;
  LineSource source(ends[0]);
  split_mbox(source, "box", all, limit);
  writer.join();
  ::close(ends[0]);
  return all;
}

TEST(FromLine, Dates) {
  for (const char* line :
       {"From a@example.com Mon Nov 23 06:45:00 2026", "From - Mon Nov 23 06:45:00 2026\r\n",
        "From a@example.com  Sat Jan  3 01:05:34 1996\n", "From MAILER-DAEMON Fri Jul  8 12:08:34 MET DST 2011",
        "From a@example.com Mon, 23 Nov 2026 06:45:00 +0100\r", "From \"a b\"@example.com Mon Nov 23 06:45 2026"})
    EXPECT_TRUE(is_from_line(line)) << line;
}

TEST(FromLine, SentencesAreNone) {
  for (const char* line : {"From ", "From: a@example.com Mon Nov 23 06:45:00 2026", ">From a Mon Nov 23 06:45:00 2026",
                           "from a Mon Nov 23 06:45:00 2026", "From Mon to Fri we work", "From now on", "",
                           "From Monday Nov 23 06:45:00 2026", "From Mon Nov 23 2026", "From a Nov 23 06:45:00 2026"})
    EXPECT_FALSE(is_from_line(line)) << line;
}

TEST(FieldLine, NamesAndColons) {
  for (const char* line : {"To: a", "X-Mozilla-Status: 0001", "Subject:", "Received : by"})
    EXPECT_TRUE(is_field_line(line)) << line;
  for (const char* line : {"", ":", " To: a", "no field: here", "Hej\xc3\xa5: a", "word", "\n", "{\"a\": 1}"})
    EXPECT_FALSE(is_field_line(line)) << line;
}

TEST(Mbox, OneMailKeepsTheName) {
  const Collect all = split(kFrom + "To: a\n\nbody\n");
  EXPECT_THAT(all.names, ElementsAre("box"));
  EXPECT_THAT(all.bytes, ElementsAre("To: a\n\nbody\n"));
}

TEST(Mbox, Several) {
  const Collect all = split(kFrom + "To: a\n\none\n\n" + kFrom + "To: b\n\ntwo\n\n" + kFrom + "To: c\n\nthree");
  EXPECT_THAT(all.names, ElementsAre("box#1", "box#2", "box#3"));
  EXPECT_THAT(all.bytes, ElementsAre("To: a\n\none\n", "To: b\n\ntwo\n", "To: c\n\nthree"));
}

TEST(Mbox, AnyLineEnds) {
  const std::string lf = kFrom + "To: a\n\none\n\n" + kFrom + "To: b\n\ntwo\n";
  for (const std::string end : {"\r\n", "\r"}) {
    std::string text;
    for (char c : lf) text += c == '\n' ? end : std::string(1, c);
    for (std::size_t step : {1u, 2u, 3u, 1000u}) {
      const Collect all = split(text, kMailLimit, step);
      EXPECT_THAT(all.bytes, ElementsAre("To: a" + end + end + "one" + end, "To: b" + end + end + "two" + end));
    }
  }
}

TEST(Mbox, ASplitNeedsAnEmptyLineBefore) {
  const Collect all = split(kFrom + "To: a\n\nhe wrote:\n" + kFrom + "To: b\n");
  EXPECT_THAT(all.bytes, ElementsAre("To: a\n\nhe wrote:\n" + kFrom + "To: b\n"));
}

TEST(Mbox, ASplitNeedsAFieldBehind) {
  const std::string mail = "To: a\n\n" + kFrom + "this is a quotation\n\n" + kFrom;
  const Collect all = split(kFrom + mail);
  EXPECT_THAT(all.names, ElementsAre("box"));
  EXPECT_THAT(all.bytes, ElementsAre(mail));
}

TEST(Mbox, ASplitNeedsADate) {
  const Collect all = split(kFrom + "To: a\n\nFrom here on:\nTo: b\n");
  EXPECT_THAT(all.bytes, ElementsAre("To: a\n\nFrom here on:\nTo: b\n"));
}

TEST(Mbox, QuotedFromLinesAreUnquotedOnce) {
  const Collect all = split(kFrom + "To: a\n\n>From me\n>>From you\n> From him\n>Fromage\n a >From b\n");
  EXPECT_THAT(all.bytes, ElementsAre("To: a\n\nFrom me\n>From you\n> From him\n>Fromage\n a >From b\n"));
}

TEST(Mbox, AMailOverTheLimitIsCutAndTheNextIsWhole) {
  const Collect all = split(kFrom + "To: a\n\n" + std::string(500, 'x') + "\n\n" + kFrom + "To: b\n\ntwo\n", 100);
  ASSERT_THAT(all.names, ElementsAre("box#1", "box#2"));
  EXPECT_EQ(all.bytes[0], "To: a\n\n" + std::string(93, 'x'));
  EXPECT_EQ(all.bytes[1], "To: b\n\ntwo\n");
  EXPECT_THAT(all.cuts, ElementsAre(true, false));
}

TEST(Mbox, LongLinesStayWhole) {
  // Pieces of a long line must not be taken for lines.
  for (std::size_t length :
       {LineSource::kPiece - 1, LineSource::kPiece, LineSource::kPiece + 1, 3 * LineSource::kPiece}) {
    const std::string line = "To: a\n\n" + std::string(length, 'x') + ">From a\r\n";
    EXPECT_THAT(split(kFrom + line).bytes, ElementsAre(line)) << length;
  }
}

TEST(Mbox, EnoughIsEnough) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const std::string text = kFrom + "To: a\n\none\n\n" + kFrom + "To: b\n\ntwo\n\n" + kFrom + "To: c\n\nthree\n";
  ASSERT_GT(::write(ends[1], text.data(), text.size()), 0);
  ::close(ends[1]);
  Collect all;
  all.enough = 2;
  LineSource source(ends[0]);
  EXPECT_FALSE(split_mbox(source, "box", all, kMailLimit));
  EXPECT_THAT(all.names, ElementsAre("box#1", "box#2"));
  ::close(ends[0]);
}

TEST(Mbox, AnInputThatFailsIsTold) {
  Collect all;
  LineSource source(-1);
  EXPECT_TRUE(split_mbox(source, "box", all, kMailLimit));
  EXPECT_THAT(all.names, ElementsAre());
  EXPECT_THAT(all.troubles, ElementsAre("unreadable box"));
}

}  // namespace
}  // namespace eb
