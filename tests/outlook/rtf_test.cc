// SPDX-License-Identifier: MIT
#include "mime/outlook/rtf.h"

#include <gtest/gtest.h>

#include <string>

#include "mime/outlook/code_page.h"

namespace eb::outlook {
namespace {

std::string bytes(std::initializer_list<int> values) {
  std::string out;
  for (const int value : values) out.push_back(static_cast<char>(value));
  return out;
}

// [MS-OXRTFCP] 4.1.1 and 4.1.2: the standard's own examples.
TEST(CompressedRtf, ReadsTheStandardsFirstExample) {
  const std::string stream =
      bytes({0x2d, 0,    0,    0,    0x2b, 0,    0,    0,    0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03,
             0x00, 0x0a, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65,
             0x6c, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0});
  EXPECT_EQ(decompress_rtf(stream, 1000), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
}

TEST(CompressedRtf, ReadsTheStandardsSecondExample) {
  const std::string stream =
      bytes({0x1a, 0,    0,    0,    0x1c, 0,    0,    0,    0x4c, 0x5a, 0x46, 0x75, 0xe2, 0xd4, 0x4b,
             0x51, 0x41, 0x00, 0x04, 0x20, 0x57, 0x58, 0x59, 0x5a, 0x0d, 0x6e, 0x7d, 0x01, 0x0e, 0xb0});
  EXPECT_EQ(decompress_rtf(stream, 1000), "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
}

TEST(CompressedRtf, StopsAtItsLimit) {
  std::string stream(8, '\0');
  stream += "LZFu" + std::string(4, '\0');
  for (int i = 0; i < 1000; ++i)
    stream +=
        bytes({0xFF, 0x00, 0x0F, 0x00, 0x0F, 0x00, 0x0F, 0x00, 0x0F, 0x00, 0x0F, 0x00, 0x0F, 0x00, 0x0F, 0x00, 0x0F});
  EXPECT_EQ(decompress_rtf(stream, 5000).size(), 5000U);
  EXPECT_EQ(decompress_rtf("", 10), "");
  EXPECT_EQ(decompress_rtf(std::string(16, 'x'), 10), "");
  EXPECT_EQ(decompress_rtf(stream.substr(0, 18), 100), "");
}

TEST(Rtf, GivesItsWordsAlone) {
  const RtfText read = read_rtf(
      "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fswiss Arial;}}{\\colortbl;\\red0\\green0\\blue0;}"
      "{\\*\\generator Word;}\\pard\\f0 Hello \\b Bob\\b0\\par H\\'e4lsningar \\u8211?\\tab\\{end\\}\\line\r\nbye}");
  EXPECT_FALSE(read.html);
  EXPECT_EQ(read.text, "Hello Bob\nHälsningar –\t{end}\nbye");
}

TEST(Rtf, GivesTheHtmlThatWasWrapped) {
  const RtfText read = read_rtf(
      "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\fonttbl{\\f0 Arial;}}{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 "
      "User unknown\\htmlrtf\\par}\\htmlrtf0 {\\*\\htmltag72 </p>}}");
  EXPECT_TRUE(read.html);
  EXPECT_EQ(read.text, "<p>User unknown</p>");
}

TEST(Rtf, ReadsCharactersOfTwoBytesAndPairs) {
  EXPECT_EQ(read_rtf("{\\rtf1\\ansi\\ansicpg932 \\'93\\'fa\\'96{\\'7b}}").text.substr(0, 3), "日");
  EXPECT_EQ(read_rtf("{\\rtf1\\uc0\\u-10179\\u-8704 !}").text, "😀!");
}

TEST(Rtf, ReadsEachFontInItsOwnCharacters) {
  // Windows' names for Cyrillic (204) and Japanese (128), in a document that calls itself Western.
  const std::string head =
      "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}"
      "{\\f1\\fnil\\fcharset204{\\*\\fname Arial;}Arial Cyr;}{\\f2\\fcharset128 MS Gothic;}}";
  EXPECT_EQ(
      read_rtf(head + "\\f1 \\'cf\\'f0\\'e8\\'e2\\'e5\\'f2\\f0  \\'e4{\\f2 \\'93\\'fa}\\'e4\\f1 \\'cf\\plain \\'e4}")
          .text,
      "\u041f\u0440\u0438\u0432\u0435\u0442 \u00e4\u65e5\u00e4\u041f\u00e4");
  // A font that the table does not name, and one by default.
  EXPECT_EQ(read_rtf(head + "\\f9 \\'e4}").text, "\u00e4");
  EXPECT_EQ(read_rtf("{\\rtf1\\ansi\\ansicpg1252\\deff1{\\fonttbl{\\f1\\fcharset204 Arial;}}\\'cf}").text, "\u041f");
  // HTML in it: the markup is the document's, the words are the font's.
  EXPECT_EQ(read_rtf("{\\rtf1\\ansi\\ansicpg1252\\fromhtml1\\deff0{\\fonttbl{\\f1\\fcharset204 Arial;}}"
                     "\\htmlrtf\\f1\\htmlrtf0 {\\*\\htmltag64 <p title='\\'e4'>}\\'cf}")
                .text,
            "<p title='\u00e4'>\u041f");
}

TEST(Rtf, SkipsNothingBeyondAGroup) { EXPECT_EQ(read_rtf("{\\rtf1 {\\u8211}a{\\u8211}{b}}").text, "\u2013a\u2013b"); }

TEST(CodePages, HaveTheirNames) {
  const std::pair<std::uint32_t, const char*> rows[] = {
      {0, "windows-1252"},    {1251, "windows-1251"}, {1200, "utf-16le"}, {28592, "iso-8859-2"}, {38598, "iso-8859-8"},
      {50222, "iso-2022-jp"}, {51936, "gb2312"},      {65001, "utf-8"},   {932, "cp932"},        {20127, "us-ascii"}};
  for (const auto& [number, name] : rows) EXPECT_EQ(charset_of(number), name) << number;
}

TEST(Rtf, SurvivesWhatIsNone) {
  for (const char* text :
       {"", "\\", "{", "}}}", "\\'", "\\'4", "\\bin99999999999 x", "\\bin-5 x", "\\u", "{\\*", "\\uc999999999 \\u1"})
    EXPECT_LT(read_rtf(text).text.size(), 20U) << text;
  EXPECT_EQ(read_rtf(std::string(100000, '{') + "deep").text, "deep");
}

}  // namespace
}  // namespace eb::outlook
