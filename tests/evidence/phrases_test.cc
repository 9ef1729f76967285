// SPDX-License-Identifier: MIT
#include "host/evidence/phrases.h"

#include <gtest/gtest.h>

namespace {

using eb::find_phrase;

TEST(Phrases, StandAtTheEdgesOfWords) {
  EXPECT_EQ(find_phrase("the mailbox is full", "mailbox is full").begin, 4U);
  EXPECT_EQ(find_phrase("the mailbox is full", "mailbox is full").end, 19U);
  EXPECT_FALSE(find_phrase("the mailbox is fuller", "mailbox is full").found());
  EXPECT_FALSE(find_phrase("submailbox is full", "mailbox is full").found());
  EXPECT_TRUE(find_phrase("<mailbox is full>", "mailbox is full").found());
}

TEST(Phrases, AStarLiftsAnEdge) {
  EXPECT_TRUE(find_phrase("you are blocklisted", "blocklist*").found());
  EXPECT_TRUE(find_phrase("greylisted", "*listed").found());
}

TEST(Phrases, ALaterPlaceCounts) {
  EXPECT_EQ(find_phrase("fuller full", "full").begin, 7U);
  EXPECT_FALSE(find_phrase("full", "full", 1).found());
  EXPECT_FALSE(find_phrase("", "full").found());
  EXPECT_FALSE(find_phrase("full", "").found());
}

}  // namespace
