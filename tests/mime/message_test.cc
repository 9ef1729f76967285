// SPDX-License-Identifier: MIT
#include "mime/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mime/text.h"

namespace eb {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> types(const Message& message) {
  std::vector<std::string> found;
  for (const Part& part : message.parts) found.push_back(part.type);
  return found;
}

std::string field(const Part& part, std::string_view name) {
  const std::string* value = find_field(part.fields, name);
  return value == nullptr ? "(none)" : *value;
}

TEST(Message, PlainMail) {
  const Message m = read_message("From: a@example.com\nSubject: Hi\n there\n\nText\n");
  EXPECT_THAT(types(m), ElementsAre("text/plain"));
  EXPECT_EQ(field(m.parts[0], "subject"), "Hi there");
  EXPECT_EQ(m.parts[0].header, "From: a@example.com\nSubject: Hi\n there\n");
  EXPECT_EQ(m.parts[0].body, "Text\n");
  EXPECT_EQ(m.parts[0].parent, -1);
  EXPECT_THAT(m.cuts, IsEmpty());
}

TEST(Message, NothingAtAll) {
  const Message m = read_message("");
  EXPECT_THAT(types(m), ElementsAre("text/plain"));
  EXPECT_EQ(m.parts[0].body, "");
}

TEST(Message, HeaderOnly) {
  const Message m = read_message("Subject: x\nTo: y");
  EXPECT_EQ(field(m.parts[0], "To"), "y");
  EXPECT_EQ(m.parts[0].body, "");
}

TEST(Message, NoHeaderAtAll) {
  const Message m = read_message("Hello there\nyour mail did not arrive\n\nReason: full\n");
  EXPECT_THAT(m.parts[0].fields, IsEmpty());
  EXPECT_EQ(m.parts[0].body, "Hello there\nyour mail did not arrive\n\nReason: full\n");
}

TEST(Message, MboxLineAndMozillaLinesInFront) {
  const std::string mozilla = "X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00800000\nX-Mozilla-Keys:    \n";
  const std::string mail = "From - Mon Nov 23 06:45:00 2026\n" + mozilla + "Subject: x\r\nTo: y\r\n\r\nText\r\n";
  const Message m = read_message(mail);
  EXPECT_EQ(field(m.parts[0], "Subject"), "x");
  EXPECT_EQ(field(m.parts[0], "To"), "y");
  EXPECT_EQ(m.parts[0].body, "Text\r\n");
}

TEST(Message, EmptyLinesInFrontOfTheHeader) {
  EXPECT_EQ(field(read_message("\r\n\r\nSubject: x\r\n\r\nText").parts[0], "Subject"), "x");
  const Message m = read_message("\nText, and no header\n");
  EXPECT_THAT(m.parts[0].fields, IsEmpty());
  EXPECT_EQ(m.parts[0].body, "Text, and no header\n");
}

TEST(Message, StrangeLinesDoNotEndTheHeader) {
  const Message m = read_message(
      "Subject: a\n>From someone\nFrom someone else\nno colon in this line\nT\xC3\xA4st: x\nTo : b\n: c\nCc: "
      "d\n\nText");
  EXPECT_EQ(m.parts[0].fields.size(), 3U);
  EXPECT_EQ(field(m.parts[0], "Subject"), "a");
  EXPECT_EQ(field(m.parts[0], "To"), "b");
  EXPECT_EQ(field(m.parts[0], "Cc"), "d");
  EXPECT_EQ(m.parts[0].body, "Text");
}

// The library behind knows some fields, takes them apart and writes them anew.
TEST(Message, FieldsKeepTheirWording) {
  const std::string_view type = "text/plain ; CharSet = \"a;b\" (c); x=y";
  const std::string mail = "Content-Type: " + std::string(type) +
                           "\nTo: A <a@b.c> , d@e.f\nContent-Transfer-Encoding:  8BIT (x)\n"
                           "Content-Disposition: inline; filename=\"\\\"\"\nMIME-Version: 1 . 0\n\n";
  const Message m = read_message(mail);
  EXPECT_EQ(field(m.parts[0], "Content-Type"), type);
  EXPECT_EQ(field(m.parts[0], "To"), "A <a@b.c> , d@e.f");
  EXPECT_EQ(field(m.parts[0], "Content-Transfer-Encoding"), "8BIT (x)");
  EXPECT_EQ(field(m.parts[0], "Content-Disposition"), "inline; filename=\"\\\"\"");
  EXPECT_EQ(field(m.parts[0], "MIME-Version"), "1 . 0");
}

TEST(Message, NulBytesCutNothing) {
  const std::string mail("Subject: a\0b\nTo: c\n\nTe\0xt", 25);
  const Message m = read_message(mail);
  EXPECT_EQ(field(m.parts[0], "Subject"), "ab");
  EXPECT_EQ(field(m.parts[0], "To"), "c");
  EXPECT_EQ(m.parts[0].body, std::string_view("Te\0xt", 5));
}

TEST(Message, DuplicateFieldsAreKeptInOrder) {
  const Message m = read_message("Received: 1\nreceived: 2\nTo:\nReceived: 3\n\n");
  ASSERT_EQ(m.parts[0].fields.size(), 4U);
  EXPECT_EQ(m.parts[0].fields[0].value, "1");
  EXPECT_EQ(m.parts[0].fields[1].name, "received");
  EXPECT_EQ(m.parts[0].fields[1].value, "2");
  EXPECT_EQ(m.parts[0].fields[2].value, "");
  EXPECT_EQ(m.parts[0].fields[3].value, "3");
  EXPECT_EQ(field(m.parts[0], "RECEIVED"), "1");
}

TEST(Message, ReportWithItsThreeParts) {
  const Message m = read_message(
      "Content-Type: multipart/report; report-type=delivery-status;\n boundary=\"a;b\"\n\npreamble\n"
      "--a;b\n\nnotice\n\n--a;b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: failed\n"
      "--a;b  \nContent-Type: message/rfc822\n\nSubject: old\n\nold text\n\n--a;b--\nepilogue\n");
  EXPECT_THAT(types(m),
              ElementsAre("multipart/report", "text/plain", "message/delivery-status", "message/rfc822", "text/plain"));
  EXPECT_EQ(m.parts[1].body, "notice\n");
  EXPECT_EQ(m.parts[2].body, "Reporting-MTA: dns; x\n\nAction: failed");
  EXPECT_EQ(m.parts[3].body, "Subject: old\n\nold text\n");
  EXPECT_EQ(m.parts[4].body, "old text\n");
  EXPECT_EQ(field(m.parts[4], "Subject"), "old");
  EXPECT_THAT(m.parts[0].children, ElementsAre(1, 2, 3));
  EXPECT_THAT(m.parts[3].children, ElementsAre(4));
  EXPECT_EQ(m.parts[4].parent, 3);
  EXPECT_EQ(m.parts[4].depth, 2);
}

TEST(Message, TypesAsServersWriteThem) {
  const auto type = [](const std::string& value) {
    const std::string mail = "Content-Type: " + value + "\n\n--b\n\nx\n--b--\n";
    return read_message(mail).parts[0].type;
  };
  EXPECT_EQ(type("multipart /Mixed; boundary=b"), "multipart/mixed");
  EXPECT_EQ(type("(a (b) c) Text/(x)HTML (y); charset=\"x\""), "text/html");
  EXPECT_EQ(type("text"), "text/plain");
  EXPECT_EQ(type(""), "text/plain");
  EXPECT_EQ(type("; charset=x"), "text/plain");
  EXPECT_EQ(type("message/partial; id=1"), "message/partial");
}

TEST(Message, MultipartWithoutBoundaryIsALeaf) {
  const Message m = read_message("Content-Type: multipart/mixed\n\n--\n--x\ntext\n");
  EXPECT_THAT(types(m), ElementsAre("multipart/mixed"));
  EXPECT_EQ(m.parts[0].body, "--\n--x\ntext\n");
}

TEST(Message, OuterBoundaryClosesAnInnerMultipart) {
  const Message m = read_message(
      "Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: multipart/alternative; boundary=in\n\n"
      "--in\n\none\n--out\n\ntwo\n--in\nstill two\n--out--\n");
  EXPECT_THAT(types(m), ElementsAre("multipart/mixed", "multipart/alternative", "text/plain", "text/plain"));
  EXPECT_EQ(m.parts[2].body, "one");
  EXPECT_EQ(m.parts[3].body, "two\n--in\nstill two");
  EXPECT_THAT(m.parts[0].children, ElementsAre(1, 3));
}

TEST(Message, BoundariesThatBeginAlike) {
  const Message m = read_message(
      "Content-Type: multipart/mixed; boundary=ab\n\n--ab\nContent-Type: multipart/mixed; boundary=abc\n\n"
      "--abc\n\none --abc\n--abcd\nx--ab\n--abc--\n--ab\n\ntwo\n--ab--");
  EXPECT_THAT(types(m), ElementsAre("multipart/mixed", "multipart/mixed", "text/plain", "text/plain"));
  EXPECT_EQ(m.parts[2].body, "one --abc\n--abcd\nx--ab");
  EXPECT_EQ(m.parts[3].body, "two");
}

TEST(Message, BodyWithoutTheLineEndOfTheBoundary) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const std::string mail = "Content-Type: multipart/mixed; boundary=b" + end + end + "--b" + end + end + "x" + end +
                             end + "--b" + end + end + "--b--" + end;
    const Message m = read_message(mail);
    ASSERT_EQ(m.parts.size(), 3U);
    EXPECT_EQ(m.parts[1].body, "x" + end);
    EXPECT_EQ(m.parts[2].body, "");
  }
}

