// SPDX-License-Identifier: MIT
#include "mime/line_pattern.h"

#include <gtest/gtest.h>

namespace {

using eb::find_address;
using eb::match_line;

TEST(LinePattern, LiteralTextIgnoresCaseAndRunsOfBlanks) {
  EXPECT_TRUE(match_line("hi. this is *", "  Hi.  This is   the program ").fits);
  EXPECT_FALSE(match_line("hi. this is *", "Oh hi. This is").fits);
  EXPECT_TRUE(match_line("*program*", "the program at").fits);
  EXPECT_FALSE(match_line("program", "the program").fits);
}

TEST(LinePattern, Captures) {
  const auto m = match_line("<{address}>: host {host}[*]* said: {text}",
                            "<bob@example.net>: host mx.example.net[192.0.2.1] said: 550 no");
  ASSERT_TRUE(m.fits);
  EXPECT_EQ(m.address, "bob@example.net");
  EXPECT_EQ(m.host, "mx.example.net");
  EXPECT_EQ(m.text, "550 no");
}

TEST(LinePattern, AnAddressIsNotCutOutOfALongerWord) {
  const auto m = match_line("*{address}*", "write to holly.golightly@example.com, please");
  ASSERT_TRUE(m.fits);
  EXPECT_EQ(m.address, "holly.golightly@example.com");
}

TEST(LinePattern, ManyStarsOnAHostileLineGiveUp) {
  EXPECT_FALSE(match_line("*a*a*a*a*a*a*a*b", std::string(5000, 'a')).fits);
}

TEST(FindAddress, Forms) {
  EXPECT_EQ(find_address("to <bob@example.net> now"), "bob@example.net");
  EXPECT_EQ(find_address("\"bob ross\"@example.net"), "\"bob ross\"@example.net");
  EXPECT_EQ(find_address("bob@[192.0.2.1]: refused"), "bob@[192.0.2.1]");
  EXPECT_EQ(find_address("bob@example.net."), "bob@example.net");
  EXPECT_EQ(find_address("IMCEAEX-_O=EX_CN=RECIPIENTS_CN=bob+20x@example.net"),
            "IMCEAEX-_O=EX_CN=RECIPIENTS_CN=bob+20x@example.net");
  EXPECT_EQ(find_address("@ alone, a@ and @b"), "");
  EXPECT_EQ(find_address("börje@exämple.se"), "börje@exämple.se");
}

}  // namespace
