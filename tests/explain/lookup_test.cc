// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "host/explain/answer.h"
#include "host/explain/search.h"

namespace eb {
namespace {

Json matches(std::string_view query, const char* lang) { return lookup(query, {lang, {}, false, ""}).at("matches"); }

struct Asked {
  const char* lang;
  const char* query;
  const char* reason;  // of the first match
  const char* code;    // "": none wanted
};

class Lookup : public testing::TestWithParam<Asked> {};
TEST_P(Lookup, FindsItFirst) {
  const Json found = matches(GetParam().query, GetParam().lang);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].value("reason", ""), GetParam().reason);
  EXPECT_EQ(found[0].value("code", ""), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    Queries, Lookup,
    testing::Values(
        Asked{"en", "IB504", "rate_limited", "IB504"}, Asked{"sv", "ib504", "rate_limited", "IB504"},
        Asked{"en", "IB508", "authentication_failed", "IB508"},
        Asked{"en", "5.7.26", "authentication_failed", "5.7.26"}, Asked{"sv", "5.7.25", "reverse_dns", "5.7.25"},
        Asked{"en", "5.1.1", "user_unknown", "5.1.1"}, Asked{"en", "5.2.2", "mailbox_full", "5.2.2"},
        Asked{"en", "too many recipients", "too_many_recipients", ""}, Asked{"en", "full mailbox", "mailbox_full", ""},
        Asked{"en", "mailbx full", "mailbox_full", ""}, Asked{"en", "over quota", "mailbox_full", ""},
        Asked{"en", "virus", "virus", ""}, Asked{"en", "blacklist", "ip_blocked", ""},
        Asked{"en", "reverse dns", "reverse_dns", ""}, Asked{"en", "greylisting", "greylisted", ""},
        Asked{"en", "message too large", "message_too_large", ""},
        Asked{"en", "550 5.1.1 <bob@example.com>: Recipient address rejected: User unknown in local recipient table",
              "user_unknown", "5.1.1"},
        Asked{"sv", "full brevlåda", "mailbox_full", ""}, Asked{"sv", "full brevlada", "mailbox_full", ""},
        Asked{"en", "full brevlåda", "mailbox_full", ""}, Asked{"sv", "svartlista", "ip_blocked", ""},
        Asked{"sv", "mailbox full", "mailbox_full", ""}, Asked{"sv", "bilagan för stor", "message_too_large", ""},
        Asked{"sv", "för många mottagare", "too_many_recipients", ""},
        // The help page's Swedish words.
        Asked{"sv", "Kontots lagringsutrymme är slut", "mailbox_full", ""},
        Asked{"sv", "Kontot finns inte", "user_unknown", ""}, Asked{"sv", "Kontot är inaktivt", "mailbox_disabled", ""},
        Asked{"sv", "Tidsgränsen överskreds", "delivery_timeout", ""},
        Asked{"sv", "550 Mottagaren hittades inte.", "user_unknown", ""},
        Asked{"sv", "554 RBL avvisning. Denna IP-adress har blockerats från vår interna RBL.", "ip_blocked", ""},
        Asked{"sv", "550 Denna IP har skickat för många meddelanden den senaste timmen. IB504", "rate_limited",
              "IB504"},
        Asked{"sv", "552 Virusinfekterat meddelande avvisades. IB705", "virus", "IB705"}));

TEST(LookupAnswer, IsEmptyForNonsense) {
  for (const char* nonsense : {"xyzzy plugh", "!!!", "qwertyuiop", "the of and"})
    EXPECT_TRUE(matches(nonsense, "en").empty()) << nonsense;
}

TEST(LookupAnswer, WithoutAQueryTellsWhatABounceIs) {
  for (const char* nothing : {"", " "}) {
    const Json found = matches(nothing, "sv");
    ASSERT_EQ(found.size(), 10U);
    EXPECT_EQ(found[0]["topic"], "bounce");
    EXPECT_EQ(found[0]["explanation"]["headline"], "Vad är en studs?");
    EXPECT_FALSE(found[0].contains("reason"));
  }
}

TEST(LookupAnswer, FindsTopicsBesideReasons) {
  const auto has_topic = [](const Json& found, const char* topic) {
    return std::any_of(found.begin(), found.end(), [&](const Json& m) { return m.value("topic", "") == topic; });
  };
  EXPECT_TRUE(has_topic(matches("hard bounce", "en"), "hard_and_soft"));
  EXPECT_TRUE(has_topic(matches("nätfiske", "sv"), "lures"));
  EXPECT_TRUE(has_topic(matches("backscater", "en"), "backscatter"));
}

TEST(LookupAnswer, SpeaksTheAskedLanguage) {
  const Json swedish = matches("mailbox full", "sv");
  const Json english = matches("mailbox full", "en");
  ASSERT_FALSE(swedish.empty());
  ASSERT_FALSE(english.empty());
  EXPECT_NE(swedish[0]["explanation"]["headline"], english[0]["explanation"]["headline"]);
  EXPECT_NE(swedish[0]["explanation"]["headline"].get<std::string>().find("revlåda"), std::string::npos);
}

TEST(LookupAnswer, TellsEachExplanationOnceAndAtMostEight) {
  for (const char* query : {"server", "mail", "address", "recipient", "blocked", "IB504 IB508"}) {
    const Json found = matches(query, "en");
    EXPECT_LE(found.size(), 8U) << query;
    std::set<std::string> told;
    for (const Json& match : found) EXPECT_TRUE(told.insert(match["explanation"].dump()).second) << query;
  }
}

TEST(Likeness, ForgivesALetterInLongWordsOnly) {
  EXPECT_EQ(likeness("mailbox", "mailbox"), 1);
  EXPECT_GT(likeness("mailbxo", "mailbox"), 0);
  EXPECT_GT(likeness("malbox", "mailbox"), 0);
  EXPECT_GT(likeness("mailbox", "mailboxes"), 0);
  EXPECT_GT(likeness("brevlada", "brevlåda"), 0.8);
  EXPECT_EQ(likeness("ful", "full"), 0);
  EXPECT_EQ(likeness("fill", "full"), 0);
  EXPECT_EQ(likeness("5.7.26", "5.7.25"), 0);
  EXPECT_EQ(likeness("ib504", "ib505"), 0);
}

TEST(WordsOf, KeepsCodesWhole) {
  EXPECT_EQ(words_of("Status: 5.7.26, (IB504)."), (std::vector<std::string>{"status", "5.7.26", "ib504"}));
  EXPECT_TRUE(words_of(" .,!").empty());
}

}  // namespace
}  // namespace eb
