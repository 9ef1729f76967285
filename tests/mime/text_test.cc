// SPDX-License-Identifier: MIT
#include "mime/text.h"

#include <gtest/gtest.h>

#include "mime/utf8.h"

namespace eb {
namespace {

const std::string broken = "\xEF\xBF\xBD";  // U+FFFD

TEST(Charset, TheFastOnes) {
  EXPECT_EQ(to_utf8("plain", "us-ascii"), "plain");
  EXPECT_EQ(to_utf8("\xC3\xA5", "UTF-8"), "\xC3\xA5");
  EXPECT_EQ(to_utf8("\xEF\xBB\xBFx", "utf8"), "x");
  EXPECT_EQ(to_utf8("\xE5\x80\x93", "ISO-8859-1"), "\xC3\xA5\xE2\x82\xAC\xE2\x80\x9C");
  EXPECT_EQ(to_utf8("\x81", "windows-1252"), broken);
}

TEST(Charset, ThoseOfIconv) {
  EXPECT_EQ(to_utf8("\x1B$B$\"\x1B(B", "ISO-2022-JP"), "\xE3\x81\x82");  // HIRAGANA A
  EXPECT_EQ(to_utf8("\xC4\xE3", "gb2312"), "\xE4\xBD\xA0");
  EXPECT_EQ(to_utf8("\xA7\x41", "Big5"), "\xE4\xBD\xA0");
  EXPECT_EQ(to_utf8("\xD4", "koi8-r"), "\xD1\x82");
  EXPECT_EQ(to_utf8("\xF2", "windows-1251"), "\xD1\x82");
  EXPECT_EQ(to_utf8("\x86", "cp-850"), "\xC3\xA5");
  EXPECT_EQ(to_utf8("\x82\xA0", "x-sjis"), "\xE3\x81\x82");
  EXPECT_EQ(to_utf8("\xB0\xA1", "ks_c_5601-1987"), "\xEA\xB0\x80");
  EXPECT_EQ(to_utf8("Hi +AOU-", "unicode-1-1-utf-7"), "Hi \xC3\xA5");
  EXPECT_EQ(to_utf8("\xE0", "iso-8859-8-i"), "\xD7\x90");
  EXPECT_EQ(to_utf8("\xE5", "\"ISO-8859-15\""), "\xC3\xA5");
  EXPECT_EQ(to_utf8("\xA4", "iso-8859-15"), "\xE2\x82\xAC");
  EXPECT_EQ(to_utf8("plain", "ANSI_X3.110-1983"), "plain");
}

TEST(Charset, Utf16InEitherOrder) {
  using namespace std::string_literals;
  EXPECT_EQ(to_utf8("\0a\0\xE5"s, "utf-16"), "a\xC3\xA5");
  EXPECT_EQ(to_utf8("a\0\xE5\0"s, "utf-16"), "a\xC3\xA5");
  EXPECT_EQ(to_utf8("\xFF\xFE"
                    "a\0"s,
                    "utf-16"),
            "a");
  EXPECT_EQ(to_utf8("\xFE\xFF\0a"s, "utf-16"), "a");
  EXPECT_EQ(to_utf8("\xD8\x3D\xDE\x00"s, "utf-16be"), "\xF0\x9F\x98\x80");
}

TEST(Charset, UnknownAndLying) {
  EXPECT_EQ(to_utf8("\xC3\xA5", ""), "\xC3\xA5");
  EXPECT_EQ(to_utf8("\xE5", ""), "\xC3\xA5");
  EXPECT_EQ(to_utf8("\xE5", "x-unknown"), "\xC3\xA5");
  EXPECT_EQ(to_utf8("\xE5", "us-ascii"), "\xC3\xA5");
  EXPECT_EQ(to_utf8("\xE5 \xE4 \xF6", "utf-8"), "\xC3\xA5 \xC3\xA4 \xC3\xB6");
  EXPECT_EQ(to_utf8("\xC3\xA5", "iso-2022-jp"), "\xC3\xA5");
  for (const char* name : {"INTERNAL", "WCHAR_T", "utf-8//TRANSLIT", "../../x", "a,b", "\xC3\xA5", "\"", "*", "-"}) {
    EXPECT_EQ(to_utf8("\xE5", name), "\xC3\xA5") << name;
  }
}

TEST(Charset, DamageStaysWhereItIs) {
  EXPECT_EQ(to_utf8("\xC3\xA5\xC3\xA4 \xFF", "utf-8"), "\xC3\xA5\xC3\xA4 " + broken);
  EXPECT_EQ(to_utf8("\xC3\xA5\xC3", "utf-8"), "\xC3\xA5" + broken);  // cut inside a character
  EXPECT_EQ(to_utf8("\xC3\xA5\xC3\xA5\xC3\xA5\xED\xA0\x80", "utf-8").substr(0, 9),
            "\xC3\xA5\xC3\xA5\xC3\xA5" + broken);  // a surrogate
  EXPECT_EQ(to_utf8("\xC4\xE3\xC4", "gbk"), "\xE4\xBD\xA0" + broken);
}

TEST(Charset, WellFormedUtf8) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("a\xC3\xA5\xE2\x82\xAC\xF0\x9F\x98\x80"));
  for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xFF"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(Body, CharsetAndEncodingTogether) {
  const auto text = [](const std::string& mail) { return body_text(read_message(mail).parts[0]); };
  EXPECT_EQ(
      text("Content-Type: text/plain; charset=\"iso-8859-1\"\nContent-Transfer-Encoding: quoted-printable\n\n=E5\r\n"),
      "\xC3\xA5\n");
  EXPECT_EQ(text("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nw6UNCmI=\n"),
            "\xC3\xA5\nb");
  EXPECT_EQ(text("Content-Type: text/html; charset=us-ascii\n\n<p>a<br>b &lt;c&gt; &aring;</p>"),
            "a\nb <c> \xC3\xA5\n");
  EXPECT_EQ(text("Subject: x\n\na\rb\r\nc\nd"), "a\nb\nc\nd");
}

