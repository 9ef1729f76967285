// SPDX-License-Identifier: MIT
// Figures, addresses to remove, and the formats.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "host/cli/display.h"
#include "host/scan/summary.h"
#include "host/scan/writer.h"

namespace eb {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Json recipient(const char* address, const char* reason, const char* permanence = "permanent",
               const char* who = "sender", const char* resend = "no", const char* action = "failed") {
  return {{"address", address},       {"action", action}, {"reason", reason},
          {"permanence", permanence}, {"who", who},       {"resend", resend}};
}

Found found(const char* kind, const std::vector<Json>& recipients, const char* received_at = "2026-11-23T08:00:00Z") {
  Found out;
  out.folder = "INBOX";
  out.uid = 17;
  out.size = 123;
  out.received_at = received_at;
  out.answer = {{"schema", 1}, {"kind", kind}};
  if (!recipients.empty()) out.answer["recipients"] = recipients;
  out.text = out.answer.dump();
  return out;
}

TEST(SummaryTest, CountsMailsByKindAndRecipientsByTheRest) {
  Summary summary;
  summary.add_mails(10);
  summary.add(found("failure", {recipient("a@X.example", "user_unknown"),
                                recipient("b@y.example", "mailbox_full", "temporary", "recipient", "later")}));
  summary.add(found("delay", {recipient("c@x.example", "greylisted", "temporary", "nobody", "automatic", "delayed")},
                    "2026-11-24T23:59:59+01:00"));
  summary.add(found("auto_reply", {}));
  summary.add(found("failure", {Json{{"address", "d@x.example"}, {"action", "delivered"}}}));
  const Json json = summary.to_json({"sv", {"INBOX"}, "2026-11-23T08:00:00Z", "2026-11-23T08:00:01Z", false});
  EXPECT_EQ(json["mails"], 10);
  EXPECT_EQ(json["bounces"], 3);
  EXPECT_EQ(json["others"], 1);
  EXPECT_EQ(json["recipients"], 3);
  EXPECT_EQ(json["by_kind"].dump(), R"({"failure":2,"auto_reply":1,"delay":1})");
  EXPECT_EQ(json["by_reason"].dump(), R"({"greylisted":1,"mailbox_full":1,"user_unknown":1})");
  EXPECT_EQ(json["by_domain"].dump(), R"({"x.example":2,"y.example":1})");
  EXPECT_EQ(json["by_permanence"].dump(), R"({"temporary":2,"permanent":1})");
  EXPECT_EQ(json["by_day"].dump(), R"({"2026-11-23":2,"2026-11-24":1})");
  EXPECT_EQ(json["first"].dump(), R"({"remove":1,"sender":0,"sender_admin":0,"recipient":0,"wait":2})");
  EXPECT_EQ(json["lang"], "sv");
}

TEST(SummaryTest, AnAddressThatBouncesTwiceIsOneAddress) {
  Summary summary;
  summary.add(found("failure", {recipient("a@x.example", "user_unknown")}));
  summary.add(found("failure", {recipient("A@X.example", "user_unknown"), recipient("b@x.example", "user_unknown")}));
  const Json json = summary.to_json({"en", {}, "", "", false});
  EXPECT_EQ(json["recipients"], 3);
  EXPECT_EQ(json["addresses"], 2);
}

TEST(SummaryTest, WhatToDoFirstCountsEachMailOnce) {
  Summary summary;
  summary.add(found("failure", {recipient("a@x.example", "spam", "permanent", "recipient_admin", "after_fix"),
                                recipient("b@x.example", "content_policy", "permanent", "sender", "after_fix"),
                                recipient("c@x.example", "content_policy", "permanent", "sender", "after_fix")}));
  summary.add(found("failure", {recipient("a@x.example", "reverse_dns", "permanent", "sender_admin", "after_fix")}));
  const Json json = summary.to_json({});
  EXPECT_EQ(json["first"].dump(), R"({"remove":0,"sender":1,"sender_admin":1,"recipient":0,"wait":0})");
}

TEST(SummaryTest, TheNewestComeFirst) {
  Summary summary;
  for (const char* day : {"2026-11-03", "2026-11-09", "2026-11-01"})
    summary.add(found("failure", {recipient(day, "spam")}, (std::string(day) + "T00:00:00Z").c_str()));
  std::vector<std::string> order;
  for (const auto& one : summary.newest()) order.push_back(one.address);
  EXPECT_THAT(order, ElementsAre("2026-11-09", "2026-11-03", "2026-11-01"));
}

std::vector<std::string> removed(const Found& one) {
  Removals removals;
  removals.add(one);
  std::vector<std::string> out;
  for (const auto& entry : removals.entries()) out.push_back(entry.address);
  return out;
}

TEST(RemovalsTest, AreAddressesThatAreDeadForGood) {
  for (const char* reason : {"user_unknown", "domain_unknown", "mailbox_disabled", "recipient_moved"})
    EXPECT_THAT(removed(found("failure", {recipient("a@x.example", reason)})), ElementsAre("a@x.example")) << reason;
  for (const char* reason : {"mailbox_full", "spam", "policy", "ip_blocked", "suppressed", "address_invalid"})
    EXPECT_THAT(removed(found("failure", {recipient("a@x.example", reason)})), IsEmpty()) << reason;
}

TEST(RemovalsTest, AreNeverTemporaryOrDelayedOrUncertain) {
  EXPECT_THAT(removed(found("failure", {recipient("a@x.example", "user_unknown", "temporary")})), IsEmpty());
  EXPECT_THAT(removed(found("failure", {recipient("a@x.example", "user_unknown", "unknown")})), IsEmpty());
  EXPECT_THAT(
      removed(found("delay", {recipient("a@x.example", "user_unknown", "permanent", "sender", "no", "delayed")})),
      IsEmpty());
  Found forged = found("failure", {recipient("a@x.example", "user_unknown")});
  forged.answer["notes"] = {{{"id", "not_sent_by_you"}, {"text", "..."}}};
  EXPECT_THAT(removed(forged), IsEmpty());
}

TEST(RemovalsTest, AreTheOnesThatTheReaderWroteTo) {
  Json forwarded = recipient("sales@x.example", "user_unknown");
  forwarded["final_address"] = "bob@gone.example";
  EXPECT_THAT(removed(found("failure", {forwarded})), ElementsAre("sales@x.example"));
  EXPECT_THAT(removed(found("failure", {recipient("no address", "user_unknown")})), IsEmpty());
}

TEST(RemovalsTest, EachStandsOnceWithTheLastWordOnIt) {
  Removals removals;
  removals.add(found("failure", {recipient("Bob@x.example", "domain_unknown")}, "2026-11-24T00:00:00Z"));
  Json later = recipient("bob@x.example", "user_unknown");
  later["diagnostic"] = "550 no\tsuch\nuser";
  removals.add(found("failure", {later}, "2026-11-25T00:00:00Z"));
  removals.add(found("failure", {recipient("bob@x.example", "recipient_moved")}, "2026-11-01T00:00:00Z"));
  EXPECT_EQ(removal_lines(removals), "bob@x.example\tuser_unknown\t550 no such user\n");
}

std::string written(std::unique_ptr<ReportWriter> (*make)(Sink), const Found& one) {
  std::string out;
  const auto writer = make([&](std::string_view bytes) {
    out += bytes;
    return true;
  });
  EXPECT_TRUE(writer->begin() && writer->found(one));
  return out;
}

TEST(FormatTest, JsonIsALineWithTheAnswerAsItIs) {
  Found one = found("failure", {recipient("a@x.example", "spam")});
  one.text = R"({"schema":1,"kind":"failure","x":"<\u202e)"
             "\x7f"
             R"("})";
  EXPECT_EQ(written(json_writer, one),
            R"({"type":"bounce","folder":"INBOX","uid":17,"size":123,"received_at":"2026-11-23T08:00:00Z",)"
            R"("answer":{"schema":1,"kind":"failure","x":"<\u202e\u007f"}})"
            "\n");
  one = found("receipt", {});
  one.uid = 0;
  one.file = "a.mbox#2";
  one.received_at.clear();
  EXPECT_EQ(written(json_writer, one),
            R"({"type":"other","file":"a.mbox#2","size":123,"answer":{"schema":1,"kind":"receipt"}})"
            "\n");
}

