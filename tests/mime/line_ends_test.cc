// SPDX-License-Identifier: MIT
// The same mail with other line ends is the same mail; a mail that was cut anywhere is read as far as it goes.
#include <gtest/gtest.h>

#include <array>

#include "mime/message.h"
#include "mime/text.h"

namespace eb {
namespace {

const std::array<std::string, 3>& mails() {
  static const std::array<std::string, 3> all = {
      "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\nTo: holly@example.com\nSubject: Undelivered\n mail\n"
      "Content-Type: multipart/report; report-type=delivery-status;\n\tboundary=\"=_b;1\"\n\nThis is MIME.\n"
      "--=_b;1\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
      "Br=F6det kom inte fram, f=\n=F6rl=E5t.\nRad tv=E5\n\n--=_b;1\nContent-Type: message/delivery-status\n\n"
      "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: "
      "5.1.1\n\n"
      "--=_b;1\nContent-Type: message/rfc822\n\nFrom: holly@example.com\nSubject: Hi\n"
      "Content-Type: multipart/alternative; boundary=alt\n\n--alt\n\nHello Bob\n--alt\nContent-Type: text/html\n\n"
      "<p>Hello <b>Bob</b></p>\n--alt--\n\n--=_b;1--\n",
      "Subject: failure notice\n\nHi. This is the qmail-send program.\n\n<bob@example.org>:\nSorry, no mailbox "
      "here.\n\n"
      "--- Below this line is a copy of the message.\n\nSubject: Hi\n\nHello\n",
      "Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: message/rfc822\nContent-Transfer-Encoding: "
      "base64\n\n"
      "U3ViamVjdDogb2xkCkNvbnRlbnQtVHlwZTogdGV4\ndC9odG1sCgo8cD5vbGQ8L3A+PHA+dGV4dDwvcD4K\n\n--m\n\nend\n--m--\n"};
  return all;
}

std::string with_ends(const std::string& mail, const std::vector<std::string>& ends) {
  std::string out;
  std::size_t line = 0;
  bool after_cr = false;
  for (const char c : mail) {
    if (c != '\n') {
      out.push_back(c);
      continue;
    }
    const std::string* end = &ends[line++ % ends.size()];
    while (after_cr && !out.empty() && out.back() == '\r' && *end == "\n")
      end = &ends[line++ % ends.size()];  // else a CRLF
    out += *end;
    after_cr = *end == "\r";
  }
  return out;
}

void expect_same(const std::string& expected, const std::string& actual) {
  const Message a = read_message(expected);
  const Message b = read_message(actual);
  ASSERT_EQ(a.parts.size(), b.parts.size());
  for (std::size_t i = 0; i < a.parts.size(); ++i) {
    EXPECT_EQ(a.parts[i].type, b.parts[i].type);
    EXPECT_EQ(a.parts[i].fields.size(), b.parts[i].fields.size());
    EXPECT_EQ(body_text(a.parts[i]), body_text(b.parts[i]));
  }
}

TEST(LineEnds, MakeNoDifference) {
  ASSERT_EQ(read_message(mails()[0]).parts.size(), 7U);
  ASSERT_EQ(read_message(mails()[2]).parts.size(), 4U);
  for (const std::string& mail : mails()) {
    expect_same(mail, with_ends(mail, {"\r\n"}));
    expect_same(mail, with_ends(mail, {"\r"}));
    expect_same(mail, with_ends(mail, {"\n", "\r\n"}));
    expect_same(mail, with_ends(mail, {"\r\n", "\n", "\r"}));
    expect_same(mail, with_ends(mail, {"\r", "\r\n", "\n", "\n"}));
  }
}

TEST(LineEnds, TheTextsOfTheReport) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const std::string mail = with_ends(mails()[0], {end});
    const Message m = read_message(mail);
    ASSERT_EQ(m.parts.size(), 7U);
    EXPECT_EQ(*find_field(m.parts[0].fields, "Subject"), "Undelivered mail");
    EXPECT_EQ(body_text(m.parts[1]),
              "Br\xC3\xB6"
              "det kom inte fram, f\xC3\xB6rl\xC3\xA5t.\nRad tv\xC3\xA5\n");
    EXPECT_EQ(body_text(m.parts[6]), "Hello Bob\n");
  }
}

TEST(LineEnds, ACutMailIsReadAsFarAsItGoes) {
  for (const std::string& mail : mails()) {
    std::size_t parts = 1;
    for (std::size_t size = 0; size <= mail.size(); ++size) {
      const std::string cut = mail.substr(0, size);  // a copy: reading past its end would be seen
      const Message m = read_message(cut);
      ASSERT_GE(m.parts.size(), 1U);
      for (std::size_t i = 0; i < m.parts.size(); ++i) {
        EXPECT_LE(body_text(m.parts[i]).size(), 2 * size + 1);
        EXPECT_LT(m.parts[i].parent, static_cast<int>(i));
      }
      parts = m.parts.size();
    }
    EXPECT_EQ(parts, read_message(mail).parts.size());
  }
}

}  // namespace
}  // namespace eb