TEST(Message, DigestHoldsMails) {
  const Message m = read_message(
      "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: 1\n\none\n--b\nContent-Type: text/plain\n\ntwo\n"
      "--b--\n");
  EXPECT_THAT(types(m), ElementsAre("multipart/digest", "message/rfc822", "text/plain", "text/plain"));
  EXPECT_EQ(field(m.parts[2], "Subject"), "1");
}

TEST(Message, LeavesOfTheMessageKind) {
  for (const std::string type : {"message/delivery-status", "text/rfc822-headers", "message/global-headers",
                                 "message/global-delivery-status", "message/external-body"}) {
    const std::string mail = "Content-Type: " + type + "\n\nSubject: x\n\ntext";
    const Message m = read_message(mail);
    EXPECT_THAT(types(m), ElementsAre(type));
    EXPECT_EQ(m.parts[0].body, "Subject: x\n\ntext");
  }
}

TEST(Message, ProseInADigestIsNoMail) {
  const Message m = read_message("Content-Type: multipart/digest; boundary=b\n\n--b\nHello there\n\nmore\n--b--\n");
  EXPECT_THAT(types(m), ElementsAre("multipart/digest", "text/plain"));
  EXPECT_EQ(m.parts[1].body, "Hello there\n\nmore");
}

TEST(Message, InternationalMailInside) {
  const Message m = read_message("Content-Type: message/global\n\nSubject: \xC3\xA5\n\ntext");
  EXPECT_THAT(types(m), ElementsAre("message/global", "text/plain"));
  EXPECT_EQ(field(m.parts[1], "Subject"), "\xC3\xA5");
}

