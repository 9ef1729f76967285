// SPDX-License-Identifier: MIT
#include "tests/outlook/fixtures.h"

#include "host/explain/answer.h"

namespace eb::test {

PropertySet failed(std::string_view address, std::string_view supplementary_info) {
  PropertySet row;
  row.number(Id::recipient_type, 1).text(Id::display_name, address).text(Id::address_type, "SMTP");
  row.text(Id::email_address, address).text(Id::smtp_address, address);
  return row.text(Id::supplementary_info, supplementary_info);
}

TestMessage ndr() {
  TestMessage message;
  message.properties.text(Id::message_class, "REPORT.IPM.Note.NDR")
      .text(Id::subject, "Undeliverable: Lunch")
      .text(Id::original_subject, "Lunch")
      .text(Id::original_message_id, "<lunch.1@bakery.example>")
      .text(Id::reporting_mta, "mail.bakery.example")
      .text(Id::sender_name, "Microsoft Outlook")
      .text(Id::sender_address_type, "SMTP")
      .text(Id::sender_email_address, "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@bakery.example")
      .text(Id::received_by_name, "Holly Ek")
      .text(Id::received_by_address_type, "SMTP")
      .text(Id::received_by_email_address, "holly@bakery.example")
      .time(Id::original_submit_time, 1795412702)  // 2026-11-23T05:45:02Z
      .time(Id::message_delivery_time, 1795412710);
  return message;
}

TestMessage note(std::string_view from, std::string_view subject, std::string_view body) {
  TestMessage message;
  message.properties.text(Id::message_class, "IPM.Note").text(Id::subject, subject).text(Id::body, body);
  message.properties.text(Id::sender_name, from).text(Id::sender_address_type, "SMTP");
  message.properties.text(Id::sender_email_address, from).time(Id::client_submit_time, 1795412702);
  PropertySet row;
  row.number(Id::recipient_type, 1).text(Id::display_name, "Holly Ek").text(Id::smtp_address, "holly@bakery.example");
  message.recipients.push_back(row);
  return message;
}

Json explain(std::string_view msg) {
  Question question;
  question.lang = "en";
  question.me = {"holly@bakery.example"};
  return explain_mail(msg, question);
}

}  // namespace eb::test
