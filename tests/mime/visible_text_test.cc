// SPDX-License-Identifier: MIT
#include "mime/visible_text.h"

#include <gtest/gtest.h>

#include <string>

#include "mime/report.h"

namespace {

TEST(VisibleText, BlanksOfEveryKindAndMarksWithoutWidth) {
  EXPECT_EQ(eb::plain_text("\u00a0 kalle@skog.example\u202f550\u3000x"), "  kalle@skog.example 550 x");
  EXPECT_EQ(eb::plain_text("\ufeffin\u200bvis\u2060ible \u2068bob@x.example\u2069\n"), "invisible bob@x.example\n");
  EXPECT_EQ(eb::plain_text("Olevererbart: \u00e5\u00e4\u00f6 \u914d\u4fe1\u4e0d\u80fd"),
            "Olevererbart: \u00e5\u00e4\u00f6 \u914d\u4fe1\u4e0d\u80fd");
  EXPECT_EQ(eb::plain_text("\xc2"), "\xc2");
}

TEST(VisibleText, TheSourceOfAMailBeginsWithItsHeader) {
  EXPECT_TRUE(eb::begins_with_header("Return-Path: <>\nFrom: a@x\nSubject: x\n y\n\nbody"));
  EXPECT_TRUE(
      eb::begins_with_header("\n\r\nFrom a@x Mon Nov 23 2026\r\nReturn-Path: <>\r\nFrom: a@x\r\nTo: b@x\r\n\r\n"));
  EXPECT_FALSE(eb::begins_with_header("Hi. This is the qmail-send program.\n\n<bob@x>:\n"));
  EXPECT_FALSE(eb::begins_with_header("Subject: x\n\nHello"));
  EXPECT_FALSE(eb::begins_with_header("From: a@x\nTo: b@x\nSubject: cut"));
  EXPECT_FALSE(eb::begins_with_header(""));
}

TEST(VisibleText, TheFirstHeaderInWords) {
  EXPECT_EQ(eb::first_header_in("Sorry.\n\nFrom: a@x\nTo: b@x\nSubject: s\n\nHi"),
            "From: a@x\nTo: b@x\nSubject: s\n\nHi");
  EXPECT_EQ(eb::first_header_in("Sorry.\nFrom: a@x\nTo: b@x\nSubject: s\n\nHi"), "");
}

// What Roundcube shows of a bounce of Outlook.com: the words, the fields of the report, the header of the returned mail
// as a table.
TEST(VisibleText, TheFieldsOfTheReportTellMoreThanTheWords) {
  const auto report = eb::read_visible_text(
      "Delivery to the following recipients failed.\n\n\u00a0      sabine@bakery.example\n\u00a0      "
      "mike@bakery.example\n\n"
      "Reporting-MTA: dns;mx.example.net\n\nFinal-Recipient: rfc822;sabine@bakery.example\nAction: failed\nStatus: "
      "5.1.1\n"
      "Diagnostic-Code: smtp;550 5.1.1 User unknown\n\nFinal-Recipient: rfc822;mike@bakery.example\nAction: failed\n"
      "Status: 5.2.2\nDiagnostic-Code: smtp;550 5.2.2 Mailbox full\n\n"
      "Subject\tBuns\nFrom\tholly@shop.example\nTo\tsabine@bakery.example\nHello\n");
  ASSERT_EQ(report.recipients.size(), 2U);
  EXPECT_EQ(report.recipients[0].address, "sabine@bakery.example");
  EXPECT_EQ(report.recipients[0].diagnostic, "550 5.1.1 User unknown");
  EXPECT_EQ(report.recipients[1].address, "mike@bakery.example");
  EXPECT_EQ(report.recipients[1].status, "5.2.2");
  EXPECT_EQ(report.reporting_mta, "mx.example.net");
}

TEST(VisibleText, AWarningStaysAWarning) {
  const auto report = eb::read_visible_text(
      "Final-Recipient: rfc822; bob@x.example\nAction: delayed\nStatus: 4.4.1\nDiagnostic-Code: smtp; 451 4.4.1 try "
      "later\n");
  EXPECT_EQ(report.kind, eb::Kind::delay);
}

TEST(VisibleText, ARecipientBehindBlanksThatDoNotBreak) {
  const auto report = eb::read_visible_text(
      "This message was created automatically by mail delivery software.\n\nA message sent by\n\n\u00a0 "
      "<holly@shop.example>\n\n"
      "could not be delivered to one or more of its recipients. The following\naddress(es) failed:\n\n"
      "\u00a0 bob@bakery.example\n\u00a0 \u00a0 all hosts have been failing for a long time\n\n"
      "------ This is a copy of the message, including all the headers. ------\n\nReturn-path: <holly@shop.example>\n"
      "From: Holly <holly@shop.example>\nTo: bob@bakery.example\nSubject: Buns\n\nHi\n");
  ASSERT_EQ(report.recipients.size(), 1U);
  EXPECT_EQ(report.recipients[0].address, "bob@bakery.example");
}

TEST(VisibleText, TheSourceOfABounceIsReadAsAMail) {
  const auto report = eb::read_visible_text(
      "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\nTo: holly@shop.example\nSubject: Undelivered Mail Returned "
      "to Sender\n"
      "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; "
      "boundary=b\n\n--b\n\nSorry.\n--b\n"
      "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; "
      "bob@x.example\n"
      "Action: failed\nStatus: 5.1.1\n\n--b--\n");
  ASSERT_EQ(report.recipients.size(), 1U);
  EXPECT_EQ(report.recipients[0].address, "bob@x.example");
  EXPECT_EQ(report.subject, "Undelivered Mail Returned to Sender");
}

TEST(VisibleText, WhoeverIsGreetedIsNotTheRecipient) {
  const auto report = eb::read_visible_text(
      "\u0393\u03b5\u03b9\u03b1 \u03c3\u03b1\u03c2 holly@shop.example,\n\n----- Original message -----\n\nReturn-Path: "
      "<holly@shop.example>\n"
      "Received: from shop.example by mx.example.net\n        for <bakers@groups.example>; Thu, 29 Apr 2027 23:34:45 "
      "-0800\n"
      "From: Holly <holly@shop.example>\nTo: bakers@groups.example\nSubject: Buns\n\nHi\n");
  ASSERT_EQ(report.recipients.size(), 1U);
  EXPECT_EQ(report.recipients[0].address, "bakers@groups.example");
}

TEST(VisibleText, AFileOfTheHostIsNoMailbox) {
  const auto report = eb::read_visible_text(
      "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
      "delivered to one or more of its\n"
      "recipients. The following address(es) failed:\n\n  save to /mail/spool/22r/cat\n    generated by "
      "cat@x.example\n    mailbox is full\n\n"
      "Action: failed\nFinal-Recipient: rfc822;/mail/spool/22r/cat\nStatus: 5.0.0\n");
  ASSERT_EQ(report.recipients.size(), 1U);
  EXPECT_EQ(report.recipients[0].address, "cat@x.example");
  EXPECT_EQ(report.recipients[0].final_address, "/mail/spool/22r/cat");
}

}  // namespace