TEST(Message, EncodedMailInside) {
  const std::string head = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n";
  const std::string tail = "\n--b\n\nlast\n--b--\n";
  // "Subject: old\n\nold text\n"
  const std::string encoded[] = {
      head + "Content-Transfer-Encoding: BASE64\n\nU3ViamVjdDogb2xkCgpvbGQg\ndGV4dAo=\n" + tail,
      head + "Content-Transfer-Encoding: quoted-printable\n\nSub=6Aect: o=\nld\n\nold text\n" + tail};
  // Labelled as encoded, yet passed on as it was.
  const std::string passed_on[] = {
      head + "Content-Transfer-Encoding: base64\n\nSubject: old\n\nold text\n" + tail,
      head + "Content-Transfer-Encoding: quoted-printable\n\nSubject: old\nX: y=z\n\nold text\n" + tail};
  const auto expect_old_mail = [](const Message& m) {
    ASSERT_THAT(types(m), ElementsAre("multipart/mixed", "message/rfc822", "text/plain", "text/plain"));
    EXPECT_EQ(field(m.parts[2], "Subject"), "old");
    EXPECT_EQ(trim(m.parts[2].body), "old text");
    EXPECT_EQ(m.parts[2].parent, 1);
    EXPECT_EQ(m.parts[3].body, "last");
  };
  for (const std::string& mail : encoded) {
    const Message m = read_message(mail);
    expect_old_mail(m);
    EXPECT_EQ(m.decoded.size(), 1U);
  }
  for (const std::string& mail : passed_on) {
    const Message m = read_message(mail);
    expect_old_mail(m);
    EXPECT_EQ(m.decoded.size(), 0U);
  }
}

TEST(Message, EncodedMailInsideOutlivesAMove) {
  const std::string mail =
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogb2xkCgpvbGQgdGV4dAo=\n";
  Message first = read_message(mail);
  const Message m = std::move(first);
  ASSERT_EQ(m.parts.size(), 2U);
  EXPECT_EQ(m.parts[1].body, "old text\n");
}

TEST(Message, PartWhoseHeaderRunsIntoABoundary) {
  const Message m = read_message(
      "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n--b\nContent-Type: text/html\n"
      "--b--\n");
  EXPECT_THAT(types(m), ElementsAre("multipart/mixed", "message/rfc822", "text/plain", "text/html"));
  EXPECT_EQ(m.parts[1].body, "");
  EXPECT_EQ(m.parts[3].body, "");
}

TEST(Message, MultipartInsideAReturnedMailIsClosedByTheReport) {
  const Message m = read_message(
      "Content-Type: multipart/report; boundary=r\n\n--r\nContent-Type: message/rfc822\n\n"
      "Content-Type: multipart/mixed; boundary=m\n\n--m\n\ncut off here\n--r--\n");
  EXPECT_THAT(types(m), ElementsAre("multipart/report", "message/rfc822", "multipart/mixed", "text/plain"));
  EXPECT_EQ(m.parts[3].body, "cut off here");
  EXPECT_EQ(m.parts[2].body, "--m\n\ncut off here");
}

TEST(Fields, GroupOfADeliveryStatus) {
  const std::vector<Field> fields = read_fields(
      "Final-Recipient: rfc822; a@example.com\r\nno field\r\n\r\nAction: failed\r\nStatus: 5.1.1 (x)\r\n\tmore");
  ASSERT_EQ(fields.size(), 3U);
  EXPECT_EQ(fields[0].name, "Final-Recipient");
  EXPECT_EQ(fields[0].value, "rfc822; a@example.com");
  EXPECT_EQ(fields[1].value, "failed");
  EXPECT_EQ(fields[2].value, "5.1.1 (x)\tmore");
}

TEST(Fields, NothingToRead) {
  EXPECT_THAT(read_fields(""), IsEmpty());
  EXPECT_THAT(read_fields("\n\n text\n"), IsEmpty());
}

}  // namespace
}  // namespace eb
