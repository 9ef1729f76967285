// SPDX-License-Identifier: MIT
#include "mime/ses_notification.h"

#include <gtest/gtest.h>

namespace {

using eb::Kind;

eb::Report read_ses(std::string words) {
  eb::Report report;
  report.notice = std::move(words);
  if (!eb::read_ses_notification(report)) report.layout = "none";
  return report;
}

TEST(SesNotification, Bounce) {
  const auto r =
      read_ses(R"({"notificationType":"Bounce","bounce":{"bounceType":"Transient","bounceSubType":"MailboxFull",
    "reportingMTA":"dsn; a.example","bouncedRecipients":[{"emailAddress":"bob@example.com","status":"5.2.2",
    "diagnosticCode":"smtp; 552 5.2.2 full"},{"emailAddress":"eva@example.com"}]},
    "mail":{"commonHeaders":{"subject":"Hi","from":["H <h@example.org>"],"to":["bob@example.com"]}}})");
  EXPECT_EQ(r.kind, Kind::failure);
  EXPECT_EQ(r.reporting_mta, "a.example");
  ASSERT_EQ(r.recipients.size(), 2U);
  EXPECT_EQ(r.recipients[0].diagnostic, "552 5.2.2 full");
  EXPECT_EQ(r.recipients[1].action, "failed");
  EXPECT_EQ(r.original.from, "h@example.org");
}

TEST(SesNotification, BrokenIntoLinesWithinAString) {
  const auto r = read_ses("{\"notificationType\":\"Delivery\",\"delivery\":{\"recipients\":[\"bob@exam\n ple.com\"]}}");
  EXPECT_EQ(r.kind, Kind::delivery);
  ASSERT_EQ(r.recipients.size(), 1U);
  EXPECT_EQ(r.recipients[0].address, "bob@example.com");
}

TEST(SesNotification, AnythingElseIsLeftAlone) {
  for (const char* words : {"", "{", "{}", "[1]", "{\"notificationType\":7}", "{\"Message\":\"no\"}", "Hello {you}",
                            "{\"notificationType\":\"Received\"}"})
    EXPECT_EQ(read_ses(words).layout, "none") << words;
  EXPECT_TRUE(read_ses(R"({"notificationType":"Bounce","bounce":[]})").recipients.empty());
}

}  // namespace
