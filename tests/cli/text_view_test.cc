// SPDX-License-Identifier: MIT
#include "host/cli/text_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "host/cli/display.h"

namespace eb {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string english(std::string_view lang, std::string_view key) {
  static const std::map<std::string_view, std::string> kWords = {{"cli.who", "Who can fix it"},
                                                                 {"colon", ":"},
                                                                 {"cli.steps", "What to do"},
                                                                 {"cli.links", "Read more"},
                                                                 {"cli.details", "Technical details"},
                                                                 {"cli.delivered", "Delivered to"},
                                                                 {"cli.notes", "Worth knowing"},
                                                                 {"cli.contact", "Write instead to"},
                                                                 {"cli.truncated", "Some recipients are left out."},
                                                                 {"cli.status", "Status code"},
                                                                 {"cli.reply_code", "Reply code"},
                                                                 {"cli.server", "Server"},
                                                                 {"cli.said", "Its own words"},
                                                                 {"cli.reporter", "Reported by"},
                                                                 {"cli.subject", "Subject"},
                                                                 {"cli.date", "Sent"},
                                                                 {"cli.reason", "Reason"},
                                                                 {"cli.rule", "Rule"},
                                                                 {"cli.matched", "Matched words"},
                                                                 {"cli.runners_up", "Also matched"},
                                                                 {"cli.no_match", "Nothing found for"},
                                                                 {"who.recipient", "The recipient"},
                                                                 {"who.sender", "You"}};
  if (lang != "en") return "no words";
  const auto found = kWords.find(key);
  return found == kWords.end() ? std::string(key) : found->second;
}

View view(std::size_t width) {
  View view;
  view.width = width;
  view.labels = english;
  return view;
}

Json full_mailbox(const char* address) {
  return {
      {"address", address},
      {"action", "failed"},
      {"reason", "mailbox_full"},
      {"who", "recipient"},
      {"status", "5.2.2"},
      {"reply_code", "552"},
      {"diagnostic", "552 5.2.2 The mailbox is over its quota, please try again later"},
      {"remote_mta", "mx.example.com"},
      {"explanation",
       {{"headline", "The recipient's mailbox is full"},
        {"cause", "There is no room for new mail in the mailbox. Your message and your own mail are in order."},
        {"steps",
         {"Tell the person in another way that the mailbox is full and needs to be emptied.",
          "Send the message again tomorrow."}},
        {"links",
         {{{"title", "Free up space"}, {"url", "https://example.com/a-long-address/that-must-stay/in-one-piece"}}}}}},
      {"evidence",
       {{"rule", "phrases/quota"},
        {"source", "diagnostic"},
        {"matched", "over its quota"},
        {"runners_up", {"iana/x.2.2", "phrases/later"}}}}};
}

Json answer() {
  return {{"schema", 1},
          {"host", "0.1.0"},
          {"file", "a.eml"},
          {"lang", "en"},
          {"kind", "failure"},
          {"explanation", {{"headline", "Your message did not arrive"}, {"cause", "A server sent it back."}}},
          {"reporting_mta", "mail.example.net"},
          {"original", {{"subject", "Lunch on Friday?"}, {"date", "2026-11-23T06:45:00+01:00"}}},
          {"recipients", {full_mailbox("bob@example.com")}},
          {"groups", {{{"recipients", {0}}}}}};
}

TEST(TextView, SixtyColumns) {
  EXPECT_EQ(explanation_text(answer(), view(60)),
            R"(The recipient's mailbox is full

  bob@example.com

There is no room for new mail in the mailbox. Your message
and your own mail are in order.

Who can fix it: The recipient

What to do
  1. Tell the person in another way that the mailbox is full
     and needs to be emptied.
  2. Send the message again tomorrow.

Read more
  Free up space
  https://example.com/a-long-address/that-must-stay/in-one-piece

Technical details
  Status code    5.2.2
  Reply code     552
  Server         mx.example.com
  Its own words  552 5.2.2 The mailbox is over its quota,
                 please try again later
  Reported by    mail.example.net
  Subject        Lunch on Friday?
  Sent           2026-11-23T06:45:00+01:00
)");
}

TEST(TextView, HundredAndTwentyColumnsKeepTextReadable) {
  EXPECT_EQ(explanation_text(answer(), view(120)),
            R"(The recipient's mailbox is full

  bob@example.com

There is no room for new mail in the mailbox. Your message and your own mail are in
order.

Who can fix it: The recipient

What to do
  1. Tell the person in another way that the mailbox is full and needs to be emptied.
  2. Send the message again tomorrow.

Read more
  Free up space
  https://example.com/a-long-address/that-must-stay/in-one-piece

Technical details
  Status code    5.2.2
  Reply code     552
  Server         mx.example.com
  Its own words  552 5.2.2 The mailbox is over its quota, please try again later
  Reported by    mail.example.net
  Subject        Lunch on Friday?
  Sent           2026-11-23T06:45:00+01:00
)");
}

TEST(TextView, VerboseTellsTheRule) {
  View verbose = view(60);
  verbose.verbose = true;
  EXPECT_THAT(explanation_text(answer(), verbose), HasSubstr(R"(
  Reason         mailbox_full
  Rule           phrases/quota
  Matched words  over its quota
  Also matched   iana/x.2.2, phrases/later
)"));
  EXPECT_THAT(explanation_text(answer(), view(60)), Not(HasSubstr("phrases/quota")));
}

TEST(TextView, RecipientsWithTheSameReasonStandTogether) {
  Json mail = answer();
  mail["recipients"].push_back(full_mailbox("ann@example.org"));
  mail["recipients"].push_back({{"address", "cy@example.com"}, {"action", "delivered"}});
  mail["groups"][0] = {{"recipients", {0, 1}}, {"explanation", mail["recipients"][0]["explanation"]}};
  mail["groups"][0]["explanation"]["headline"] = "The mailboxes of 2 recipients are full";
  mail.erase("original");
  EXPECT_EQ(explanation_text(mail, view(60)),
            R"(The mailboxes of 2 recipients are full

  bob@example.com
  ann@example.org

There is no room for new mail in the mailbox. Your message
and your own mail are in order.

Who can fix it: The recipient

What to do
  1. Tell the person in another way that the mailbox is full
     and needs to be emptied.
  2. Send the message again tomorrow.

Read more
  Free up space
  https://example.com/a-long-address/that-must-stay/in-one-piece

Delivered to
  cy@example.com

Technical details
  bob@example.com, ann@example.org
    Status code    5.2.2
    Reply code     552
    Server         mx.example.com
    Its own words  552 5.2.2 The mailbox is over its quota,
                   please try again later
  Reported by    mail.example.net
)");
}

Json unknown(const std::string& address) {
  return {{"address", address},
          {"reason", "user_unknown"},
          {"who", "sender"},
          {"explanation",
           {{"headline", "The address " + address + " does not exist"},
            {"steps", {"Check the spelling of " + address + "."}}}}};
}

TEST(TextView, DifferentReasonsStandApartUnderTheMailsOwnHeadline) {
  Json mail = answer();
  mail.erase("original");
  mail.erase("reporting_mta");
  mail["recipients"] = {unknown("ann@example.org"), full_mailbox("bob@example.com")};
  mail["groups"] = {{{"recipients", {0}}}, {{"recipients", {1}}}};
  mail["recipients"][1]["explanation"] = {{"headline", "The mailbox is full"}};
  for (const char* field : {"status", "reply_code", "diagnostic", "remote_mta"}) mail["recipients"][1].erase(field);
  EXPECT_EQ(explanation_text(mail, view(60)), R"(Your message did not arrive

The address ann@example.org does not exist

Who can fix it: You

What to do
  1. Check the spelling of ann@example.org.

The mailbox is full

  bob@example.com

Who can fix it: The recipient
)");
}

TEST(TextView, GroupsThatNameWhatIsNotThereArePassedOver) {
  Json mail = answer();
  mail["groups"] = {{{"recipients", {7, -1, "x"}}}, {{"recipients", 1}}, 5, {{"recipients", {0, 7}}}};
  EXPECT_EQ(explanation_text(mail, view(60)), explanation_text(answer(), view(60)));
}

TEST(TextView, AMailThatIsNoReport) {
  const Json mail = {{"schema", 1},
                     {"lang", "en"},
                     {"kind", "not_a_report"},
                     {"explanation", {{"headline", "This is an ordinary message"}, {"cause", "Nothing came back."}}}};
  EXPECT_EQ(explanation_text(mail, view(60)), "This is an ordinary message\n\nNothing came back.\n");
}

TEST(TextView, NotesContactAndTruncation) {
  Json mail = {{"lang", "en"}, {"explanation", {{"headline", "Away"}}}};
  mail["notes"] = {{{"id", "x"}, {"text", "You did not send this."}}};
  mail["contact_instead"] = "new@example.com";
  mail["truncated"] = true;
  EXPECT_EQ(explanation_text(mail, view(60)), R"(Away

Worth knowing
  You did not send this.

Write instead to: new@example.com

Some recipients are left out.
)");
}

TEST(TextView, TheFileIsNamedOnDemand) {
  View named = view(60);
  named.name_file = true;
  EXPECT_THAT(explanation_text(answer(), named),
              testing::StartsWith("\u2500\u2500 a.eml \u2500\u2500\n\nThe recipient's"));
}

TEST(TextView, ColourAddsOnlyStyle) {
  View coloured = view(60);
  coloured.colour = true;
  std::string text = explanation_text(answer(), coloured);
  EXPECT_THAT(text, HasSubstr("\x1b[1mWhat to do\x1b[0m\n"));
  EXPECT_THAT(text, HasSubstr("\x1b[1mWho can fix it:\x1b[0m The recipient\n"));
  for (const char* code : {"\x1b[1m", "\x1b[2m", "\x1b[0m"})
    for (std::size_t at; (at = text.find(code)) != std::string::npos;) text.erase(at, std::string_view(code).size());
  EXPECT_EQ(text, explanation_text(answer(), view(60)));
  EXPECT_EQ(explanation_text(answer(), view(60)).find('\x1b'), std::string::npos);
}

TEST(TextView, NothingOfAMailCommandsTheTerminal) {
  const std::string evil = "a\x1b[2J\x1b]0;x\x07\u009b31m\u202e\xff\rb";
  Json mail = answer();
  // Every string, wherever it stands.
  const std::function<void(Json&)> poison = [&](Json& value) {
    if (value.is_string())
      value = evil;
    else if (value.is_structured())
      for (Json& item : value) poison(item);
  };
  poison(mail);
  mail["notes"] = {{{"id", evil}, {"text", evil}}};
  mail["contact_instead"] = evil;
  View all = view(60);
  all.verbose = all.name_file = true;
  all.labels = [](std::string_view, std::string_view key) { return std::string(key); };
  Json found = {{"query", evil},
                {"matches", {{{"reason", evil}, {"code", evil}, {"explanation", {{"headline", evil}}}}}}};
  for (const std::string& text :
       {explanation_text(mail, all), lookup_text(found, all), lookup_text({{"query", evil}}, all)}) {
    EXPECT_THAT(text, HasSubstr("a\ufffd[2J"));
    for (const char* bad : {"\x1b", "\x07", "\u009b", "\u202e", "\xff", "\r"})
      EXPECT_EQ(text.find(bad), std::string::npos);
  }
}

TEST(TextView, AnythingMayBeMissingOrOfAnotherType) {
  EXPECT_EQ(explanation_text(Json(), view(60)), "");
  EXPECT_EQ(explanation_text(Json::array(), view(60)), "");
  explanation_text({{"recipients", 1}, {"explanation", "x"}, {"notes", {1}}, {"original", "x"}}, view(60));
  explanation_text({{"recipients", {1, "x", {{"explanation", {{"steps", 1}, {"links", {1}}}}}}}}, view(60));
  SUCCEED();
}

TEST(TextView, NoLineIsWiderThanAsked) {
  Json mail = answer();
  mail["recipients"][0]["explanation"].erase("links");  // a link is never broken
  mail["recipients"][0]["address"] = std::string(200, 'x') + "@example.com";
  mail["recipients"][0]["diagnostic"] =
      "\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e";
  for (std::size_t width : {20u, 30u, 60u, 88u}) {
    const std::string text = explanation_text(mail, view(width));
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1)
      EXPECT_LE(display_width(text.substr(begin, end - begin)), width) << text.substr(begin, end - begin);
  }
}

TEST(LookupText, BestFirst) {
  const Json found = {
      {"lang", "en"},
      {"query", "IB504"},
      {"matches",
       {{{"reason", "rate_limited"},
         {"provider", "godaddy"},
         {"code", "IB504"},
         {"explanation",
          {{"headline", "Too many messages"}, {"cause", "Wait."}, {"steps", {"Send it again in an hour."}}}}},
        {{"reason", "mailbox_full"}, {"explanation", {{"headline", "The mailbox is full"}}}}}}};
  EXPECT_EQ(lookup_text(found, view(60)), R"(Too many messages
GoDaddy, IB504 · rate_limited

Wait.

What to do
  1. Send it again in an hour.

The mailbox is full
mailbox_full
)");
}

TEST(LookupText, NothingFound) {
  EXPECT_EQ(lookup_text({{"lang", "en"}, {"query", "xyzzy"}, {"matches", Json::array()}}, view(60)),
            "Nothing found for: xyzzy\n");
}

}  // namespace
}  // namespace eb
