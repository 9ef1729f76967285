// SPDX-License-Identifier: MIT
#include "mime/delivery_status.h"

#include <gtest/gtest.h>

namespace {

using eb::read_delivery_status;
using eb::typed_address;

TEST(DeliveryStatus, TheFieldsOfRfc3464) {
  const auto s = read_delivery_status(
      "Reporting-MTA: dns; relay.example.org\nX-Postfix-Queue-ID: 1\nArrival-Date: Mon, 23 Nov 2026 06:45:00 +0100\n\n"
      "Final-Recipient: rfc822; bob@example.net\nOriginal-Recipient: rfc822;robert@example.net\nAction: Failed "
      "(permanently)\n"
      "Status: 5.1.1 (no such user)\nRemote-MTA: dns; mx.example.net (192.0.2.1)\nDiagnostic-Code: smtp; 550 5.1.1 "
      "<bob@example.net>:\n"
      "    User unknown\nLast-Attempt-Date: Mon, 23 Nov 2026 06:46:00 +0100\nWill-Retry-Until: Sat, 28 Nov 2026 "
      "06:46:00 +0100\n");
  EXPECT_EQ(s.reporting_mta, "relay.example.org");
  EXPECT_EQ(s.arrival_date, "2026-11-23T06:45:00+01:00");
  ASSERT_EQ(s.recipients.size(), 1U);
  const auto& r = s.recipients[0];
  EXPECT_EQ(r.final_recipient, "bob@example.net");
  EXPECT_EQ(r.original_recipient, "robert@example.net");
  EXPECT_EQ(r.action, "failed");
  EXPECT_EQ(r.status, "5.1.1");
  EXPECT_EQ(r.remote_mta, "mx.example.net");
  EXPECT_EQ(r.diagnostic, "550 5.1.1 <bob@example.net>: User unknown");
  EXPECT_EQ(r.last_attempt, "2026-11-23T06:46:00+01:00");
  EXPECT_EQ(r.will_retry_until, "2026-11-28T06:46:00+01:00");
}

TEST(DeliveryStatus, RecipientsWithAndWithoutEmptyLines) {
  const auto apart = read_delivery_status(
      "Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; x@a.example\nAction: failed\n\nFinal-Recipient: rfc822; "
      "y@a.example\nAction: delayed\n");
  const auto together = read_delivery_status(
      "Reporting-MTA: dns; a\nFinal-Recipient: rfc822; x@a.example\nAction: failed\nFinal-Recipient: rfc822; "
      "y@a.example\nAction: delayed\n");
  for (const auto& s : {apart, together}) {
    ASSERT_EQ(s.recipients.size(), 2U);
    EXPECT_EQ(s.recipients[0].final_recipient, "x@a.example");
    EXPECT_EQ(s.recipients[0].action, "failed");
    EXPECT_EQ(s.recipients[1].final_recipient, "y@a.example");
    EXPECT_EQ(s.recipients[1].action, "delayed");
  }
}

TEST(DeliveryStatus, AnEmptyLineInsideAGroupLosesNothing) {
  const auto s = read_delivery_status(
      "Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; x@a.example\n\nAction: failed\nStatus: 5.2.2\n");
  ASSERT_EQ(s.recipients.size(), 1U);
  EXPECT_EQ(s.recipients[0].status, "5.2.2");
}

TEST(DeliveryStatus, FieldsBeforeTheNameBelongToTheNextRecipient) {
  const auto s = read_delivery_status(
      "Reporting-MTA: dns; a\n\nAction: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822; x@a.example\n\nAction: "
      "failed\nStatus: 5.2.2\nFinal-Recipient: rfc822; y@a.example\n");
  ASSERT_EQ(s.recipients.size(), 2U);
  EXPECT_EQ(s.recipients[0].status, "5.1.1");
  EXPECT_EQ(s.recipients[0].final_recipient, "x@a.example");
  EXPECT_EQ(s.recipients[1].status, "5.2.2");
  EXPECT_EQ(s.recipients[1].final_recipient, "y@a.example");
}

TEST(DeliveryStatus, CarriageReturnsAlone) {
  const auto s = read_delivery_status(
      "Reporting-MTA: dns; a\r\rFinal-Recipient: rfc822; x@a.example\rAction: failed\rStatus: 5.1.1\r");
  ASSERT_EQ(s.recipients.size(), 1U);
  EXPECT_EQ(s.recipients[0].status, "5.1.1");
}

TEST(DeliveryStatus, NothingInNothingOut) {
  EXPECT_TRUE(read_delivery_status("").recipients.empty());
  EXPECT_TRUE(read_delivery_status("no field at all\n\n\n").recipients.empty());
}

TEST(TypedAddress, Forms) {
  EXPECT_EQ(typed_address("rfc822; bob@example.net"), "bob@example.net");
  EXPECT_EQ(typed_address("RFC822;<bob@example.net>"), "bob@example.net");
  EXPECT_EQ(typed_address("rfc822; Bob Ross <bob@example.net>"), "bob@example.net");
  EXPECT_EQ(typed_address("bob@example.net"), "bob@example.net");
  EXPECT_EQ(typed_address("LOCAL; bob"), "bob");
  EXPECT_EQ(typed_address("utf-8; b\\x{F6}rje@example.se"), "börje@example.se");  // RFC 6533 3
  EXPECT_EQ(typed_address("rfc822; \"bob ross\"@example.net"), "\"bob ross\"@example.net");
}

TEST(TypedAddress, XtextOfTheOriginalRecipient) {
  const auto s = read_delivery_status(
      "Reporting-MTA: dns; a\n\nOriginal-Recipient: rfc822;bob+2Bnews@example.net\nFinal-Recipient: "
      "rfc822;bob+20@example.net\nAction: failed\n");
  ASSERT_EQ(s.recipients.size(), 1U);
  EXPECT_EQ(s.recipients[0].original_recipient, "bob+news@example.net");
  EXPECT_EQ(s.recipients[0].final_recipient, "bob+20@example.net");
}

}  // namespace
