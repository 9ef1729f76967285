// SPDX-License-Identifier: MIT
#include "host/cli/display.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace eb {
namespace {

using testing::ElementsAre;

TEST(Safe, OrdinaryTextStays) {
  for (const char* text : {"", "plain", "r\u00e4ksm\u00f6rg\u00e5s", "\u65e5\u672c\u8a9e", "e\u0301", "\U0001F600",
                           "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"})
    EXPECT_EQ(safe(text), text);
}

TEST(Safe, ControlCharactersAreShownAsSuch) {
  EXPECT_EQ(safe("\x1b[2Jx"), "\ufffd[2Jx");
  EXPECT_EQ(safe("\x1b]0;title\x07"), "\ufffd]0;title\ufffd");
  EXPECT_EQ(safe(std::string_view("a\0b", 3)),
            "a\ufffd"
            "b");
  EXPECT_EQ(safe("a\x7f\x08"), "a\ufffd\ufffd");
  EXPECT_EQ(safe("\u009b31mred"), "\ufffd31mred");  // CSI as one character
  EXPECT_EQ(safe("\u0085"), "\ufffd");
}

TEST(Safe, LineEndsAndTabsAreBlanks) {
  EXPECT_EQ(safe("a\nb\r\nc\td"), "a b  c d");
  EXPECT_EQ(safe("a\u2028b\u2029c"), "a b c");
}

TEST(Safe, WhatTurnsTextRoundVanishes) {
  EXPECT_EQ(safe("a\u202eb\u202c"), "ab");
  EXPECT_EQ(safe("\u2066a\u2067b\u2068c\u2069"), "abc");
  EXPECT_EQ(safe("\u200ea\u200f\ufeff\u200b"), "a");
  EXPECT_EQ(safe("\U000E0041"), "");
}

TEST(Safe, BytesThatAreNoUtf8) {
  EXPECT_EQ(safe("\xff"), "\ufffd");
  EXPECT_EQ(safe("a\xe4"
                 "b"),
            "a\ufffd"
            "b");
  EXPECT_EQ(safe("\xc3"), "\ufffd");
  EXPECT_EQ(safe("\x9b"
                 "31m"),
            "\ufffd"
            "31m");                                       // CSI of an 8-bit terminal
  EXPECT_EQ(safe("\xc0\x9b"), "\ufffd\ufffd");            // overlong
  EXPECT_EQ(safe("\xed\xa0\x80"), "\ufffd\ufffd\ufffd");  // a surrogate
}

TEST(SafeJson, EscapesKeepTheValue) {
  EXPECT_EQ(safe_json("{\"a\":\"\u009b\u007f\u202e\u2028\u00e5\"}"), "{\"a\":\"\\u009b\\u007f\\u202e\\u2028\u00e5\"}");
  EXPECT_EQ(safe_json("{\"a\":\"\\u001b\"}"), "{\"a\":\"\\u001b\"}");
}

TEST(DisplayWidth, Columns) {
  EXPECT_EQ(display_width(""), 0u);
  EXPECT_EQ(display_width("abc"), 3u);
  EXPECT_EQ(display_width("\u00e5\u00e4\u00f6"), 3u);
  EXPECT_EQ(display_width("\u65e5\u672c"), 4u);
  EXPECT_EQ(display_width("\ud55c"), 2u);
  EXPECT_EQ(display_width("\uff21"), 2u);
  EXPECT_EQ(display_width("e\u0301"), 1u);
  EXPECT_EQ(display_width("\U0001F600"), 2u);
  EXPECT_EQ(display_width("\u2014\u2026\ufffd"), 3u);
}

TEST(Wrap, AtBlanks) {
  EXPECT_THAT(wrap("one two three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(wrap("one two three", 8), ElementsAre("one two", "three"));
  EXPECT_THAT(wrap("one two three", 13), ElementsAre("one two three"));
  EXPECT_THAT(wrap("  one   two ", 20), ElementsAre("one two"));
}

TEST(Wrap, NothingIsOneEmptyLine) {
  EXPECT_THAT(wrap("", 10), ElementsAre(""));
  EXPECT_THAT(wrap("   ", 10), ElementsAre(""));
}

TEST(Wrap, CountsColumnsNotBytes) {
  EXPECT_THAT(wrap("\u00e5\u00e5\u00e5 \u00e5\u00e5\u00e5", 7), ElementsAre("\u00e5\u00e5\u00e5 \u00e5\u00e5\u00e5"));
  EXPECT_THAT(wrap("\u00e5\u00e5\u00e5 \u00e5\u00e5\u00e5", 6),
              ElementsAre("\u00e5\u00e5\u00e5", "\u00e5\u00e5\u00e5"));
}

TEST(Wrap, BetweenIdeographs) {
  EXPECT_THAT(wrap("\u65e5\u672c\u8a9e\u6587", 5), ElementsAre("\u65e5\u672c", "\u8a9e\u6587"));
  // A full stop does not begin a line.
  EXPECT_THAT(wrap("\u65e5\u672c\u3002\u6587", 4), ElementsAre("\u65e5", "\u672c\u3002", "\u6587"));
  EXPECT_THAT(wrap("a\u65e5 b", 3), ElementsAre("a\u65e5", "b"));
}

TEST(Wrap, LongWordsAreBrokenLinksAreNot) {
  EXPECT_THAT(wrap("abcdefghij", 4), ElementsAre("abcd", "efgh", "ij"));
  EXPECT_THAT(wrap("see abcdefghij k", 4), ElementsAre("see", "abcd", "efgh", "ij k"));
  EXPECT_THAT(wrap("see https://example.com/x now", 8), ElementsAre("see", "https://example.com/x", "now"));
}

TEST(Wrap, NeverBreaksInsideACharacter) {
  EXPECT_THAT(wrap("e\u0301e\u0301e\u0301", 2), ElementsAre("e\u0301e\u0301", "e\u0301"));
  EXPECT_THAT(wrap("\u65e5", 1), ElementsAre("\u65e5"));
}

TEST(Wrap, NoBreakSpaceHolds) { EXPECT_THAT(wrap("a 5\u00a0MB", 4), ElementsAre("a", "5\u00a0MB")); }

}  // namespace
}  // namespace eb
