// SPDX-License-Identifier: MIT
#include "host/cli/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/cli/help.h"

namespace eb {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

using W = std::vector<std::string>;

TEST(ExplainOptions, Defaults) {
  const auto options = read_explain_options({});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->format, Format::text);
  EXPECT_EQ(options->jobs, 1u);
  EXPECT_FALSE(options->verbose || options->redact || options->help);
  EXPECT_TRUE(options->paths.empty() && options->lang.empty() && options->me.empty());
}

TEST(ExplainOptions, All) {
  const auto options = read_explain_options({"--format", "json", "--lang", "sv-FI", "--me", "a@example.com",
                                             "--me=b@example.com", "--verbose", "--redact", "--jobs", "4",
                                             "--files-from", "-", "a.eml", "-", "--text=t.txt", "b.eml"});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->format, Format::json);
  EXPECT_EQ(options->lang, "sv-FI");
  EXPECT_THAT(options->me, ElementsAre("a@example.com", "b@example.com"));
  EXPECT_TRUE(options->verbose);
  EXPECT_TRUE(options->redact);
  EXPECT_EQ(options->jobs, 4u);
  EXPECT_EQ(options->files_from, "-");
  EXPECT_EQ(options->text, "t.txt");
  EXPECT_THAT(options->paths, ElementsAre("a.eml", "-", "b.eml"));
}

TEST(ExplainOptions, TwoDashesEndTheOptions) {
  const auto options = read_explain_options({"--verbose", "--", "--help", "-x", "--"});
  ASSERT_TRUE(options);
  EXPECT_FALSE(options->help);
  EXPECT_THAT(options->paths, ElementsAre("--help", "-x", "--"));
}

TEST(ExplainOptions, AValueMayBeginWithADash) {
  EXPECT_EQ(read_explain_options({"--text", "-"})->text, "-");
  EXPECT_EQ(read_explain_options({"--me=-a@example.com"})->me[0], "-a@example.com");
}

TEST(ExplainOptions, FaultsNameTheWord) {
  const auto fault = [](const W& words) {
    const auto options = read_explain_options(words);
    return options ? std::string() : options.error();
  };
  EXPECT_THAT(fault({"--frmat", "json"}), HasSubstr("--frmat"));
  EXPECT_THAT(fault({"-x"}), HasSubstr("-x"));
  EXPECT_THAT(fault({"--format", "xml"}), HasSubstr("xml"));
  EXPECT_THAT(fault({"--format"}), HasSubstr("--format"));
  EXPECT_THAT(fault({"--lang="}), HasSubstr("--lang"));
  EXPECT_THAT(fault({"--verbose=yes"}), HasSubstr("--verbose"));
  EXPECT_THAT(fault({"a.eml", "--redact=1", "b.eml"}), HasSubstr("--redact"));
  for (const char* jobs : {"0", "65", "-1", "two", "4x", "", "99999999999"})
    EXPECT_THAT(fault({"--jobs", jobs}), HasSubstr("--jobs")) << jobs;
  EXPECT_NE(fault({""}), "");
}

TEST(LookupOptions, WordsAreJoined) {
  const auto options = read_lookup_options({"--lang", "sv", "full", "brevl\u00e5da", "--format=json"});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->query, "full brevl\u00e5da");
  EXPECT_EQ(options->lang, "sv");
  EXPECT_EQ(options->format, Format::json);
}

TEST(LookupOptions, NothingToLookUp) {
  EXPECT_EQ(read_lookup_options({})->query, "");  // what a bounce is
  EXPECT_FALSE(read_lookup_options({"x", "--verbose"}));
  EXPECT_TRUE(read_lookup_options({"--help"})->help);
}

TEST(LanguageOfLocale, FirstThatSaysSomething) {
  EXPECT_EQ(language_of_locale("sv_SE.UTF-8", "de_DE", "en_US"), "sv-SE");
  EXPECT_EQ(language_of_locale("", "de_DE@euro", "en_US"), "de-DE");
  EXPECT_EQ(language_of_locale(nullptr, nullptr, "sv"), "sv");
  EXPECT_EQ(language_of_locale("C.UTF-8", "sv_SE", "sv_SE"), "");
  EXPECT_EQ(language_of_locale("POSIX", nullptr, nullptr), "");
  EXPECT_EQ(language_of_locale(nullptr, nullptr, nullptr), "");
}

TEST(Help, ShowsWhatIsThereAndFits) {
  for (std::string_view text : {main_help(), explain_help(), lookup_help(), feedback_help(), serve_help()}) {
    EXPECT_THAT(std::string(text), HasSubstr("examples:"));
    std::size_t begin = 0;
    while (begin < text.size()) {
      const std::size_t end = text.find('\n', begin);
      ASSERT_NE(end, std::string_view::npos);
      EXPECT_LE(end - begin, 120u) << text.substr(begin, end - begin);
      begin = end + 1;
    }
  }
  for (const char* option :
       {"--format", "--lang", "--me", "--verbose", "--redact", "--jobs", "--files-from", "--text", "--summary"})
    EXPECT_THAT(std::string(explain_help()), HasSubstr(option));
  for (const char* verb :
       {"explain", "scan", "lookup", "feedback", "install", "uninstall", "doctor", "serve", "--help", "--version"})
    EXPECT_THAT(std::string(main_help()), HasSubstr("\n  " + std::string(verb) + " "));
  EXPECT_EQ(version(), "explain-bounce " EXPLAIN_BOUNCE_VERSION "\n");
}

}  // namespace
}  // namespace eb
