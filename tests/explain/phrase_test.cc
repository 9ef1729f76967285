// SPDX-License-Identifier: MIT
#include "host/explain/phrase.h"

#include <gtest/gtest.h>

#include "host/explain/plural.h"

namespace eb {
namespace {

struct Filled {
  const char* text;
  Values values;
  const char* expected;
};

class Fill : public testing::TestWithParam<Filled> {};

TEST_P(Fill, SaysIt) { EXPECT_EQ(fill(std::string_view(GetParam().text), GetParam().values), GetParam().expected); }

const Values nothing;
const Values bob{{"recipient", "bob@example.com"}, {"ip", "192.0.2.7"}};

INSTANTIATE_TEST_SUITE_P(
    Phrases, Fill,
    testing::Values(
        Filled{"No brackets at all.", nothing, "No brackets at all."},
        Filled{"The address [{recipient}|you wrote to] is wrong.", bob, "The address bob@example.com is wrong."},
        Filled{"The address [{recipient}|you wrote to] is wrong.", nothing, "The address you wrote to is wrong."},
        Filled{"[{sender}|{recipient}|You] wrote.", bob, "bob@example.com wrote."},
        Filled{"[{ip} and {sender}|{ip}|It] is blocked.", bob, "192.0.2.7 is blocked."},
        Filled{"It [until {will_retry_until}] waits.", nothing, "It waits."},
        Filled{"It waits [until {will_retry_until}].", nothing, "It waits."},
        Filled{"It waits[ until {will_retry_until}].", nothing, "It waits."},
        Filled{"One [{subject}] [{date}] two.", nothing, "One two."},
        Filled{"[{subject}] came back, [{date}], and [{ip}]!", nothing, "came back,, and!"},
        Filled{"[For {provider}: ]Ask them.", nothing, "Ask them."}, Filled{"[Ask about {sender}.]", nothing, ""},
        // Only where a bracket vanished: blanks of the words and of values stay.
        Filled{"A  b [{recipient}] .", bob, "A  b bob@example.com ."},
        Filled{"[{subject}]", {{"subject", " a  , b "}}, " a  , b "},
        // Values are never read as the language of phrases.
        Filled{"[{subject}|none]", {{"subject", "[{ip}|x] {recipient}"}}, "[{ip}|x] {recipient}"},
        Filled{"[{subject}] sent", {{"subject", "{recipient}"}, {"recipient", "secret"}}, "{recipient} sent"},
        // An empty value is not known.
        Filled{"[{subject}|no subject]", {{"subject", ""}}, "no subject"}));

TEST(Fill, TakesThePluralFormOfTheCount) {
  const Json text = {{"one", "One address failed."}, {"other", "[{count}] addresses failed."}};
  EXPECT_EQ(fill(text, "en", {{"count", "1"}}), "One address failed.");
  EXPECT_EQ(fill(text, "en", {{"count", "3"}}), "3 addresses failed.");
  EXPECT_EQ(fill(text, "en", {}), "One address failed.");
  EXPECT_EQ(fill(Json(7), "en", {}), "");
}

TEST(Fill, NeedsNoBracketForWhatTheReportCounts) {
  const Json text = {{"one", "{shown} of {count} mail in {folder}"}, {"other", "{shown} of {count} mails in {folder}"}};
  EXPECT_EQ(fill(text, "en", {{"shown", "3"}, {"count", "40"}, {"folder", "[In] {ip}"}}), "3 of 40 mails in [In] {ip}");
  EXPECT_EQ(fill(text, "en", {{"shown", "1"}, {"count", "1"}, {"folder", "Inbox"}}), "1 of 1 mail in Inbox");
}

TEST(ParsePhrase, TellsEveryFault) {
  const auto faults = [](std::string_view text) { return parse_phrase(text).faults.size(); };
  EXPECT_EQ(faults("Fine [with {ip}|without]."), 0U);
  EXPECT_EQ(faults("[{nonsense}]"), 1U);
  EXPECT_EQ(faults("{ip} outside"), 1U);
  EXPECT_EQ(faults("[{ip} open"), 2U);  // the bracket, and the placeholder that is outside now
  EXPECT_EQ(faults("closed]"), 1U);
  EXPECT_EQ(faults("a | b"), 1U);
  EXPECT_EQ(faults("[{ip [x]"), 3U);  // two brackets, and a brace
  EXPECT_EQ(faults("[always said]"), 1U);
  EXPECT_EQ(faults("[{ip}|always|never reached]"), 1U);
}

struct Plural {
  const char* language;
  std::uint64_t n;
  const char* category;
};

TEST(Plurals, AreThoseOfCldr) {
  for (const Plural& p :
       {Plural{"en", 0, "other"}, {"en", 1, "one"},        {"en", 2, "other"},       {"sv", 1, "one"},
        {"sv", 21, "other"},      {"da", 1, "one"},        {"nb", 0, "other"},       {"fi", 1, "one"},
        {"de", 1, "one"},         {"nl", 2, "other"},      {"fr", 0, "one"},         {"fr", 1, "one"},
        {"fr", 2, "other"},       {"fr", 1000000, "many"}, {"es", 0, "other"},       {"es", 1, "one"},
        {"es", 2000000, "many"},  {"it", 1, "one"},        {"it", 1000001, "other"}, {"pt", 0, "one"},
        {"pt", 2, "other"},       {"pl", 1, "one"},        {"pl", 2, "few"},         {"pl", 4, "few"},
        {"pl", 5, "many"},        {"pl", 12, "many"},      {"pl", 14, "many"},       {"pl", 22, "few"},
        {"pl", 0, "many"},        {"pl", 21, "many"},      {"ja", 1, "other"},       {"ar", 0, "zero"},
        {"ar", 1, "one"},         {"ar", 2, "two"},        {"ar", 3, "few"},         {"ar", 10, "few"},
        {"ar", 11, "many"},       {"ar", 99, "many"},      {"ar", 100, "other"},     {"ar", 102, "other"},
        {"ar", 103, "few"},       {"xx", 1, "other"}})
    EXPECT_EQ(plural_category(p.language, p.n), p.category) << p.language << " " << p.n;
}

TEST(Plurals, EveryCategoryIsOneOfTheLanguage) {
  for (const char* language : {"en", "sv", "da", "nb", "fi", "de", "nl", "fr", "es", "it", "pt", "pl", "ja", "ar"}) {
    const auto all = plural_categories(language);
    ASSERT_FALSE(all.empty()) << language;
    for (std::uint64_t n : {0U, 1U, 2U, 3U, 5U, 11U, 12U, 22U, 100U, 1000000U})
      EXPECT_NE(std::find(all.begin(), all.end(), plural_category(language, n)), all.end()) << language << " " << n;
  }
  EXPECT_TRUE(plural_categories("xx").empty());
}

}  // namespace
}  // namespace eb
