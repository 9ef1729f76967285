// SPDX-License-Identifier: MIT
#include "host/explain/words.h"

#include <gtest/gtest.h>

namespace eb {
namespace {

TEST(Words, AreThoseOfTheSectionsInTheLanguage) {
  const Json got = words_of("sv-FI", {"who", "permanence"});
  EXPECT_EQ(got["lang"], "sv");
  EXPECT_EQ(got["direction"], "ltr");
  EXPECT_EQ(got["words"]["who.sender"], "Du");
  EXPECT_TRUE(got["words"].contains("permanence.permanent"));
  for (const auto& [key, word] : got["words"].items()) {
    EXPECT_TRUE(key.starts_with("who.") || key.starts_with("permanence.")) << key;
    EXPECT_FALSE(word.empty()) << key;
  }
}

TEST(Words, OfAnUnknownLanguageAreEnglishAndOfAnUnknownSectionNone) {
  const Json got = words_of("tlh", {"nonsense"});
  EXPECT_EQ(got["lang"], "en");
  EXPECT_EQ(got["words"], Json::object());
  EXPECT_EQ(words_of("ar", {"who"})["direction"], "rtl");
}

TEST(Words, WithoutSectionsAreAllAndFitIntoAReply) {
  const Json got = words_of("ja", {});
  EXPECT_TRUE(got["words"].contains("who.sender"));
  EXPECT_TRUE(got["words"].contains("cli.steps"));
  EXPECT_EQ(got["words"]["provider.google"], "Gmail");
  EXPECT_LT(got.dump().size(), 500'000U);
}

}  // namespace
}  // namespace eb
