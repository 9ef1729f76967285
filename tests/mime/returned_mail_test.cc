// SPDX-License-Identifier: MIT
#include "mime/returned_mail.h"

#include <gtest/gtest.h>

namespace eb {
namespace {

ReturnedMail in_bounce(const std::string& type, const std::string& original) {
  const std::string bytes =
      "From: MAILER-DAEMON@x.example\nContent-Type: multipart/report; report-type=delivery-status; "
      "boundary=b\n\n--b\n\n"
      "Sorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x.example\n\nFinal-Recipient: rfc822; "
      "bob@x.example\nAction: failed\nStatus: 5.2.2\n\n--b\nContent-Type: " +
      type + "\n\n" + original + "\n--b--\n";
  return read_returned_mail(read_message(bytes));
}

TEST(ReturnedMail, PlainText) {
  const ReturnedMail mail = in_bounce("message/rfc822",
                                      "Subject: =?UTF-8?Q?Br=C3=B6d?=\nContent-Type: text/plain; charset=iso-8859-1\n"
                                      "Content-Transfer-Encoding: quoted-printable\n\nKom p=E5 fredag\n");
  EXPECT_EQ(mail.subject, "Br\u00f6d");
  EXPECT_EQ(mail.text, "Kom p\u00e5 fredag\n");
  EXPECT_TRUE(mail.html.empty());
  EXPECT_TRUE(mail.files.empty());
}

TEST(ReturnedMail, BothBodiesAndTheFiles) {
  const ReturnedMail mail = in_bounce(
      "message/rfc822",
      "Subject: Buns\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: multipart/alternative; "
      "boundary=a\n\n--a\nContent-Type: text/plain\n\nHi\n--a\nContent-Type: text/html\n\n<p>Hi</p>\n--a--\n--m\n"
      "Content-Type: application/pdf; name=old.pdf\nContent-Disposition: attachment; filename=\"../list.pdf\"\n"
      "Content-Transfer-Encoding: base64\n\nJVBERg==\n--m\nContent-Type: text/plain; name=notes.txt\n\nnotes\n--m\n"
      "Content-Type: message/rfc822\n\nSubject: within\n\nx\n--m--\n");
  EXPECT_EQ(mail.text.substr(0, 2), "Hi");
  EXPECT_EQ(mail.html.substr(0, 9), "<p>Hi</p>");
  ASSERT_EQ(mail.files.size(), 3U);
  EXPECT_EQ(mail.files[0].name, "list.pdf");
  EXPECT_EQ(mail.files[0].type, "application/pdf");
  EXPECT_EQ(mail.files[0].bytes, "%PDF");
  EXPECT_EQ(mail.files[1].name, "notes.txt");
  EXPECT_EQ(mail.files[2].type, "message/rfc822");
}

TEST(ReturnedMail, OnlyItsHeader) {
  const ReturnedMail mail = in_bounce("text/rfc822-headers", "Subject: Buns\nTo: bob@x.example\n");
  EXPECT_EQ(mail.subject, "Buns");
  EXPECT_TRUE(mail.text.empty());
}

TEST(ReturnedMail, AnOrdinaryMailBringsNothingBack) {
  const ReturnedMail mail = read_returned_mail(read_message("From: a@x.example\nSubject: Hi\n\nHello\n"));
  EXPECT_TRUE(mail.subject.empty());
  EXPECT_TRUE(mail.text.empty());
}

}  // namespace
}  // namespace eb
