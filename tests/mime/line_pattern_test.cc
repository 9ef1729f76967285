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

TEST(LinePattern, AnAddressEndsWhereAScriptWithoutBlanksBegins) {
  EXPECT_EQ(eb::find_address("\u6536\u4ef6\u4eba\uff1awang@lin.example\u7684\u90ae\u4ef6"), "wang@lin.example");
  EXPECT_EQ(eb::find_address("kim@sup.example\uc5d0"), "kim@sup.example");
  EXPECT_EQ(eb::match_line("*\u53d1\u9001\u7ed9{address}\u7684*",
                           "\u60a8\u53d1\u9001\u7ed9wang@lin.example\u7684\u90ae\u4ef6")
                .address,
            "wang@lin.example");
  // an international address is all of it
  EXPECT_EQ(eb::find_address("\u7528\u6237@\u4f8b\u5b50.\u4e2d\u56fd"), "\u7528\u6237@\u4f8b\u5b50.\u4e2d\u56fd");
  EXPECT_EQ(eb::find_address("j\u00f6rg@m\u00fcller.example"), "j\u00f6rg@m\u00fcller.example");
}

TEST(LinePattern, CaseIsIgnoredBeyondAscii) {
  EXPECT_TRUE(eb::match_line("\u00e9chec de la remise*", "\u00c9chec de la remise").fits);
  EXPECT_TRUE(eb::match_line("\u0434\u043e\u0441\u0442\u0430\u0432\u043a\u0430",
                             "\u0414\u041e\u0421\u0422\u0410\u0412\u041a\u0410")
                  .fits);
  EXPECT_FALSE(eb::match_line("\u00e9", "\u00e8").fits);
  EXPECT_FALSE(eb::match_line("\u00e9", "\xc3").fits);
}

}  // namespace
