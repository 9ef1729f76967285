// SPDX-License-Identifier: MIT
#include "mime/notice.h"

#include <gtest/gtest.h>

namespace {

using eb::quoted_reply;
using eb::read_notice;
using eb::Setting;

TEST(Notice, Qmail) {
  const auto n = read_notice(
      "Hi. This is the qmail-send program at mail.example.org.\nI'm afraid I wasn't able to deliver your message to "
      "the following addresses.\n"
      "This is a permanent error; I've given up. Sorry it didn't work out.\n\n<bob@example.net>:\n192.0.2.7 does not "
      "like recipient.\n"
      "Remote host said: 550 no such user\nGiving up on 192.0.2.7.\n\n<eva@example.net>:\nSorry, no mailbox here by "
      "that name. (#5.1.1)\n\n"
      "--- Below this line is a copy of the message.\n\nReturn-Path: <holly@example.com>\nTo: bob@example.net\n",
      nullptr, Setting::unknown);
  EXPECT_EQ(n.layout, "qmail");
  ASSERT_EQ(n.recipients.size(), 2U);
  EXPECT_EQ(n.recipients[0].address, "bob@example.net");
  EXPECT_EQ(n.recipients[0].reason, "192.0.2.7 does not like recipient.\nRemote host said: 550 no such user");
  EXPECT_EQ(n.recipients[1].address, "eva@example.net");
  EXPECT_EQ(n.recipients[1].reason, "Sorry, no mailbox here by that name. (#5.1.1)");
  EXPECT_FALSE(n.delayed);
  EXPECT_EQ(n.returned.substr(0, 13), "\nReturn-Path:");
}

TEST(Notice, Exim) {
  const auto n = read_notice(
      "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
      "delivered to one or more of its\n"
      "recipients. This is a permanent error. The following address(es) failed:\n\n  bob@example.net\n    SMTP error "
      "from remote mail server after RCPT TO:<bob@example.net>:\n"
      "    host mx.example.net [192.0.2.1]: 550 5.1.1 User unknown\n  eva@example.org\n    Unrouteable "
      "address\n\n------ This is a copy of the message, including all the headers. ------\n\nTo: x\n",
      nullptr, Setting::unknown);
  EXPECT_EQ(n.layout, "exim");
  ASSERT_EQ(n.recipients.size(), 2U);
  EXPECT_EQ(n.recipients[0].address, "bob@example.net");
  EXPECT_EQ(n.recipients[1].reason, "Unrouteable address");
  const auto q = quoted_reply(n.recipients[0].reason);
  EXPECT_EQ(q.host, "mx.example.net");
  EXPECT_EQ(q.reply, "550 5.1.1 User unknown");
}

TEST(Notice, EximWarningIsADelay) {
  const auto n = read_notice(
      "This message was created automatically by mail delivery software.\nA message that you sent has not yet been "
      "delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.example.org.\n\n"
      "The address to which the message has not yet been delivered is:\n\n  bob@example.net\n    host mx.example.net "
      "[192.0.2.1]: Connection timed out\n\nNo action is required on your part. Delivery attempts will continue "
      "for\nsome time.\n",
      nullptr, Setting::unknown);
  EXPECT_TRUE(n.delayed);
  ASSERT_EQ(n.recipients.size(), 1U);
  EXPECT_EQ(n.recipients[0].address, "bob@example.net");
}

TEST(Notice, Sendmail) {
  const auto n = read_notice(
      "The original message was received at Mon, 23 Nov 2026 06:45:00 +0100\nfrom localhost [127.0.0.1]\n\n   ----- "
      "The following addresses had permanent fatal errors -----\n<bob@example.net>\n    (reason: 550 5.1.1 "
      "<bob@example.net>... User unknown)\n\n"
      "   ----- Transcript of session follows -----\n... while talking to mx.example.net.:\n>>> DATA\n<<< 550 5.1.1 "
      "<bob@example.net>... User unknown\n550 5.1.1 <bob@example.net>... User unknown\n<<< 503 5.0.0 Need RCPT "
      "(recipient)\n",
      nullptr, Setting::bounce);
  EXPECT_EQ(n.layout, "sendmail");
  ASSERT_EQ(n.recipients.size(), 1U);
  EXPECT_EQ(n.recipients[0].address, "bob@example.net");
  EXPECT_NE(n.recipients[0].reason.find("User unknown"), std::string::npos);
}

TEST(Notice, ExchangeOfTheNineties) {
  const auto n = read_notice(
      "Your message did not reach some or all of the intended recipients.\n\n      Subject:  Minutes\n      Sent:     "
      "11/23/2026 6:45 AM\n\nThe following recipient(s) could not be reached:\n\n      bob@example.net on 11/23/2026 "
      "6:46 AM\n"
      "            The e-mail account does not exist at the organization this message was sent to.\n            "
      "<mail.example.net #5.1.1>\n",
      nullptr, Setting::unknown);
  EXPECT_EQ(n.layout, "exchange");
  ASSERT_EQ(n.recipients.size(), 1U);
  EXPECT_EQ(n.recipients[0].address, "bob@example.net");
  EXPECT_NE(n.recipients[0].reason.find("#5.1.1"), std::string::npos);
}

TEST(Notice, GmailBeforeItsReportPart) {
  const auto n = read_notice(
      "Delivery to the following recipient failed permanently:\n\n     bob@example.net\n\nTechnical details of "
      "permanent failure: \nGoogle tried to deliver your message, but it was rejected by the server for the recipient "
      "domain example.net by mx.example.net. [192.0.2.1].\n\n"
      "The error that the other server returned was:\n550 5.1.1 User unknown\n\n----- Original message -----\n\nTo: "
      "bob@example.net\n",
      nullptr, Setting::unknown);
  EXPECT_EQ(n.layout, "gmail");
  ASSERT_EQ(n.recipients.size(), 1U);
  EXPECT_EQ(quoted_reply(n.recipients[0].reason).reply, "550 5.1.1 User unknown");
}

TEST(Notice, OneReasonForAListOfRecipients) {
  const auto n = read_notice(
      "Delivery to the following recipients failed permanently:\n\n   bob@example.net\n   eva@example.net\n\nTechnical "
      "details of permanent failure:\nThe error that the other server returned was:\n550 no\n",
      nullptr, Setting::unknown);
  ASSERT_EQ(n.recipients.size(), 2U);
  EXPECT_EQ(n.recipients[0].reason, n.recipients[1].reason);
  EXPECT_FALSE(n.recipients[0].reason.empty());
}

TEST(Notice, SomebodyWhoTalksAboutABounceIsNoNotice) {
  const char* text = "Hi,\n\nHi. This is the qmail-send program at mx.example.\n\n<bob@example.net>:\nno mailbox\n";
  EXPECT_EQ(read_notice(text, nullptr, Setting::unknown).layout, "");
  EXPECT_EQ(read_notice(text, nullptr, Setting::forward).layout, "qmail");
  EXPECT_EQ(read_notice(text + 5, nullptr, Setting::unknown).layout, "qmail");
}

TEST(Notice, TheLastResortIsForKnownBouncesAlone) {
  const std::string_view text = "Your mail could not be delivered.\n\nbob@example.net - mailbox is full\n";
  EXPECT_TRUE(read_notice(text, nullptr, Setting::unknown).recipients.empty());
  const auto n = read_notice(text, nullptr, Setting::bounce);
  ASSERT_EQ(n.recipients.size(), 1U);
  EXPECT_EQ(n.recipients[0].reason, "mailbox is full");
}

TEST(Notice, ThousandsOfRecipientsAreBounded) {
  std::string text = "Hi. This is the qmail-send program at x.\n\n";
  for (int i = 0; i < 3000; ++i) text += "<u" + std::to_string(i) + "@example.net>:\nno\n\n";
  EXPECT_LE(read_notice(text, nullptr, Setting::unknown).recipients.size(), 500U);
}

TEST(QuotedReply, WhereTheServersOwnWordsBegin) {
  EXPECT_EQ(quoted_reply("host mx.example.net[192.0.2.1] said: 550 5.1.1 unknown (in reply to RCPT TO command)").host,
            "mx.example.net");
  EXPECT_EQ(quoted_reply("host mx.example.net[192.0.2.1] said: 550 5.1.1 unknown").reply, "550 5.1.1 unknown");
  EXPECT_EQ(quoted_reply("mailbox is full").reply, "");
  EXPECT_EQ(quoted_reply("waited 450.5 seconds on port 5501").reply, "");
}

}  // namespace
