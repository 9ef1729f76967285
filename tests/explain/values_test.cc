// SPDX-License-Identifier: MIT
#include "host/explain/values.h"

#include <gtest/gtest.h>

#include "host/explain/catalog.h"
#include "host/explain/imceaex.h"
#include "host/explain/written_time.h"

namespace eb {
namespace {

TEST(WrittenTime, IsWrittenOutInTheLanguage) {
  EXPECT_EQ(written_time("2026-11-23T06:45:00+01:00", "en"), "23 November 2026, 06:45");
  EXPECT_EQ(written_time("2026-11-23T06:45:00+01:00", "sv"), "23 november 2026 kl. 06:45");
  EXPECT_EQ(written_time("2026-05-03T23:05:59Z", "sv"), "3 maj 2026 kl. 23:05");
  EXPECT_EQ(written_time("2026-05-03T23:05:59Z", "xx"), "2026-05-03 23:05");
  for (const char* wrong : {"", "2026", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-32T00:00:00Z",
                            "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "20x6-01-01T00:00:00Z"})
    EXPECT_EQ(written_time(wrong, "en"), "") << wrong;
}

TEST(Imceaex, IsDecoded) {
  EXPECT_EQ(decode_imceaex("IMCEAEX-_O=MMS_OU=EXCHANGE+20ADMINISTRATIVE+20GROUP+20+28FYDIBOHF23SPDLT+29_CN="
                           "RECIPIENTS_CN=User6ed4e168-addd-4b03-95f5-b9c9a421957358d@mgd.example.com"),
            "/O=MMS/OU=EXCHANGE ADMINISTRATIVE GROUP (FYDIBOHF23SPDLT)/CN=RECIPIENTS/"
            "CN=User6ed4e168-addd-4b03-95f5-b9c9a421957358d");
  EXPECT_EQ(decode_imceaex("imceaex-_O=A+2@x.example"), "/O=A+2");
  EXPECT_EQ(decode_imceaex("bob@example.com"), "");
  EXPECT_EQ(decode_imceaex(""), "");
}

TEST(Imceaex, HasAReadableName) {
  EXPECT_EQ(readable_name("IMCEAEX-_O=CHOST_CN=RECIPIENTS_CN=coolexample@ex2.example.net"), "coolexample");
  EXPECT_EQ(readable_name("IMCEAEX-_O=CHOST_CN=RECIPIENTS_CN=BOB+20ROSS@example.com"), "BOB ROSS");
  EXPECT_EQ(readable_name("To: IMCEAEX-_O=\nCHOST_CN=RECIPIENTS_\nCN =coolexample@ex2.\nexample.net #550"),
            "coolexample");
  EXPECT_EQ(readable_name("IMCEAEX-_o=X_cn=Recipients_cn=0123456789abcdef0123456789abcdef-holly@example.com"), "holly");
  EXPECT_EQ(readable_name("IMCEAEX-_O=NOCN@example.com"), "");
  EXPECT_EQ(readable_name("bob@example.com"), "");
  EXPECT_EQ(readable_name("IMCEAEX-"), "");
}

TEST(ShownValue, HoldsNothingThatChangesTheSentence) {
  EXPECT_EQ(shown_value("plain"), "plain");
  EXPECT_EQ(shown_value("  a \r\n\t b\x07 "), "a b");
  EXPECT_EQ(shown_value("a\u202Eb\u2066c\u200Fd\uFEFFe\u00ADf\u0085g"), "abcdef g");
  EXPECT_EQ(shown_value("\U000E0041x"), "x");
  EXPECT_EQ(shown_value("räksmörgås \u2019 日本"), "räksmörgås \u2019 日本");
  EXPECT_EQ(shown_value("caf\xE9"), "café");  // no UTF-8: windows-1252
  EXPECT_EQ(shown_value(std::string(500, 'x'), 10), "xxxxxxxxxx\u2026");
  EXPECT_EQ(shown_value("0123456789", 10), "0123456789");
  EXPECT_EQ(shown_value("ååååååååå", 5), "åå\u2026");
  EXPECT_EQ(shown_value(""), "");
}

TEST(CutText, NeverCutsACharacter) {
  EXPECT_EQ(cut_text("åäö", 6), "åäö");
  EXPECT_EQ(cut_text("åäö", 5), "åä\u2026");
  EXPECT_EQ(cut_text("åäö", 1), "\u2026");
}

Report report() {
  Report r;
  r.kind = Kind::failure;
  r.original.from = "holly@bakery.example";
  r.original.subject = "The list\r\n for\u202E Thursday";
  r.original.date = "2026-11-23T06:45:00+01:00";
  r.to = {"bounces@bakery.example"};
  r.recipients.resize(2);
  r.recipients[0].address = "ben@harbour.example";
  r.recipients[0].action = "failed";
  r.recipients[0].diagnostic = "554 Client host [77.238.60.14] blocked using zen.spamhaus.org";
  r.recipients[1].address = "ann@harbour.example";
  r.recipients[1].action = "delivered";
  return r;
}

TEST(Reader, IsTheOneOfTheirAddressesThatTheMailNames) {
  Report r = report();
  EXPECT_EQ(reader_of(r, {}), "holly@bakery.example");
  EXPECT_EQ(reader_of(r, {"en", {"other@x.example", "BOUNCES@bakery.example"}, false, ""}), "bounces@bakery.example");
  EXPECT_EQ(reader_of(r, {"en", {"other@x.example"}, false, ""}), "holly@bakery.example");
  r.original.fields = {{"Return-Path", "<env@bakery.example>"}};
  EXPECT_EQ(reader_of(r, {"en", {"env@bakery.example"}, false, ""}), "env@bakery.example");
  r.original = {};
  EXPECT_EQ(reader_of(r, {}), "bounces@bakery.example");
  r.to.clear();
  EXPECT_EQ(reader_of(r, {"en", {"other@x.example"}, false, ""}), "");
}

TEST(Values, AreTakenFromTheMail) {
  const Report r = report();
  Verdict verdict;
  verdict.reason = "ip_blocked";
  const Values values = values_of(r, r.recipients[0], verdict, {}, "en");
  const Values expected{{"recipient", "ben@harbour.example"},
                        {"recipient_domain", "harbour.example"},
                        {"sender", "holly@bakery.example"},
                        {"sender_domain", "bakery.example"},
                        {"own_domain", "bakery.example"},
                        {"spf_mechanism", "ip4:77.238.60.14"},
                        {"spf_record", "bakery.example TXT \"v=spf1 ip4:77.238.60.14 ~all\""},
                        {"subject", "The list for Thursday"},
                        {"date", "23 November 2026, 06:45"},
                        {"count", "1"},
                        {"ip", "77.238.60.14"},
                        {"blocklist", "Spamhaus"},
                        {"removal_url", "https://check.spamhaus.org/results/?query=77.238.60.14"},
                        {"registry", "RIPE NCC"},
                        {"registry_url", "https://apps.db.ripe.net/db-web-ui/query"}};
  EXPECT_EQ(values, expected);
}

TEST(Values, NobodyChangesTheRecordsOfAMailboxProvider) {
  Report r = report();
  r.original.from = "holly@gmail.com";
  const Values values = values_of(r, r.recipients[0], {}, {}, "en");
  EXPECT_EQ(values.at("public_domain"), "gmail.com");
  for (const char* name : {"own_domain", "spf_mechanism", "spf_record"}) EXPECT_FALSE(values.contains(name)) << name;
}

TEST(Values, AServiceIsLetInByItsOwnRecord) {
  Report r = report();
  r.reporting_mta = "mail-sor-f41.google.com";
  r.recipients[0].remote_mta = "mx.harbour.example";
  EXPECT_EQ(values_of(r, r.recipients[0], {}, {}, "en").at("spf_mechanism"), "include:_spf.google.com");
  // Here Google is who refuses, and says nothing of who sent.
  r.recipients[0].remote_mta = r.reporting_mta;
  EXPECT_EQ(values_of(r, r.recipients[0], {}, {}, "en").at("spf_mechanism"), "ip4:77.238.60.14");
}

TEST(Values, TellSizesAndWaits) {
  Report r = report();
  Verdict verdict;
  verdict.reason = "message_too_large";
  r.recipients[0].diagnostic = "552 5.3.4 message size 41943040 exceeds size limit 36700160 of server";
  Values values = values_of(r, r.recipients[0], verdict, {}, "sv");
  EXPECT_EQ(values.at("size"), "40 MB");
  EXPECT_EQ(values.at("limit"), "35 MB");
  r.recipients[0].diagnostic = "450 greylisted, please try again in 300 seconds";
  EXPECT_EQ(values_of(r, r.recipients[0], verdict, {}, "sv").at("wait"), "5 minuter");
}

TEST(Values, OfSeveralAreThoseThatTheyShare) {
  EXPECT_EQ(common_values({{"ip", "192.0.2.1"}, {"recipient", "a@x"}, {"subject", "s"}},
                          {{"ip", "192.0.2.1"}, {"recipient", "b@x"}}),
            (Values{{"ip", "192.0.2.1"}}));
}

TEST(Values, OfTheMailNameTheOnlyRecipientThatDidNotGetIt) {
  Report r = report();
  EXPECT_EQ(values_of(r, Question{}, "en").at("recipient"), "ben@harbour.example");
  r.recipients[1].action = "delayed";
  EXPECT_FALSE(values_of(r, Question{}, "en").contains("recipient"));
  EXPECT_EQ(values_of(r, Question{}, "en").at("count"), "2");
}

TEST(BestLanguage, FallsBack) {
  EXPECT_EQ(best_language("sv"), "sv");
  EXPECT_EQ(best_language("sv-FI"), "sv");
  EXPECT_EQ(best_language("SV_se.UTF-8"), "sv");
  EXPECT_EQ(best_language("en-GB"), "en");
  EXPECT_EQ(best_language("tlh"), "en");
  EXPECT_EQ(best_language("svx"), "en");
  EXPECT_EQ(best_language(""), "en");
}

}  // namespace
}  // namespace eb
