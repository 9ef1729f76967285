// SPDX-License-Identifier: MIT
// Mails made to crash, stall or mislead a reader, with a row for each known weakness of the library behind
// mimetic_adapter. A reader that recursed or did quadratic work would not come to the expectations in time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "mime/message.h"
#include "mime/text.h"

namespace eb {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string value(const Message& m, std::string_view name) {
  const std::string* found = find_field(m.parts[0].fields, name);
  return found == nullptr ? "(none)" : *found;
}

std::string decoded(const std::string& encoding, const std::string& body) {
  const std::string mail = "Content-Transfer-Encoding: " + encoding + "\n\n" + body;
  return decoded_body(read_message(mail).parts[0]);
}

TEST(Hostile, GroupWithoutAnEnd) {
  const Message m = read_message("To: undisclosed-recipients:\nCc: a:b:c:;;\nBcc: <\n\n");
  EXPECT_EQ(value(m, "To"), "undisclosed-recipients:");
  EXPECT_THAT(addresses(value(m, "To")), IsEmpty());
  EXPECT_THAT(addresses(value(m, "Cc")), IsEmpty());
  EXPECT_THAT(addresses(value(m, "Bcc")), IsEmpty());
}

TEST(Hostile, BoundaryBehindMixedEmptyLines) {
  const Message m = read_message("Content-Type: multipart/mixed; boundary=q\n\n\n\r\n--q\n\nx\n\n\r\n--q");
  ASSERT_EQ(m.parts.size(), 3U);
  EXPECT_EQ(m.parts[1].body, "x\n\n");
}

TEST(Hostile, OddDates) {
  const Message m = read_message("Date: Mon, 23 Nov 2026 06:45:00 +99999\n\n");
  EXPECT_EQ(value(m, "Date"), "Mon, 23 Nov 2026 06:45:00 +99999");
  EXPECT_EQ(rfc3339_date(value(m, "Date")), "");
  EXPECT_EQ(rfc3339_date(","), "");
  EXPECT_THAT(addresses("  "), IsEmpty());
}

TEST(Hostile, NestedMails) {
  const std::string mail = repeated("Content-Type: message/rfc822\n\n", 104'000) + "Subject: x\n\ntext";
  const Message m = read_message(mail);
  EXPECT_EQ(m.parts.size(), 33U);
  EXPECT_EQ(m.parts.back().depth, 32);
  EXPECT_THAT(m.cuts, ElementsAre("depth"));
}

TEST(Hostile, NestedMultiparts) {
  std::string mail;
  for (int i = 0; i < 47'000; ++i) {
    const std::string boundary = std::to_string(i);
    mail += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  const Message m = read_message(mail);
  EXPECT_EQ(m.parts.size(), 33U);
  EXPECT_THAT(m.cuts, ElementsAre("depth"));
}

TEST(Hostile, LongHeaderLine) {
  for (const std::size_t length : {std::size_t{2} << 20, std::size_t{8} << 20}) {
    const std::string mail = "Subject: " + std::string(length, 'x') + "\nTo: y\n\ntext";
    const Message m = read_message(mail);
    EXPECT_EQ(value(m, "Subject").size(), Limits().logical_line - std::string("Subject").size());
    EXPECT_EQ(m.parts[0].body, "text");
    EXPECT_THAT(m.cuts, ElementsAre("header_block", "logical_line"));
  }
}

TEST(Hostile, LongFoldedHeaderLine) {
  const std::string mail = "Subject: x\n" + repeated(" y\n", 50'000) + "To: z\n\ntext";
  const Message m = read_message(mail);
  EXPECT_LE(value(m, "Subject").size(), Limits().logical_line);
  EXPECT_EQ(value(m, "To"), "z");
  EXPECT_THAT(m.cuts, ElementsAre("logical_line"));
}

TEST(Hostile, LongHeader) {
  const std::string mail = repeated("X: y\n", 2'000'000) + "\ntext";
  const Message m = read_message(mail);
  EXPECT_LE(m.parts[0].fields.size(), Limits().header_block / 5 + 1);
  EXPECT_EQ(m.parts[0].body, "text");
  EXPECT_THAT(m.cuts, ElementsAre("header_block"));
}

TEST(Hostile, LongBoundary) {
  for (const std::size_t length : {10'000U, 30'000U}) {
    const std::string boundary(length, 'b');
    const std::string mail = "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n" +
                             repeated("--" + boundary.substr(1) + "\n", 1'000'000 / length) + "--" + boundary + "\n\nx";
    const Message m = read_message(mail);
    EXPECT_EQ(m.parts.size(), 1U);
    EXPECT_THAT(m.cuts, ElementsAre("boundary"));
  }
}

TEST(Hostile, ManySmallParts) {
  const std::string mail = "Content-Type: multipart/mixed; boundary=b\n\n" + repeated("--b\n\nx\n", 500'000);
  const Message m = read_message(mail);
  EXPECT_EQ(m.parts.size(), 2000U);
  EXPECT_EQ(m.parts.back().body, "x");
  EXPECT_THAT(m.cuts, ElementsAre("parts"));
}

TEST(Hostile, LineEndsOfTwoMegabytes) {
  for (const std::string end : {"\r", "\n", "\r\n", "\n\r"}) {
    const std::string mail = "Subject: x" + end + end + repeated("a" + end, 700'000) + "\n";
    const Message m = read_message(mail);
    EXPECT_EQ(value(m, "Subject"), "x");
    const std::string text = body_text(m.parts[0]);
    EXPECT_EQ(std::count(text.begin(), text.end(), 'a'), 700'000);
    EXPECT_EQ(text.find('\r'), std::string::npos);
  }
}

TEST(Hostile, TooManyBytes) {
  Limits limits;
  limits.bytes = 20;
  const Message m = read_message("Subject: x\n\n12345678901234567890", limits);
  EXPECT_EQ(m.parts[0].body, "12345678");
  EXPECT_THAT(m.cuts, ElementsAre("bytes"));
}

TEST(Hostile, DecodedMailsShareOneBudget) {
  std::string mail = "Subject: innermost\n\n" + std::string(3000, 'z');
  for (int i = 0; i < 3; ++i) {
    mail = "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n" + mail;
  }
  Limits limits;
  limits.bytes = 2 * mail.size();
  const Message m = read_message(mail, limits);  // three texts of about that size
  ASSERT_EQ(m.decoded.size(), 3U);
  std::size_t total = 0;
  for (const std::string& text : m.decoded) total += text.size();
  EXPECT_EQ(total, limits.bytes);
  EXPECT_THAT(m.cuts, ElementsAre("bytes"));
}

TEST(Hostile, MailsEncodedInEachOther) {
  std::string mail = "Subject: innermost\n\n";
  for (int i = 0; i < 40; ++i) {
    mail = "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n" + mail;
  }
  const Message m = read_message(mail);
  EXPECT_EQ(m.parts.size(), 33U);
  EXPECT_THAT(m.cuts, Contains("depth"));
}

TEST(Hostile, QuotedPrintableInventsNothing) {
  EXPECT_EQ(decoded("quoted-printable", "abc  "), "abc");
  EXPECT_EQ(decoded("quoted-printable", "abc  \ndef\t\n"), "abc\ndef\n");
  EXPECT_EQ(decoded("quoted-printable", "abc="), "abc");
  EXPECT_EQ(decoded("quoted-printable", "abc= \r\ndef"), "abcdef");
  EXPECT_EQ(decoded("quoted-printable", "a=3Db=e5=4 =zz=\x01"), "a=b\xE5=4 =zz=\x01");
  EXPECT_EQ(decoded("quoted-printable", "a \x1B$B \x1B(B"), "a \x1B$B \x1B(B");
  EXPECT_EQ(decoded("quoted-printable", "=20=09\n=20"), " \t\n ");
  EXPECT_EQ(decoded("quoted-printable", "=\n=\n=\n"), "");
  EXPECT_EQ(decoded("quoted-printable", ""), "");
}

TEST(Hostile, Base64OutsideItsAlphabet) {
  EXPECT_EQ(decoded("base64", "aGVs{bG8}=\n"), "hello");
  EXPECT_EQ(decoded("base64", "====aGVsbG8="), "hello");
  EXPECT_EQ(decoded("base64", "aGVsbG8=\r\naGVsbG8="), "hellohello");
  EXPECT_EQ(decoded("base64", "aGVsbG8"), "hello");
  EXPECT_EQ(decoded("base64", "a"), "");
  EXPECT_EQ(decoded("base64", "{"), "");
  EXPECT_EQ(decoded("base64", std::string("\x7B\xFF\x7B\0\x80", 5)), "");
  EXPECT_EQ(decoded("Base64 (comment)", "aGk="), "hi");
}

TEST(Hostile, UnknownTransferEncodingStandsAsItIs) {
  EXPECT_EQ(decoded("x-uuencode", "begin 644 a\n"), "begin 644 a\n");
  EXPECT_EQ(decoded("", "a=3D"), "a=3D");
}

TEST(Hostile, HeadersThatEndTooEarlyElsewhere) {
  const Message m = read_message("Subject: a\nFrom someone Mon Nov 23\n>From x\nno colon\nT\xE4g: b\nTo: c\n\ntext");
  EXPECT_EQ(value(m, "To"), "c");
  EXPECT_EQ(m.parts[0].body, "text");
}

TEST(Hostile, LastFieldWithoutAnEmptyLine) {
  const std::vector<Field> fields = read_fields("Subject: a\nTo: b");
  ASSERT_EQ(fields.size(), 2U);
  EXPECT_EQ(fields[1].value, "b");
}

TEST(Hostile, BoundaryInTheMiddleOfALine) {
  const Message m =
      read_message("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx --b\n>--b\n --b\n--bb\n--b-\n--b--\n");
  ASSERT_EQ(m.parts.size(), 2U);
  EXPECT_EQ(m.parts[1].body, "x --b\n>--b\n --b\n--bb\n--b-");
}

TEST(Hostile, DeepAndWideHtml) {
  EXPECT_EQ(html_to_text(repeated("<div>", 100'000) + "deep"), "deep\n");
  EXPECT_EQ(html_to_text(repeated("<b>", 100'000) + "bold"), "bold\n");
  EXPECT_EQ(html_to_text(repeated("<dd><li>", 50'000) + "item"), "item\n");
  EXPECT_EQ(html_to_text(repeated("<table>", 100'000) + "cell"), "cell\n");
  EXPECT_EQ(html_to_text(repeated("<table><tr><td>", 60'000) + "cell"), "cell\n");
  EXPECT_EQ(html_to_text(repeated("<svg><math>", 80'000) + "x"), "x\n");
  const std::string formatting = "<p>" + repeated("<font size=1><i><b>", 200) + "</p>";
  EXPECT_EQ(html_to_text(formatting + repeated("<p>y</p>", 100'000)), repeated("y\n", 100'000));
  std::string attributes = "<p";
  for (int i = 0; i < 100'000; ++i) attributes += " a" + std::to_string(i) + "=1";
  EXPECT_EQ(html_to_text(attributes + ">z"), "z\n");
  EXPECT_EQ(html_to_text(repeated("<script>", 100'000) + "x"), "");
  EXPECT_EQ(html_to_text(repeated("<!--", 200'000)), "");
  EXPECT_EQ(html_to_text(repeated("<a@b>", 200'000)).size(), 5U * 200'000 + 1);
  EXPECT_EQ(html_to_text(repeated("<style></x", 100'000)), "");
  EXPECT_EQ(html_to_text(repeated("&", 1'000'000)).size(), 1'000'001U);
  EXPECT_LE(html_to_text(std::string(3'000'000, 'x')).size(), (std::size_t{1} << 20) + 1);
}

TEST(Hostile, LongValues) {
  const std::size_t n = 300'000;
  for (const std::string_view piece :
       {"=?", "=?a?q?", "=?utf-8?q?x", "=?utf-8?q?x?=", "=?utf-8?b?eA==?= ", "=?x?q??"}) {
    EXPECT_LE(decode_words(repeated(piece, n)).size(), piece.size() * n);
  }
  for (const std::string_view piece :
       {"<", "\"", "(", "\"\\", "<\"", "<\"\\", "(\\", "[", "@", "<@", "a:", " ", ",", "a@b "}) {
    EXPECT_LE(addresses(repeated(piece, n)).size(), n);
  }
  EXPECT_EQ(addresses(repeated("a@example.com, ", 100'000)).size(), 100'000U);
  for (const std::string_view piece : {";", ";a", ";(", ";a=\"", ";a=(", ";a*0*=x", "("}) {
    EXPECT_LE(parameter(repeated(piece, n), "a").size(), piece.size() * n);
  }
  EXPECT_EQ(rfc3339_date(std::string(1'000'000, '(')), "");
}

}  // namespace
}  // namespace eb
