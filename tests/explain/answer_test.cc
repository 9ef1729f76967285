// SPDX-License-Identifier: MIT
#include "host/explain/answer.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "host/classify/verdict.h"
#include "host/explain/catalog.h"
#include "host/explain/explainer.h"

namespace eb {
namespace {

std::string dsn(std::string_view groups) {
  return "From: MAILER-DAEMON@mx.example.net\r\nTo: holly@bakery.example\r\nSubject: Undelivered Mail\r\n"
         "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
         "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
         "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n"
         "Arrival-Date: Mon, 23 Nov 2026 06:45:00 +0100\r\n\r\n" +
         std::string(groups) +
         "\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <1@bakery.example>\r\nSubject: Buns\r\n"
         "From: holly@bakery.example\r\nTo: bob@example.com\r\nDate: Mon, 23 Nov 2026 06:44:00 "
         "+0100\r\n\r\nHi\r\n--b--\r\n";
}

const std::string failed =
    "Original-Recipient: rfc822; bob@example.com\r\nFinal-Recipient: rfc822; bob@mailbox.example.com\r\nAction: "
    "failed\r\n"
    "Status: 5.0.0\r\nRemote-MTA: dns; mx.example.com\r\nDiagnostic-Code: smtp; 554 Connection refused. 77.238.60.14 "
    "is "
    "listed on the Spamhaus Block List (SBL). IB104\r\nLast-Attempt-Date: Mon, 23 Nov 2026 06:46:00 +0100\r\n"
    "Will-Retry-Until: Tue, 24 Nov 2026 06:46:00 +0100\r\n\r\n";
const std::string delivered = "Final-Recipient: rfc822; ann@example.com\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\n";

TEST(Answer, HoldsTheFieldsOfTheContractInItsOrder) {
  const Json answer = explain_mail(dsn(failed + delivered), {"sv-FI", {}, true, "a.eml"});
  std::vector<std::string> keys;
  for (const auto& [key, value] : answer.items()) keys.push_back(key);
  EXPECT_EQ(keys, (std::vector<std::string>{"schema", "host", "file", "lang", "kind", "explanation", "reporting_mta",
                                            "arrival_date", "original", "recipients", "groups"}));
  EXPECT_EQ(answer["lang"], "sv");
  EXPECT_EQ(answer["kind"], "failure");
  EXPECT_EQ(answer["host"], EXPLAIN_BOUNCE_VERSION);
  keys.clear();
  for (const auto& [key, value] : answer["recipients"][0].items()) keys.push_back(key);
  EXPECT_EQ(keys, (std::vector<std::string>{"address", "final_address", "action", "reason", "permanence", "resend",
                                            "who", "status", "reply_code", "diagnostic", "remote_mta", "provider",
                                            "provider_code", "blocklist", "ip", "last_attempt", "will_retry_until",
                                            "explanation", "evidence"}));
  EXPECT_EQ(answer["recipients"][0]["address"], "bob@example.com");
  EXPECT_EQ(answer["recipients"][0]["final_address"], "bob@mailbox.example.com");
  EXPECT_EQ(answer["recipients"][0]["ip"], "77.238.60.14");
  EXPECT_EQ(answer["recipients"][0]["last_attempt"], "2026-11-23T06:46:00+01:00");
  EXPECT_EQ(answer["recipients"][1], (Json{{"address", "ann@example.com"}, {"action", "delivered"}}));
}

TEST(Answer, ToldOnceForThoseToWhomTheSameHappened) {
  const auto full = [](const std::string& address) {
    return "Final-Recipient: rfc822; " + address + "\r\nAction: failed\r\nStatus: 5.2.2\r\n\r\n";
  };
  const Json answer = explain_mail(dsn(full("dan@example.com") + delivered + full("bo@example.com") +
                                       "Final-Recipient: rfc822; cy@example.com\r\nAction: failed\r\nStatus: "
                                       "5.1.1\r\n\r\n"),
                                   {"en", {}, false, ""});
  ASSERT_EQ(answer["groups"].size(), 2U);
  EXPECT_EQ(answer["groups"][0]["recipients"], (Json{0, 2}));
  EXPECT_EQ(answer["groups"][0]["explanation"]["headline"], "The mailboxes of 2 recipients are full");
  EXPECT_EQ(answer["recipients"][0]["explanation"]["headline"], "The mailbox of dan@example.com is full");
  EXPECT_EQ(answer["groups"][1], (Json{{"recipients", {3}}}));
  const Json polish = explain_mail(dsn(full("ann@example.com") + full("bo@example.com")), {"pl", {}, false, ""});
  EXPECT_NE(polish["groups"][0]["explanation"]["headline"], polish["recipients"][0]["explanation"]["headline"]);
}

TEST(Answer, HasASummaryWhenAsked) {
  const std::string mail = dsn(failed);
  EXPECT_FALSE(explain_mail(mail, {"en", {}, false, ""}).contains("summary"));
  const Json summary = explain_mail(mail, {"en", {}, false, "", true})["summary"];
  const std::string full = summary["full"];
  const std::string redacted = summary["redacted"];
  for (const char* fact : {"Recipient: bob@example.com\n", "Subject: Buns\n", "Reported by: mx.example.net\n",
                           "Provider: GoDaddy, IB104\n", "Sending server: 77.238.60.14\n", "Server: mx.example.com\n",
                           "Last attempt: 2026-11-23T06:46:00+01:00\n", "Message-ID: <1@bakery.example>\n"})
    EXPECT_NE(full.find(fact), std::string::npos) << fact << full;
  EXPECT_NE(redacted.find("Recipient: \u2026@example.com\n"), std::string::npos) << redacted;
  for (const char* name : {"bob", "Buns", "holly"}) EXPECT_EQ(redacted.find(name), std::string::npos) << redacted;
}

TEST(Answer, NamesRunnersUpOnlyWhenAsked) {
  EXPECT_TRUE(explain_mail(dsn(failed), {"en", {}, true, ""})["recipients"][0]["evidence"].contains("runners_up"));
  EXPECT_FALSE(explain_mail(dsn(failed), {"en", {}, false, ""})["recipients"][0]["evidence"].contains("runners_up"));
}

TEST(Answer, LeavesOutAnUnreadableAddress) {
  const Json answer =
      explain_mail(dsn("Final-Recipient: rfc822; nobody\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"), {});
  ASSERT_EQ(answer["recipients"].size(), 1U);
  EXPECT_FALSE(answer["recipients"][0].contains("address"));
}

TEST(Answer, CutsALongDiagnosticBetweenCharacters) {
  std::string words;
  for (int i = 0; i < 3000; ++i) words += "å";
  const Json answer =
      explain_mail(dsn("Final-Recipient: rfc822; bob@example.com\r\nAction: failed\r\nDiagnostic-Code: smtp; 550 x" +
                       words + "\r\n\r\n"),
                   {});
  const auto diagnostic = answer["recipients"][0]["diagnostic"].get<std::string>();
  EXPECT_LE(diagnostic.size(), 2010U);
  EXPECT_TRUE(diagnostic.ends_with("å\u2026"));
}

TEST(Answer, OfSomethingThatCannotBeRead) {
  for (const char* mail : {"", "\r\n\r\n", "no header at all"}) {
    const Json answer = explain_mail(mail, {"en", {}, false, "a.eml"});
    EXPECT_EQ(answer["schema"], 1) << mail;
    EXPECT_EQ(answer["file"], "a.eml") << mail;
    EXPECT_EQ(answer["error"]["code"], "unreadable") << mail;
  }
  EXPECT_EQ(explain_text("  ", {})["error"]["code"], "unreadable");
}

TEST(Answer, OfAnOrdinaryMailHasNoRecipients) {
  const Json answer = explain_mail("From: a@example.com\r\nTo: b@example.com\r\nSubject: Hi\r\n\r\nHello", {});
  EXPECT_EQ(answer["kind"], "not_a_report");
  EXPECT_FALSE(answer.contains("recipients"));
}

TEST(Answer, ToPastedWords) {
  const Json answer = explain_text("550 5.1.1 <bob@example.com>: Recipient address rejected: User unknown", {});
  ASSERT_EQ(answer["recipients"].size(), 1U);
  EXPECT_EQ(answer["recipients"][0]["reason"], "user_unknown");
}

TEST(Answer, HostileValuesStayWords) {
  const Json answer = explain_mail(
      dsn("Final-Recipient: rfc822; \"[{ip}|x]{sender}\"@example.com\r\nAction: failed\r\nStatus: 5.2.2\r\n"
          "Diagnostic-Code: smtp; 552 5.2.2 \xFF\xFE mailbox full\r\n\r\n"),
      {});
  EXPECT_NO_THROW(answer.dump());  // UTF-8 throughout
  const std::string said = answer["recipients"][0]["explanation"].dump();
  EXPECT_EQ(said.find("holly@bakery.example@"), std::string::npos);
}

TEST(Explain, FallsBackWithinTheLanguage) {
  Verdict verdict;
  verdict.rule = "nobody/no-such-rule";
  verdict.reason = "mailbox_full";
  verdict.resend = "later";
  const Explanation of_reason = explain(verdict, {}, "sv");
  EXPECT_EQ(of_reason.headline, filled(catalog_entry("sv", "reasons", "mailbox_full"), {}, "sv").headline);
  verdict.resend = "automatic";
  EXPECT_NE(explain(verdict, {}, "sv").headline, of_reason.headline);
  verdict.reason = "no_such_reason";
  verdict.resend = "unknown";
  EXPECT_EQ(explain(verdict, {}, "sv").headline,
            filled(catalog_entry("sv", "reasons", "not_recognised"), {}, "sv").headline);
  verdict.rule = "godaddy/IB508/words";
  EXPECT_EQ(explain(verdict, {}, "sv").headline,
            filled(catalog_entry("sv", "rules", "godaddy/IB508"), {}, "sv").headline);
}

TEST(Filled, LeavesOutWhatIsEmpty) {
  const Json entry = {
      {"headline", "H"},
      {"cause", "C"},
      {"steps", {"Do it.", "[Ask {contact_instead}.]"}},
      {"links", {{{"title", "A"}, {"url", "[{removal_url}]"}}, {{"title", "B"}, {"url", "https://b.example"}}}}};
  const Explanation got = filled(entry, {}, "en");
  EXPECT_EQ(got.steps, std::vector<std::string>{"Do it."});
  ASSERT_EQ(got.links.size(), 1U);
  EXPECT_EQ(got.links[0].title, "B");
}

// The schema and the code name the same fields. Those that the mail above cannot show stand here.
void collect(const Json& value, const std::string& at, std::set<std::string>& out) {
  if (value.is_object())
    for (const auto& [key, child] : value.items()) {
      out.insert(at + "/" + key);
      collect(child, at + "/" + key, out);
    }
  if (value.is_array())
    for (const Json& child : value) collect(child, at, out);
}

void collect_schema(const Json& schema, const Json& root, const std::string& at, std::set<std::string>& out) {
  if (schema.contains("$ref")) {
    const std::string name = schema["$ref"].get<std::string>().substr(8);  // "#/$defs/"
    return collect_schema(root["$defs"][name], root, at, out);
  }
  if (schema.contains("items")) collect_schema(schema["items"], root, at, out);
  if (!schema.contains("properties")) return;
  for (const auto& [key, child] : schema["properties"].items()) {
    out.insert(at + "/" + key);
    collect_schema(child, root, at + "/" + key, out);
  }
}

TEST(Schema, NamesTheFieldsThatTheCodeEmits) {
  std::ifstream in(SOURCE_DIR "/host/explain/answer.schema.json");
  const Json schema = Json::parse(in);
  std::set<std::string> named;
  for (const char* form : {"answer", "matches", "failure"}) collect_schema(schema["$defs"][form], schema, "", named);
  std::set<std::string> emitted;
  const Question all{"en", {}, true, "a.eml", true};
  collect(explain_mail(dsn(failed + delivered), all), "", emitted);
  collect(explain_mail(dsn(failed + "Final-Recipient: rfc822; ann@example.com\r\nAction: failed\r\nStatus: 5.3.4\r\n"
                                    "Diagnostic-Code: smtp; 552 message size 6576 exceeds size limit 3000\r\n\r\n"
                                    "Final-Recipient: rfc822; cy@example.com\r\nAction: failed\r\nStatus: 5.3.4\r\n"
                                    "Diagnostic-Code: smtp; 552 message size 6576 exceeds size limit 3000\r\n\r\n"),
                       all),
          "", emitted);
  collect(explain_mail("From: Mail Delivery System <postmaster@x.example>\r\nSubject: Undelivered mail\r\n\r\nYou have "
                       "7 undelivered messages: http://x.example\r\n",
                       all),
          "", emitted);
  collect(explain_mail("", all), "", emitted);
  collect(explain_text("zwirbel gnomf, wait 10 minutes", all), "", emitted);
  collect(explain_text("550 5.1.1 <bob@gmial.com>: user unknown", all), "", emitted);
  collect(lookup("IB104", all), "", emitted);
  collect(lookup("mailbox full", all), "", emitted);
  collect(lookup("", all), "", emitted);
  std::string deep = "From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (int i = 0; i < 2500; ++i) deep += "--b\r\n\r\nx\r\n";
  collect(explain_mail(deep, all), "", emitted);
  collect(
      explain_mail("From: fbl@example.com\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; "
                   "report-type=feedback-report; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHi\r\n--b\r\n"
                   "Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\n"
                   "Original-Rcpt-To: <ann@example.com>\r\n\r\n--b--\r\n",
                   all),
      "", emitted);
  // Found in the catalogs' links, where the words carry one; native messaging cuts what does not fit a reply.
  for (const char* field :
       {"/contact_instead", "/truncated", "/matches/explanation/links", "/matches/explanation/links/title",
        "/matches/explanation/links/url", "/explanation/steps", "/explanation/links", "/explanation/links/title",
        "/explanation/links/url", "/groups/explanation/links", "/groups/explanation/links/title",
        "/groups/explanation/links/url"})
    emitted.insert(field);
  for (const std::string& field : emitted) EXPECT_TRUE(named.contains(field)) << field << " is not in the schema";
  for (const std::string& field : named) EXPECT_TRUE(emitted.contains(field)) << field << " is never emitted";
}

TEST(Schema, KnowsEveryReason) {
  std::ifstream in(SOURCE_DIR "/host/explain/answer.schema.json");
  const Json schema = Json::parse(in);
  std::set<std::string> of_schema;
  for (const Json& reason : schema["$defs"]["reason"]["enum"]) of_schema.insert(reason.get<std::string>());
  std::set<std::string> of_code;
  for (const std::string_view reason : reasons()) of_code.emplace(reason);
  EXPECT_EQ(of_schema, of_code);
}

}  // namespace
}  // namespace eb
