// SPDX-License-Identifier: MIT
#include "mime/utf8.h"

#include <gtest/gtest.h>

#include <vector>

namespace eb {
namespace {

TEST(Utf8, ReadsCharactersOfEverySize) {
  const std::string_view s = "a\u00e5\u20ac\U0001F600";
  std::vector<std::pair<char32_t, std::size_t>> found;
  for (std::size_t i = 0; i < s.size();) {
    const Character c = character_at(s, i);
    EXPECT_TRUE(c.is_valid);
    found.emplace_back(c.code, c.size);
    i += c.size;
  }
  EXPECT_EQ(found, (std::vector<std::pair<char32_t, std::size_t>>{{'a', 1}, {0xE5, 2}, {0x20AC, 3}, {0x1F600, 4}}));
}

// The Unicode Standard 3.9, tables 3-7 to 3-11: what is broken ends where the next character may begin.
TEST(Utf8, TakesBrokenBytesThatBelongTogether) {
  struct Broken {
    std::string_view bytes;
    std::size_t size;
  };
  for (const auto& [bytes, size] : std::vector<Broken>{{"\x80", 1},
                                                       {"\xC0\xAF", 1},          // overlong
                                                       {"\xE0\x80\xBF", 1},      // overlong
                                                       {"\xED\xA0\x80", 1},      // a surrogate
                                                       {"\xF4\x91\x92\x93", 1},  // above U+10FFFF
                                                       {"\xFF", 1},
                                                       {"\xE1\x80\xE2", 2},  // cut, and the next begins
                                                       {"\xF0\x91\x92", 3},  // cut by the end
                                                       {"\xF1\xBF\x41", 2}}) {
    const Character c = character_at(bytes, 0);
    EXPECT_FALSE(c.is_valid);
    EXPECT_EQ(c.size, size) << testing::PrintToString(bytes);
    EXPECT_EQ(c.code, 0xFFFDU);
    EXPECT_FALSE(is_utf8(bytes));
  }
}

TEST(Utf8, WritesWhatItReads) {
  for (const char32_t code : {0x24U, 0x7FU, 0x80U, 0x7FFU, 0x800U, 0xFFFFU, 0x10000U, 0x10FFFFU}) {
    std::string out;
    append_utf8(code, out);
    EXPECT_TRUE(is_utf8(out));
    EXPECT_EQ(character_at(out, 0).code, code);
    EXPECT_EQ(character_at(out, 0).size, out.size());
  }
  for (const char32_t code : {0xD800U, 0xDFFFU, 0x110000U}) {
    std::string out;
    append_utf8(code, out);
    EXPECT_EQ(out, replacement_character);
  }
}

TEST(Utf8, CutsNoCharacterInTwo) {
  const std::string_view s = "a\u20acb";
  EXPECT_EQ(whole_characters(s, 9), s);
  EXPECT_EQ(whole_characters(s, 4), "a\u20ac");
  EXPECT_EQ(whole_characters(s, 3), "a");
  EXPECT_EQ(whole_characters(s, 1), "a");
  EXPECT_EQ(whole_characters(s, 0), "");
  EXPECT_EQ(whole_characters("\x80\x80\x80", 2), "");
  EXPECT_EQ(character_begin(s, 3), 1U);
  EXPECT_EQ(character_begin(s, 4), 4U);
}

}  // namespace
}  // namespace eb
