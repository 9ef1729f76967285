// SPDX-License-Identifier: MIT
#include "host/evidence/normalize.h"

#include <gtest/gtest.h>

namespace {

using eb::normalize;

TEST(Normalize, BlanksLineEndsAndCase) {
  EXPECT_EQ(normalize("  User\tUnknown \r\n\r\n in   Table "), "user unknown in table");
  EXPECT_EQ(normalize("a\xC2\xA0ｂ\xE3\x80\x80"
                      "c"),
            "a ｂ c");  // no-break and ideographic space
  EXPECT_EQ(normalize(""), "");
  EXPECT_EQ(normalize(" \n\t "), "");
}

TEST(Normalize, LettersOfOtherAlphabets) {
  EXPECT_EQ(normalize("BREVLÅDAN ÄR FULL"), "brevlådan är full");
  EXPECT_EQ(normalize("ПОЧТОВЫЙ ЯЩИК"), "почтовый ящик");
  EXPECT_EQ(normalize("ΑΒΓ"), "αβγ");
  EXPECT_EQ(normalize("SKRZYNKA PEŁNA ŻÓŁĆ"), "skrzynka pełna żółć");
  EXPECT_EQ(normalize("メールボックス"), "メールボックス");
}

TEST(Normalize, TypographyBecomesAscii) {
  EXPECT_EQ(normalize("couldn\u2019t \u201cfind\u201d \u2013 it"), "couldn't \"find\" - it");
  EXPECT_EQ(normalize("mail\u00ADbox\u200B full"), "mailbox full");  // soft hyphen, zero-width space
}

// RFC 5321 4.2.1: a reply of several lines repeats its code.
TEST(Normalize, ContinuedRepliesAreFolded) {
  EXPECT_EQ(normalize("550-5.1.1 The email account\r\n550-5.1.1 that you tried\r\n550 5.1.1 does not exist"),
            "550 5.1.1 the email account that you tried does not exist");
  EXPECT_EQ(normalize("554-Service refused\n554 Bye"), "554 service refused bye");
  EXPECT_EQ(normalize("550 first 550 second"), "550 first 550 second");
  EXPECT_EQ(normalize("555-1234 is a number"), "555 1234 is a number");
}

TEST(Normalize, BytesThatAreNoUtf8Stay) {
  EXPECT_EQ(normalize("caf\xe9 X"), "caf\xe9 x");
  EXPECT_EQ(normalize("\xff\xfe"), "\xff\xfe");
  EXPECT_EQ(normalize("\xe3\x83"), "\xe3\x83");
}

TEST(Normalize, CapitalsWithAccentsAndTurkishOnes) {
  EXPECT_EQ(eb::normalize("\u0386\u0388\u038f"), "\u03ac\u03ad\u03ce");
  EXPECT_EQ(eb::normalize("\u0130LET\u0130"), "ileti");
}

}  // namespace
