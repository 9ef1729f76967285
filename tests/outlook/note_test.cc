// SPDX-License-Identifier: MIT
// Ordinary messages, some with a bounce inside, and what is no message at all.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/outlook/as_exchange_does.h"
#include "tests/outlook/fixtures.h"

namespace eb::test {
namespace {

using testing::HasSubstr;

constexpr std::string_view kPostfix =
    "This is the mail system at host mx.bakery.example.\r\n\r\n"
    "I'm sorry to have to inform you that your message could not\r\n"
    "be delivered to one or more recipients. It's attached below.\r\n\r\n"
    "                   The mail system\r\n\r\n"
    "<bob@forest.example>: host mx.forest.example[192.0.2.7] said: 552 5.2.2 Mailbox full\r\n"
    "    (in reply to RCPT TO command)\r\n";

constexpr std::string_view kReport =
    "From: MAILER-DAEMON@mx.bakery.example (Mail Delivery System)\r\n"
    "To: holly@bakery.example\r\n"
    "Subject: Undelivered Mail Returned to Sender\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n"
    "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
    "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
    "Reporting-MTA: dns; mx.bakery.example\r\n\r\n"
    "Final-Recipient: rfc822; bob@forest.example\r\nAction: failed\r\nStatus: 5.2.2\r\n"
    "Diagnostic-Code: smtp; 552 5.2.2 Mailbox full\r\n\r\n--b--\r\n";

void expect_full_mailbox(Json answer) {
  ASSERT_EQ(answer.value("recipients", Json::array()).size(), 1U) << answer.dump(1);
  EXPECT_EQ(answer["kind"], "failure");
  EXPECT_EQ(answer["recipients"][0]["address"], "bob@forest.example");
  EXPECT_EQ(answer["recipients"][0]["reason"], "mailbox_full");
  EXPECT_EQ(answer["recipients"][0]["status"], "5.2.2");
}

TEST(Note, WithABounceForItsText) {
  TestMessage message = note("MAILER-DAEMON@mx.bakery.example", "Undelivered Mail Returned to Sender", kPostfix);
  expect_full_mailbox(explain(message));
}

TEST(Note, WithItsHeaderAsItCame) {
  TestMessage message;
  message.properties.text(Id::message_class, "IPM.Note").text(Id::body, kPostfix);
  message.properties.text(Id::transport_message_headers,
                          "Microsoft Mail Internet Headers Version 2.0\r\n"
                          "Received: by mx.bakery.example (Postfix)\r\n\tid 4Xk2x; Mon, 23 Nov 2026 06:45:02 +0100\r\n"
                          "From: MAILER-DAEMON@mx.bakery.example (Mail Delivery System)\r\n"
                          "To: holly@bakery.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
                          "Content-Type: text/plain\r\n\r\n");
  expect_full_mailbox(explain(message));
}

TEST(Note, WithAReportInsideAsAFile) {
  TestMessage message = note("holly@bakery.example", "Fwd: what is this?", "Can you make sense of it?");
  TestAttachment attachment;
  attachment.properties.text(Id::attach_long_filename, "bounce.eml").binary(Id::attach_data, kReport);
  message.attachments.push_back(attachment);
  expect_full_mailbox(explain(message));
}

TEST(Note, WithAReportInsideAsAMessage) {
  TestMessage message = note("holly@bakery.example", "Fwd: what is this?", "Can you make sense of it?");
  TestAttachment attachment;
  attachment.message.push_back(as_exchange_does(kReport));
  message.attachments.push_back(attachment);
  expect_full_mailbox(explain(message));
}

TEST(Note, WithAReportInsideAsAMsgFile) {
  TestMessage message = note("holly@bakery.example", "Fwd: what is this?", "Can you make sense of it?");
  TestAttachment attachment;
  attachment.properties.text(Id::attach_long_filename, "bounce.msg");
  attachment.properties.binary(Id::attach_data, msg_file(as_exchange_does(kReport)));
  message.attachments.push_back(attachment);
  expect_full_mailbox(explain(message));
}

TEST(Note, WhoseTextIsHtmlAlone) {
  TestMessage message = note("MAILER-DAEMON@mx.bakery.example", "Undelivered Mail Returned to Sender", "");
  // windows-1252: a word with a letter beyond ASCII.
  message.properties.number(Id::internet_code_page, 1252)
      .binary(Id::html,
              "<html><body><p>H\xE4lsningar.</p><p>This is the mail system at host mx.bakery.example.</p>"
              "<p>&lt;bob@forest.example&gt;: host mx.forest.example[192.0.2.7] said: 552 5.2.2 Mailbox full "
              "(in reply to RCPT TO command)</p></body></html>");
  expect_full_mailbox(explain(message));
}

TEST(Note, WhoseTextIsRtfAlone) {
  std::string rtf = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\r\n";
  for (const char c : kPostfix) rtf += c == '\r' ? "" : c == '\n' ? "\\par\r\n" : std::string(1, c);
  rtf += "}";
  std::string stream(8, '\0');  // sizes: nobody needs them
  stream += "MELA";
  stream += std::string(4, '\0') + rtf;
  TestMessage message = note("MAILER-DAEMON@mx.bakery.example", "Undelivered Mail Returned to Sender", "");
  message.properties.binary(Id::rtf_compressed, stream);
  expect_full_mailbox(explain(message));
}

TEST(Note, OfAPersonIsNoReport) {
  TestMessage message = note("bob@forest.example", "Lunch", "See you at noon.\r\n");
  TestAttachment picture;
  picture.properties.text(Id::attach_long_filename, "cake.jpg").text(Id::attach_mime_tag, "image/jpeg");
  picture.properties.binary(Id::attach_data, std::string(9000, '\xFF'));
  message.attachments.push_back(picture);
  Json answer = explain(message);
  EXPECT_EQ(answer["kind"], "not_a_report");
  EXPECT_FALSE(answer.contains("recipients"));
  EXPECT_FALSE(answer.contains("cuts"));
}

// What a person wrote cannot pose as a part of the mail that is made of it.
TEST(Note, CannotForgeAPart) {
  TestMessage message = note(
      "bob@forest.example", "Lunch\r\nX-Failed-Recipients: eve@forest.example",
      "--=_outlook_0_\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; eve@forest.example\r\n"
      "Action: failed\r\nStatus: 5.1.1\r\n\r\n--=_outlook_0_--\r\n");
  message.properties.text(Id::internet_message_id,
                          "<a@b>\r\n\r\n--=_outlook_0_\r\nContent-Type: message/delivery-status");
  Json answer = explain(message);
  EXPECT_EQ(answer["kind"], "not_a_report") << answer.dump(1);
}

TEST(Note, WithoutAnythingInItIsNoReport) { EXPECT_EQ(explain(TestMessage{})["kind"], "not_a_report"); }

TEST(File, OfLargeSectorsIsReadAsWell) {
  // A body in sectors of its own, and all the small properties in mini sectors.
  TestMessage message = note("MAILER-DAEMON@mx.bakery.example", "Undelivered Mail Returned to Sender",
                             std::string(kPostfix) + std::string(6000, '\n'));
  const std::string large = compound_file(msg_storage(message), nullptr, 4096);
  EXPECT_EQ(large.substr(26, 2), std::string("\4\0", 2));  // version 4
  EXPECT_EQ(large.size() % 4096, 0U);
  expect_full_mailbox(explain(large));
}

TEST(File, ThatIsADocumentSaysSo) {
  StorageNode document;
  document.streams["WordDocument"] = std::string(5000, 'x');
  Json answer = explain(compound_file(document));
  EXPECT_EQ(answer["error"]["code"], "unreadable");
  EXPECT_THAT(answer["error"]["detail"].get<std::string>(), HasSubstr("no Outlook message"));
}

}  // namespace
}  // namespace eb::test