TEST(FormatTest, CsvHasALineForEachRecipient) {
  Json said = recipient("a@x.example", "spam");
  said["diagnostic"] = "550 \"no\", thanks\r\nbye";
  const std::string out = written(csv_writer, found("failure", {said, recipient("b@x.example", "policy")}));
  EXPECT_THAT(out,
              HasSubstr("\r\n2026-11-23T08:00:00Z,INBOX,17,,failure,a@x.example,,failed,spam,permanent,no,sender,"));
  EXPECT_THAT(out, HasSubstr(",\"550 \"\"no\"\", thanks  bye\","));
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 3);
  const std::string header = out.substr(0, out.find('\r'));
  for (std::size_t at = out.find('\n') + 1; at < out.size(); at = out.find('\n', at) + 1) {
    const std::string line = out.substr(at, out.find('\r', at) - at);
    if (line.find('"') != std::string::npos) continue;
    EXPECT_EQ(std::count(line.begin(), line.end(), ','), std::count(header.begin(), header.end(), ',')) << line;
  }
  EXPECT_EQ(written(csv_writer, found("receipt", {})), header + "\r\n");
}

TEST(FormatTest, CsvHoldsNoFormulas) {
  for (const char* evil :
       {"=cmd|' /C calc'!A0@x.example", "+1@x.example", "-1@x.example", "@SUM(A1)", "\uFF1D1@x.example"})
    EXPECT_THAT(written(csv_writer, found("failure", {recipient(evil, "spam")})), HasSubstr(std::string("'") + evil));
  EXPECT_THAT(written(csv_writer, found("failure", {recipient("a=b@x.example", "spam")})), Not(HasSubstr("'")));
}

