// SPDX-License-Identifier: MIT
#include "mime/report.h"

#include <gtest/gtest.h>

#include "mime/candidate.h"

namespace {

using eb::Kind;

eb::Report read(std::string_view mail) { return eb::read_report(eb::read_message(mail)); }

constexpr std::string_view dsn_body =
    "--b\nContent-Type: text/plain; charset=utf-8\n\nYour mail could not be delivered.\n\n<bob@example.net>: host "
    "mx.example.net[192.0.2.1] said: 550 5.1.1 no\n\n"
    "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay.example.org\n\nFinal-Recipient: rfc822; "
    "bob@example.net\nAction: failed\nStatus: 5.1.1\n"
    "Diagnostic-Code: smtp; 550 5.1.1 no\n\nFinal-Recipient: rfc822; eva@example.net\nAction: relayed\nStatus: "
    "2.0.0\n\n"
    "--b\nContent-Type: message/rfc822\n\nFrom: holly@example.com\nTo: bob@example.net, eva@example.net\nSubject: "
    "=?utf-8?q?R=C3=A4kning?=\nDate: Mon, 23 Nov 2026 06:45:00 +0100\nMessage-ID: <1@example.com>\n\nhi\n--b--\n";

std::string dsn() {
  return "From: MAILER-DAEMON@relay.example.org\nTo: holly@example.com\nSubject: Undelivered Mail Returned to "
         "Sender\nMIME-Version: 1.0\n"
         "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n" +
         std::string(dsn_body);
}

TEST(Report, ADeliveryStatusNotification) {
  const auto r = read(dsn());
  EXPECT_EQ(r.kind, Kind::failure);
  EXPECT_EQ(r.layout, "rfc3464");
  EXPECT_EQ(r.reporting_mta, "relay.example.org");
  ASSERT_EQ(r.recipients.size(), 2U);
  EXPECT_EQ(r.recipients[0].address, "bob@example.net");
  EXPECT_EQ(r.recipients[0].action, "failed");
  EXPECT_EQ(r.recipients[0].diagnostic, "550 5.1.1 no");
  EXPECT_NE(r.recipients[0].notice.find("host mx.example.net"), std::string::npos);
  EXPECT_EQ(r.recipients[1].action, "relayed");
  EXPECT_EQ(r.original.subject, "Räkning");
  EXPECT_EQ(r.original.from, "holly@example.com");
  EXPECT_EQ(r.original.date, "2026-11-23T06:45:00+01:00");
  EXPECT_EQ(r.original.to.size(), 2U);
}

TEST(Report, ForwardedAsAnAttachment) {
  const auto r = read(
      "From: eva@example.com\nTo: help@example.com\nSubject: what is this?\nMIME-Version: 1.0\nContent-Type: "
      "multipart/mixed; boundary=outer\n\n"
      "--outer\nContent-Type: text/plain\n\nplease help\n--outer\nContent-Type: message/rfc822\n\n" +
      dsn() + "\n--outer--\n");
  EXPECT_EQ(r.kind, Kind::failure);
  ASSERT_EQ(r.recipients.size(), 2U);
  EXPECT_EQ(r.original.subject, "Räkning");
}

TEST(Report, ABounceThatIsItselfReturnedIsNotReadTwice) {
  const auto r = read(
      "From: MAILER-DAEMON@x.example\nTo: postmaster@relay.example.org\nSubject: failure\nMIME-Version: "
      "1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=o\n\n"
      "--o\nContent-Type: text/plain\n\nx\n--o\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
      "x.example\n\nFinal-Recipient: rfc822; holly@example.com\nAction: failed\nStatus: 5.2.2\n\n"
      "--o\nContent-Type: message/rfc822\n\n" +
      dsn() + "\n--o--\n");
  ASSERT_EQ(r.recipients.size(), 1U);
  EXPECT_EQ(r.recipients[0].address, "holly@example.com");
}

TEST(Report, DelayedOnly) {
  std::string mail = dsn();
  mail.replace(mail.find("Action: failed"), 14, "Action: delayed");
  EXPECT_EQ(read(mail).kind, Kind::delay);
}

TEST(Report, ReturnedHeadersOnly) {
  const auto r = read(
      "From: MAILER-DAEMON@a.example\nContent-Type: multipart/report; report-type=delivery-status; "
      "boundary=b\n\n--b\n\nx\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\n"
      "Final-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.0.0\n\n--b\nContent-Type: "
      "text/rfc822-headers\n\nFrom: holly@example.com\nSubject: hello\nTo: bob@example.net");
  EXPECT_EQ(r.original.subject, "hello");
  ASSERT_EQ(r.original.to.size(), 1U);  // the last field, though no empty line follows
}

TEST(Report, PlainTextWithReturnedHeadersInside) {
  const auto r = read(
      "From: MAILER-DAEMON@mail.example.org\nTo: holly@example.com\nSubject: failure notice\n\nHi. This is the "
      "qmail-send program at mail.example.org.\n\n<bob@example.net>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
      "--- Below this line is a copy of the message.\n\nReturn-Path: <holly@example.com>\nFrom: holly@example.com\nTo: "
      "bob@example.net\nSubject: hello\n\nbody to eva@example.net\n");
  EXPECT_EQ(r.kind, Kind::failure);
  ASSERT_EQ(r.recipients.size(), 1U);
  EXPECT_EQ(r.recipients[0].diagnostic, "Sorry, no mailbox here by that name. (#5.1.1)");
  EXPECT_EQ(r.original.subject, "hello");
}

TEST(Report, OtherKinds) {
  EXPECT_EQ(
      read("From: eva@example.com\nSubject: lunch?\n\nhi bob@example.net, delivery failed yesterday: 550 no\n").kind,
      Kind::not_a_report);
  EXPECT_EQ(read("From: eva@example.com\nAuto-Submitted: auto-replied\nSubject: Re: lunch?\n\nI am away.\n").kind,
            Kind::auto_reply);
  EXPECT_EQ(
      read(
          "From: eva@example.com\nSubject: Read: lunch\nContent-Type: multipart/report; "
          "report-type=disposition-notification; boundary=b\n\n--b\n\nread\n--b\nContent-Type: "
          "message/disposition-notification\n\n"
          "Final-Recipient: rfc822;eva@example.com\nDisposition: manual-action/MDN-sent-manually; displayed\n\n--b--\n")
          .kind,
      Kind::receipt);
  const auto feedback = read(
      "From: fbl@example.net\nSubject: complaint\nContent-Type: multipart/report; report-type=feedback-report; "
      "boundary=b\n\n--b\n\nx\n--b\nContent-Type: message/feedback-report\n\n"
      "Feedback-Type: abuse\nVersion: 1\nOriginal-Rcpt-To: <bob@example.net>\n\n--b\nContent-Type: "
      "message/rfc822\n\nTo: bob@example.net\n\nx\n--b--\n");
  EXPECT_EQ(feedback.kind, Kind::feedback_report);
  EXPECT_EQ(feedback.feedback_type, "abuse");
  EXPECT_EQ(feedback.feedback_address, "bob@example.net");
}

TEST(Report, VisibleText) {
  const auto line = eb::read_visible_text("550 5.1.1 <bob@example.net>: Recipient address rejected: User unknown");
  ASSERT_EQ(line.recipients.size(), 1U);
  EXPECT_EQ(line.recipients[0].address, "bob@example.net");
  const auto words = eb::read_visible_text("too many recipients");
  ASSERT_EQ(words.recipients.size(), 1U);
  EXPECT_EQ(words.recipients[0].diagnostic, "too many recipients");
  EXPECT_EQ(eb::read_visible_text("").recipients.size(), 1U);
}

TEST(Candidate, FromHeaderFieldsAlone) {
  using F = std::vector<eb::Field>;
  EXPECT_TRUE(eb::is_candidate(F{{"Content-Type", "multipart/report; report-type=delivery-status; boundary=x"}}));
  EXPECT_TRUE(eb::is_candidate(F{{"From", "Mail Delivery Subsystem <MAILER-DAEMON@example.org>"}, {"Subject", "x"}}));
  EXPECT_TRUE(eb::is_candidate(F{{"X-Failed-Recipients", "bob@example.net"}}));
  EXPECT_TRUE(eb::is_candidate(F{{"From", "a@b.example"}, {"Subject", "failure notice"}}));
  EXPECT_TRUE(eb::is_candidate(F{{"From", "a@b.example"}, {"Subject", "=?utf-8?q?Olevererbart=3A?= hej"}}));
  EXPECT_TRUE(eb::is_candidate(
      F{{"Return-Path", "<>"}, {"Auto-Submitted", "auto-replied"}, {"Subject", "Your mail was rejected"}}));
  EXPECT_FALSE(eb::is_candidate(
      F{{"From", "eva@example.com"}, {"Subject", "Your parcel: delivery tomorrow"}, {"Content-Type", "text/plain"}}));
  EXPECT_FALSE(
      eb::is_candidate(F{{"From", "eva@example.com"}, {"Subject", "Re: Undelivered Mail Returned to Sender"}}));
  EXPECT_FALSE(eb::is_candidate({}));
}

}  // namespace