TEST(Words, OfRfc2047) {
  EXPECT_EQ(decode_words("plain"), "plain");
  EXPECT_EQ(decode_words("=?ISO-8859-1?Q?a?="), "a");
  EXPECT_EQ(decode_words("=?ISO-8859-1?Q?a?= b"), "a b");
  EXPECT_EQ(decode_words("=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?="), "ab");
  EXPECT_EQ(decode_words("=?ISO-8859-1?Q?a?=  =?utf-8?B?Yg==?="), "ab");
  EXPECT_EQ(decode_words("=?ISO-8859-1?Q?a_b?="), "a b");
  EXPECT_EQ(decode_words("=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?="), "a b");
  EXPECT_EQ(decode_words("Re: =?iso-8859-1*sv?q?f=F6rl=e5t?= (x)"), "Re: f\xC3\xB6rl\xC3\xA5t (x)");
}

TEST(Words, CharacterDividedBetweenTwo) {
  EXPECT_EQ(decode_words("=?utf-8?Q?=C3?= =?UTF-8?Q?=A5?="), "\xC3\xA5");
  EXPECT_EQ(decode_words("=?utf-8?B?ww==?==?utf-8?B?pQ==?="), "\xC3\xA5");
}

TEST(Words, BrokenOnesStandAsTheyAre) {
  for (const char* value : {"=?", "=?\?=", "=?utf-8?Q?abc", "=?utf-8?X?abc?=", "=?utf-8?Q", "=?utf-8?Q?", "=?utf-8",
                            "=?a b?Q?x?=", "a =?= b", "=?utf-8?Q?a?"}) {
    EXPECT_EQ(decode_words(value), value);
  }
  EXPECT_EQ(decode_words("=?utf-8?Q?a=zz=4?="), "a=zz=4");
  EXPECT_EQ(decode_words("=?utf-8?Q?Really?\?="), "Really?");
  EXPECT_EQ(decode_words("=?x =?utf-8?Q?a?="), "=?x a");
}

TEST(Words, RawBytes) {
  EXPECT_EQ(decode_words("\xC3\xA5 =?utf-8?Q?=C3=A4?="), "\xC3\xA5 \xC3\xA4");
  EXPECT_EQ(decode_words("\xE5 =?utf-8?Q?=C3=A4?="), "\xC3\xA5 \xC3\xA4");
}

TEST(Parameter, Plain) {
  const std::string_view value =
      R"(multipart/report; report-type=delivery-status; Boundary="a;b\"c" (x;y=z) ; last = "v")";
  EXPECT_EQ(parameter(value, "report-type"), "delivery-status");
  EXPECT_EQ(parameter(value, "BOUNDARY"), "a;b\"c");
  EXPECT_EQ(parameter(value, "last"), "v");
  EXPECT_EQ(parameter(value, "y"), "");
  EXPECT_EQ(parameter(value, "type"), "");
  EXPECT_EQ(parameter("text/plain; charset=\"utf-8", "charset"), "utf-8");
  EXPECT_EQ(parameter("text/plain; charset=utf-8;;", "charset"), "utf-8");
  EXPECT_EQ(parameter("text/plain; charset=a; charset=b", "charset"), "a");
  EXPECT_EQ(parameter("", "charset"), "");
}

TEST(Parameter, OfRfc2231) {
  EXPECT_EQ(parameter("x/y; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A", "title"), "This is ***fun***");
  EXPECT_EQ(parameter("x/y; title*0*=us-ascii'en'This%20is%20even%20more%20; title*1*=%2A%2A%2Afun%2A%2A%2A%20;"
                      " title*2=\"isn't it!\"",
                      "title"),
            "This is even more ***fun*** isn't it!");
  EXPECT_EQ(parameter("x/y; url*1=\"b\"; url*0=\"a\"; url*3=\"d\"", "url"), "ab");
  EXPECT_EQ(parameter("x/y; f=\"plain\"; f*=iso-8859-1''%E5", "f"), "\xC3\xA5");
  EXPECT_EQ(parameter("x/y; f*=utf-8''%C3%A5%", "f"), "\xC3\xA5%");
  EXPECT_EQ(parameter("x/y; f*=%zz", "f"), "%zz");
}

TEST(Ascii, WordsAndBlanks) {
  EXPECT_TRUE(same_word("Content-Type", "CONTENT-TYPE"));
  EXPECT_FALSE(same_word("a", "ab"));
  EXPECT_FALSE(same_word("\xC3\xA5", "\xC3\x85"));
  EXPECT_EQ(ascii_lower("AbZ\xC3\x85"), "abz\xC3\x85");
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim("  "), "");
}

}  // namespace
}  // namespace eb