TEST(FormatTest, HtmlCannotBeBrokenOutOf) {
  Found one = found("failure", {recipient("a@x.example", "spam")});
  one.folder = "</script><script>alert(1)</script><!--";
  one.text = R"({"kind":"failure","x":"</script><!-- <script>"})";
  const Spoken spoken("sv");
  std::string out;
  const auto writer = html_writer(
      [&](std::string_view bytes) {
        out += bytes;
        return true;
      },
      spoken);
  Summary summary;
  ASSERT_TRUE(writer->begin());
  const std::size_t from = out.size();
  ASSERT_TRUE(writer->found(one));
  EXPECT_EQ(out.substr(from).find('<'), std::string::npos);
  EXPECT_THAT(out.substr(from), HasSubstr("\\u003c/script>"));
  ASSERT_TRUE(writer->end(summary, summary.to_json({})));
  EXPECT_THAT(out, testing::StartsWith("<!doctype html>"));
  EXPECT_THAT(out, HasSubstr("</html>"));
  EXPECT_THAT(out, HasSubstr("\"lang\":\"sv\""));
  EXPECT_THAT(out, Not(HasSubstr("@WORDS@")));
  EXPECT_THAT(out, Not(HasSubstr("@LINES@")));
}

std::vector<std::string> screen(const Summary& summary, const char* lang, std::size_t width, std::size_t height) {
  const Spoken spoken(lang);
  std::string out;
  const auto writer = text_writer(
      [&](std::string_view bytes) {
        out += bytes;
        return true;
      },
      spoken, {width, height, false});
  EXPECT_TRUE(writer->end(summary, summary.to_json({lang, {"imaps://holly@mail.example.com/INBOX"}, "", "", false})));
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < out.size(); at = out.find('\n', at) + 1)
    lines.push_back(out.substr(at, out.find('\n', at) - at));
  return lines;
}

Summary full_summary() {
  Summary summary;
  summary.add_mails(5000);
  const char* reasons[] = {"user_unknown", "mailbox_full", "spam", "policy", "ip_blocked", "greylisted", "reverse_dns"};
  const char* who[] = {"sender", "recipient", "sender_admin", "recipient_admin", "nobody"};
  for (int i = 0; i < 300; ++i) {
    const std::string domain = "a@domain" + std::to_string(i % 13) + ".example";
    Json one =
        recipient(domain.c_str(), reasons[i % 7], i % 7 == 1 || i % 7 == 5 ? "temporary" : "permanent", who[i % 5]);
    one["provider"] = i % 3 ? "google" : "microsoft";
    const std::string day = "2026-11-" + std::to_string(10 + i % 14) + "T08:00:00Z";
    summary.add(found("failure", {one}, day.c_str()));
  }
  return summary;
}

TEST(TextTest, FitsAScreen) {
  const Summary summary = full_summary();
  for (const char* lang : {"en", "sv", "de", "ja", "ar"})
    for (const std::size_t width : {80U, 60U, 120U})
      for (const std::string& line : screen(summary, lang, width, 24))
        EXPECT_LE(display_width(line), width) << lang << ": " << line;
  EXPECT_LE(screen(summary, "en", 100, 24).size(), 23U);
}

TEST(TextTest, TellsTheFigures) {
  const std::vector<std::string> lines = screen(full_summary(), "en", 80, 24);
  EXPECT_THAT(lines, testing::Contains(HasSubstr("5000 mails looked at \u00B7 300 bounces \u00B7 13 addresses")));
  EXPECT_THAT(lines, testing::Contains(HasSubstr("Gmail")));
  EXPECT_THAT(lines, testing::Contains(HasSubstr("2026-11-10 \u2502")));
}

TEST(TextTest, NothingFoundIsSaid) {
  EXPECT_THAT(screen(Summary(), "en", 80, 24), testing::Contains("No bounces were found."));
}

}  // namespace
}  // namespace eb
