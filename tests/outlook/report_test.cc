// SPDX-License-Identifier: MIT
// Reports that Exchange and Outlook made: a recipient table in place of a delivery status notification.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/outlook/fixtures.h"

namespace eb::test {
namespace {

using testing::HasSubstr;
using testing::Not;

// Of the only recipient.
Json recipient_of(const Json& answer) {
  const Json recipients = answer.value("recipients", Json::array());
  EXPECT_EQ(recipients.size(), 1U) << answer.dump(1);
  return recipients.empty() ? Json::object() : recipients[0];
}

Json one(std::string_view supplementary_info) {
  TestMessage message = ndr();
  message.recipients.push_back(failed("bob@forest.example", supplementary_info));
  return recipient_of(explain(message));
}

TEST(Ndr, TellsAllThatTheMailWouldTell) {
  TestMessage message = ndr();
  message.recipients.push_back(
      failed("bob@forest.example", "<mx.forest.example #5.1.1 smtp;550 5.1.1 <bob@forest.example>: User unknown>")
          .number(Id::ndr_status_code, 511)
          .number(Id::ndr_diag_code, 35)
          .number(Id::ndr_reason_code, 1)
          .text(Id::remote_mta, "mx.forest.example"));
  Json answer = explain(message);
  EXPECT_EQ(answer["kind"], "failure");
  EXPECT_EQ(answer["reporting_mta"], "mail.bakery.example");
  EXPECT_EQ(answer["original"]["subject"], "Lunch");
  EXPECT_EQ(answer["original"]["message_id"], "<lunch.1@bakery.example>");
  EXPECT_EQ(answer["original"]["date"], "2026-11-23T05:45:02+00:00");
  EXPECT_EQ(answer["original"]["to"], Json::array({"bob@forest.example"}));
  Json recipient = recipient_of(answer);
  EXPECT_EQ(recipient["address"], "bob@forest.example");
  EXPECT_EQ(recipient["action"], "failed");
  EXPECT_EQ(recipient["reason"], "user_unknown");
  EXPECT_EQ(recipient["permanence"], "permanent");
  EXPECT_EQ(recipient["status"], "5.1.1");
  EXPECT_EQ(recipient["reply_code"], "550");
  EXPECT_EQ(recipient["remote_mta"], "mx.forest.example");
  EXPECT_EQ(recipient["diagnostic"], "550 5.1.1 <bob@forest.example>: User unknown");
  EXPECT_THAT(recipient["explanation"]["headline"].get<std::string>(), HasSubstr("bob@forest.example"));
}

TEST(Ndr, TellsEachOfSeveralRecipients) {
  TestMessage message = ndr();
  message.recipients.push_back(
      failed("ann@harbour.example", "<mx.harbour.example #5.2.2 smtp;552 5.2.2 Mailbox full>"));
  message.recipients.push_back(failed("bob@forest.example", "<mx.forest.example #5.1.1 smtp;550 5.1.1 User unknown>"));
  message.recipients.push_back(
      failed("cem@meadow.example", "<mx.meadow.example #5.7.1 smtp;554 5.7.1 Message rejected as spam>"));
  Json answer = explain(message);
  ASSERT_EQ(answer["recipients"].size(), 3U);
  EXPECT_EQ(answer["recipients"][0]["address"], "ann@harbour.example");
  EXPECT_EQ(answer["recipients"][0]["reason"], "mailbox_full");
  EXPECT_EQ(answer["recipients"][1]["reason"], "user_unknown");
  EXPECT_EQ(answer["recipients"][1]["remote_mta"], "mx.forest.example");
  EXPECT_EQ(answer["recipients"][2]["address"], "cem@meadow.example");
  EXPECT_EQ(answer["recipients"][2]["status"], "5.7.1");
}

TEST(Ndr, KnowsFullMailboxesOfExchange) {
  const Json recipient =
      one("<MBX01.forest.example #5.2.2 smtp;554 5.2.2 mailbox full; STOREDRV.Deliver; "
          "STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded> #SMTP#");
  EXPECT_EQ(recipient["reason"], "mailbox_full");
  EXPECT_EQ(recipient["status"], "5.2.2");
}

TEST(Ndr, KnowsDirectoryBasedEdgeBlocking) {
  const Json recipient =
      one("<AM6EUR05FT047.mail.protection.outlook.com #5.4.1 smtp;550 5.4.1 Recipient address rejected: Access denied. "
          "AS(201806281) [AM6EUR05FT047.eop-eur05.prod.protection.outlook.com]>");
  EXPECT_EQ(recipient["reason"], "user_unknown");
  EXPECT_EQ(recipient["status"], "5.4.1");
  EXPECT_EQ(recipient["provider"], "microsoft");
}

TEST(Ndr, KeepsAStatusThatTheNumberCannotHold) {
  TestMessage message = ndr();
  // 5.1.10: the number has one digit for each ([MS-OXCMAIL] 2.2.3.7.1.3), so it says 510.
  message.recipients.push_back(failed("bob@forest.example",
                                      "<AM0PR08MB0001.eurprd08.prod.outlook.com #5.1.10 smtp;550 5.1.10 "
                                      "RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup>")
                                   .number(Id::ndr_status_code, 510));
  EXPECT_EQ(recipient_of(explain(message))["status"], "5.1.10");
}

TEST(Ndr, ReadsExchangesOwnFormOfTheInfo) {
  Json recipient = one("#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##");
  EXPECT_EQ(recipient["reason"], "user_unknown");
  EXPECT_EQ(recipient["status"], "5.1.1");
  EXPECT_THAT(recipient["diagnostic"].get<std::string>(), HasSubstr("RecipNotFound"));
}

TEST(Ndr, ReadsCodesWhereThereAreNoWords) {
  TestMessage message = ndr();
  PropertySet row;
  row.text(Id::smtp_address, "bob@forest.example").number(Id::ndr_diag_code, 35).number(Id::ndr_reason_code, 1);
  message.recipients.push_back(row);
  Json recipient = recipient_of(explain(message));
  EXPECT_EQ(recipient["status"], "5.1.1");
  EXPECT_EQ(recipient["reason"], "user_unknown");
}

TEST(Ndr, ReadsTheReasonWhereThereIsNoDiagnosticEither) {
  for (const bool written : {false, true}) {
    TestMessage message = ndr();
    PropertySet row;
    row.text(Id::smtp_address, "bob@forest.example").number(Id::ndr_reason_code, 5);
    if (written) row.number(Id::ndr_diag_code, 0xFFFFFFFF);
    message.recipients.push_back(row);
    Json recipient = recipient_of(explain(message));
    EXPECT_EQ(recipient["status"], "5.7.1") << written;
  }
  TestMessage message = ndr();
  PropertySet row;  // a diagnostic says more
  row.text(Id::smtp_address, "bob@forest.example").number(Id::ndr_reason_code, 5).number(Id::ndr_diag_code, 35);
  message.recipients.push_back(row);
  EXPECT_EQ(recipient_of(explain(message))["status"], "5.1.1");
}

// Kopano stores the reply code as the number, and the reply as PidTagReportText.
TEST(Ndr, ReadsAReplyCodeInPlaceOfTheStatus) {
  TestMessage message = ndr();
  PropertySet row;
  row.text(Id::address_type, "SMTP").text(Id::email_address, "bob@forest.example").number(Id::ndr_status_code, 552);
  row.number(Id::ndr_diag_code, 35).text(Id::report_text, "552 5.2.2 Over quota");
  message.recipients.push_back(row);
  Json recipient = recipient_of(explain(message));
  EXPECT_EQ(recipient["reason"], "mailbox_full");
  EXPECT_EQ(recipient["status"], "5.2.2");
  EXPECT_EQ(recipient["reply_code"], "552");
}

TEST(Ndr, ReadsTextThatIsNotUnicode) {
  TestMessage message;
  message.properties.ansi(Id::message_class, "REPORT.IPM.Note.NDR")
      .number(Id::message_code_page, 1251)
      .ansi(Id::original_subject, "\xCF\xF0\xE8\xE2\xE5\xF2")  // windows-1251: a Russian greeting
      .ansi(Id::received_by_email_address, "holly@bakery.example")
      .ansi(Id::received_by_address_type, "SMTP");
  PropertySet row;
  row.ansi(Id::display_name, "bob@forest.example").ansi(Id::address_type, "SMTP");
  row.ansi(Id::email_address, "bob@forest.example");
  row.ansi(Id::supplementary_info, "<mx.forest.example #5.1.1 smtp;550 5.1.1 \xED\xE5\xF2>");
  message.recipients.push_back(row);
  Json answer = explain(message);
  EXPECT_EQ(answer["original"]["subject"], "Привет");
  Json recipient = recipient_of(answer);
  EXPECT_EQ(recipient["address"], "bob@forest.example");
  EXPECT_EQ(recipient["diagnostic"], "550 5.1.1 нет");
}

TEST(Ndr, FindsTheAddressWhereverItStands) {
  for (const auto& [id, text] : {std::pair{Id::display_name, "'bob@forest.example'"},
                                 {Id::transmittable_display_name, "bob@forest.example"},
                                 {Id::recipient_display_name, "bob@forest.example"}}) {
    TestMessage message = ndr();
    PropertySet row;
    row.text(id, text).number(Id::ndr_status_code, 511);
    message.recipients.push_back(row);
    EXPECT_EQ(recipient_of(explain(message))["address"], "bob@forest.example") << static_cast<int>(id);
  }
  TestMessage message = ndr();
  PropertySet row;
  row.text(Id::display_name, "Bob Berg").number(Id::ndr_status_code, 511);
  row.binary(Id::search_key, std::string("SMTP:BOB@FOREST.EXAMPLE\0", 24));
  message.recipients.push_back(row);
  EXPECT_EQ(recipient_of(explain(message))["address"], "bob@forest.example");
}

PropertySet exchange_row(std::string_view supplementary_info) {
  PropertySet row;
  row.text(Id::display_name, "Bob Berg").text(Id::address_type, "EX");
  row.text(Id::email_address,
           "/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=bob.berg");
  return row.text(Id::supplementary_info, supplementary_info);
}

// An address that only the directory knew, and knows no longer: what Exchange itself calls IMCEAEX.
TEST(Ndr, ReadsExchangesNamesOfMailboxes) {
  TestMessage message = ndr();
  message.recipients.push_back(
      exchange_row("<MBX01.bakery.example #5.1.1 smtp;550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found>"));
  Json recipient = recipient_of(explain(message));
  EXPECT_EQ(
      recipient["address"],
      "IMCEAEX-_o=ExchangeLabs_ou=Exchange+20Administrative+20Group+20+28FYDIBOHF23SPDLT+29_cn=Recipients_cn=bob+2Eberg"
      "@bakery.example");
  EXPECT_EQ(recipient["reason"], "user_unknown");
  EXPECT_EQ(recipient["evidence"]["rule"], "microsoft/imceaex");
  EXPECT_THAT(recipient["explanation"].dump(), HasSubstr("bob.berg"));
}

// Everybody in one's own company has such a name: it is the cause only where the mailbox was not found.
TEST(Ndr, DoesNotBlameTheNameWhereTheMailboxIsFull) {
  TestMessage message = ndr();
  message.recipients.push_back(exchange_row("<MBX01.bakery.example #5.2.2 smtp;554 5.2.2 mailbox full>"));
  Json recipient = recipient_of(explain(message));
  EXPECT_EQ(recipient["reason"], "mailbox_full");
  EXPECT_THAT(recipient["explanation"]["headline"].get<std::string>(), HasSubstr("Bob Berg"));
}

TEST(Ndr, LeavesOutTheReaderInTheTable) {
  TestMessage message = ndr();
  PropertySet reader;
  reader.number(Id::recipient_type, 1).text(Id::smtp_address, "holly@bakery.example");
  message.recipients.push_back(reader);
  message.recipients.push_back(failed("bob@forest.example", "<mx.forest.example #5.1.1>"));
  EXPECT_EQ(recipient_of(explain(message))["address"], "bob@forest.example");
}

TEST(Ndr, ReadsTheReturnedMessage) {
  TestMessage message = ndr();
  message.recipients.push_back(failed("bob@forest.example", "<mx.forest.example #5.1.1 smtp;550 5.1.1 User unknown>"));
  TestAttachment attachment;
  attachment.message.push_back(note("holly@bakery.example", "Lunch on Friday", "See you at noon."));
  attachment.message.back().properties.text(Id::internet_message_id, "<friday@bakery.example>");
  message.attachments.push_back(attachment);
  Json answer = explain(message);
  EXPECT_EQ(answer["original"]["subject"], "Lunch on Friday");
  EXPECT_EQ(answer["original"]["message_id"], "<friday@bakery.example>");
  EXPECT_EQ(answer["original"]["from"], "holly@bakery.example");
}

// Names without addresses do not tell whether the mail went to that address: nobody may be told that it did not.
TEST(Ndr, DoesNotTakeANameForAnotherAddress) {
  for (const char* shown : {"Bob Berg; ann@harbour.example", "'ann@harbour.example'; Bob Berg"}) {
    TestMessage message = ndr();
    message.properties.text(Id::original_display_to, shown);
    message.recipients.push_back(failed("bob@forest.example", "<mx.forest.example #5.1.1>"));
    EXPECT_FALSE(explain(message).contains("notes")) << shown;
    TestAttachment attachment;
    attachment.message.push_back(note("holly@bakery.example", "Lunch", "See you at noon."));
    attachment.message.back().recipients.emplace_back().text(Id::display_name, "Bob Berg");
    message.attachments.push_back(attachment);
    EXPECT_FALSE(explain(message).contains("notes")) << shown;
  }
  TestMessage message = ndr();
  message.properties.text(Id::original_display_to, "ann@harbour.example; 'cem@meadow.example'");
  message.recipients.push_back(failed("bob@forest.example", "<mx.forest.example #5.1.1>"));
  Json answer = explain(message);
  EXPECT_EQ(answer["original"]["to"], Json::array({"ann@harbour.example", "cem@meadow.example"}));
  EXPECT_TRUE(answer.contains("notes"));
}

TEST(Ndr, OfAnotherClassOfMessageIsOneToo) {
  TestMessage message = ndr();
  message.properties.text(Id::message_class, "Report.IPM.Schedule.Meeting.Request.NDR");
  message.recipients.push_back(failed("bob@forest.example", "<mx.forest.example #5.1.1>"));
  EXPECT_EQ(explain(message)["kind"], "failure");
}

TEST(Report, OfADelay) {
  TestMessage message = ndr();
  message.properties.text(Id::message_class, "REPORT.IPM.Note.Delayed.DR");
  message.recipients.push_back(
      failed("bob@forest.example", "<mx.forest.example #4.4.1 smtp;400 4.4.1 Connection timed out>"));
  Json answer = explain(message);
  EXPECT_EQ(answer["kind"], "delay");
  Json recipient = recipient_of(answer);
  EXPECT_EQ(recipient["action"], "delayed");
  EXPECT_EQ(recipient["status"], "4.4.1");
  EXPECT_EQ(recipient["permanence"], "temporary");
}

TEST(Report, OfADelivery) {
  for (const char* name : {"REPORT.IPM.Note.DR", "REPORT.IPM.Note.Relayed.DR", "REPORT.IPM.Note.Expanded.DR"}) {
    TestMessage message = ndr();
    message.properties.text(Id::message_class, name);
    PropertySet row;
    row.text(Id::smtp_address, "bob@forest.example").text(Id::display_name, "Bob Berg");
    message.recipients.push_back(row);
    Json answer = explain(message);
    EXPECT_EQ(answer["kind"], "delivery") << name;
    EXPECT_EQ(recipient_of(answer)["address"], "bob@forest.example") << name;
    EXPECT_FALSE(recipient_of(answer).contains("reason")) << name;
  }
}

TEST(Report, OfReadingAndOfNotReading) {
  for (const char* name : {"REPORT.IPM.Note.IPNRN", "REPORT.IPM.Note.IPNNRN"}) {
    TestMessage message = note("bob@forest.example", "Read: Lunch", "Your message was read.");
    message.properties.text(Id::message_class, name).text(Id::original_message_id, "<lunch.1@bakery.example>");
    message.properties.text(Id::original_subject, "Lunch");
    Json answer = explain(message);
    EXPECT_EQ(answer["kind"], "receipt") << name;
    EXPECT_EQ(answer["original"]["subject"], "Lunch") << name;
    EXPECT_FALSE(answer.contains("recipients")) << name;
  }
}

// Without a table the words of the notice still tell.
TEST(Ndr, ReadsTheNoticeWhereTheTableIsEmpty) {
  TestMessage message = ndr();
  message.properties.text(Id::body,
                          "Delivery has failed to these recipients or groups:\r\n\r\nbob@forest.example\r\n"
                          "The email address you entered couldn't be found. Please check the recipient's email address "
                          "and try to resend the message.\r\n\r\nDiagnostic information for administrators:\r\n\r\n"
                          "Generating server: mail.bakery.example\r\n\r\nbob@forest.example\r\n"
                          "mx.forest.example\r\nRemote Server returned '550 5.1.1 User unknown'\r\n");
  Json recipient = recipient_of(explain(message));
  EXPECT_EQ(recipient["address"], "bob@forest.example");
  EXPECT_EQ(recipient["reason"], "user_unknown");
}

TEST(Ndr, NeverShowsHowItWasStored) {
  TestMessage message = ndr();
  message.recipients.push_back(failed("bob@forest.example", "<mx.forest.example #5.1.1 smtp;550 5.1.1 User unknown>"));
  EXPECT_THAT(explain(message).dump(), Not(HasSubstr("=_outlook")));
  EXPECT_THAT(explain(message).dump(), Not(HasSubstr("#5.1.1")));
}

}  // namespace
}  // namespace eb::test
