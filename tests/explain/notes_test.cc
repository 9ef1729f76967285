// SPDX-License-Identifier: MIT
#include "host/explain/notes.h"

#include <gtest/gtest.h>

#include "mime/message.h"

namespace {

using eb::Note;

// A report that a server of the reader's hands to the reader; `returned`: the header of the mail that came back.
std::string report_about(const std::string& failed, const std::string& returned) {
  return "Received: from mx.harbour.example (mx.harbour.example [203.0.113.9]) by mail.bakery.example with ESMTPS; "
         "Mon, 23 Nov 2026 08:00:03 +0100\nFrom: MAILER-DAEMON@mx.harbour.example\nTo: holly@bakery.example\nSubject: "
         "Undelivered Mail Returned to Sender\nContent-Type: multipart/report; report-type=delivery-status; "
         "boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
         "mx.harbour.example\n\nFinal-Recipient: rfc822; " +
         failed + "\nAction: failed\nStatus: 5.1.1\n\n--b\nContent-Type: message/rfc822\n\n" + returned +
         "\n\nHi\n--b--\n";
}

std::vector<std::string> ids(const std::string& mail) {
  const eb::Message message = eb::read_message(mail);
  std::vector<std::string> out;
  for (const Note& note : eb::notes_of(eb::read_report(message), {"en", {"holly@bakery.example"}, false, ""}, {}))
    out.emplace_back(note.id);
  return out;
}

using Ids = std::vector<std::string>;
const std::string forged =
    "Received-SPF: fail (mx.harbour.example: domain of bakery.example does not designate 192.0.2.77)\n";
const std::string mine = "From: holly@bakery.example\nTo: bob@harbour.example\nSubject: Buns";

TEST(Notes, SentByAnotherThroughServersOfNobodysOwn) {
  EXPECT_EQ(ids(report_about(
                "bob@harbour.example",
                forged +
                    "Received: from mx.harbour.example by inner.harbour.example; Mon, 23 Nov 2026 08:00:00 +0100\n"
                    "Received: from [192.0.2.77] (host77.pool.example.net [192.0.2.77]) by mx.harbour.example with "
                    "SMTP for <bob@harbour.example>; Mon, 23 Nov 2026 07:59:59 +0100\n" +
                    mine)),
            Ids{"not_sent_by_you"});
}

TEST(Notes, OnesOwnServerVouches) {
  EXPECT_EQ(
      ids(report_about("bob@harbour.example",
                       "Received: from pc (unknown [192.0.2.5]) by mail.bakery.example with SMTP; Mon, 23 Nov 2026 "
                       "07:59:59 +0100\n" +
                           mine)),
      Ids{});
}

TEST(Notes, ALoginOrASignatureOrASendingServiceVouches) {
  const std::string hop = forged + "Received: from [192.0.2.5] by out.provider.example.net with ";
  EXPECT_EQ(ids(report_about("bob@harbour.example", hop + "ESMTPSA; Mon, 23 Nov 2026 07:59:59 +0100\n" + mine)), Ids{});
  EXPECT_EQ(ids(report_about("bob@harbour.example", "DKIM-Signature: v=1; d=bakery.example; s=x\n" + hop +
                                                        "ESMTP; Mon, 23 Nov 2026 07:59:59 +0100\n" + mine)),
            Ids{});
  EXPECT_EQ(
      ids(report_about("bob@harbour.example",
                       "Received: from x by o1.ptr.sendgrid.net with ESMTP; Mon, 23 Nov 2026 07:59:59 +0100\n" + mine)),
      Ids{});
}

TEST(Notes, NoTrailNoNote) { EXPECT_EQ(ids(report_about("bob@harbour.example", mine)), Ids{}); }

TEST(Notes, ForwardedToAnAddressThatNobodyWroteTo) {
  EXPECT_EQ(ids(report_about("bob@forest.example", mine)), Ids{"forwarded"});
}

std::string forwarder(const std::string& returned) {
  const std::string mail = report_about("bob@forest.example", returned + mine);
  const eb::Message message = eb::read_message(mail);
  const auto notes = eb::notes_of(eb::read_report(message), {"en", {"holly@bakery.example"}, false, ""}, {});
  return notes.size() == 1 && notes[0].id == "forwarded" ? notes[0].forwarder : "no note";
}

TEST(Notes, WhoForwardedItIsToldWhereItShows) {
  EXPECT_EQ(forwarder(""), "");
  EXPECT_EQ(forwarder("Delivered-To: bob@harbour.example\n"), "bob@harbour.example");
  EXPECT_EQ(forwarder("Delivered-To: somebody@else.example\n"), "");
  EXPECT_EQ(forwarder("X-Forwarded-For: bob.ek@harbour.example bob@forest.example\n"), "bob.ek@harbour.example");
  EXPECT_EQ(forwarder("Return-Path: <SRS0=Hh=TT=bakery.example=holly@harbour.example>\n"), "harbour.example");
  EXPECT_EQ(forwarder("Received: from a by mx.harbour.example with SMTP id 1\n for <Bob@harbour.example>; Mon, 23 Nov "
                      "2026 07:59:59 +0100\n"),
            "Bob@harbour.example");
}

TEST(Notes, ATagIsNoForwarding) { EXPECT_EQ(ids(report_about("bob+lists@harbour.example", mine)), Ids{}); }

TEST(Notes, WhatAThiefWouldCauseIsTold) {
  const auto with = [](const std::string& first_hop, std::string_view reason) {
    const std::string mail =
        report_about("bob@harbour.example",
                     "Received: from x by mx.harbour.example; Mon, 23 Nov 2026 08:00:00 +0100\nReceived: from pc by " +
                         first_hop + " with ESMTPSA; Mon, 23 Nov 2026 07:59:59 +0100\n" + mine);
    const eb::Message message = eb::read_message(mail);
    Ids out;
    for (const Note& note :
         eb::notes_of(eb::read_report(message), {"en", {"holly@bakery.example"}, false, ""}, {reason}))
      out.emplace_back(note.id);
    return out;
  };
  EXPECT_EQ(with("mail.bakery.example", "virus"), Ids{"check_your_account"});
  EXPECT_EQ(with("mail.bakery.example", "mailbox_full"), Ids{});
  EXPECT_EQ(with("out.elsewhere.example", "virus"), Ids{});
}

TEST(Notes, AMailThatDressesAsABounce) {
  const std::string fake =
      "Received: from x by mail.bakery.example; Mon, 23 Nov 2026 08:00:03 +0100\nFrom: \"Mail Delivery System\" "
      "<postmaster@cheap-hosting.example>\nTo: holly@bakery.example\nSubject: Delivery failure: 7 messages were not "
      "delivered\nContent-Type: text/html\n\n<p>Dear holly@bakery.example,</p><p>You have 7 undelivered messages.</p>"
      "<p><a href=\"http://bad.example/login\">Release pending messages to inbox</a></p>";
  EXPECT_EQ(ids(fake), Ids{"looks_fake"});
  const eb::Message message = eb::read_message(fake);
  const eb::Report report = eb::read_report(message);
  EXPECT_EQ(report.kind, eb::Kind::not_a_report);
  EXPECT_TRUE(report.recipients.empty());
}

TEST(Notes, ANewsletterWithALinkIsNoLure) {
  EXPECT_EQ(
      ids("From: Shop <news@shop.example>\nTo: holly@bakery.example\nSubject: New buns\n\nView your messages in the "
          "app: https://shop.example/inbox\n"),
      Ids{});
}

}  // namespace
