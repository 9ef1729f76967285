// SPDX-License-Identifier: MIT
#include <algorithm>

#include "mime/message.h"
#include "mime/outlook/mail_writer.h"
#include "mime/outlook/parts.h"
#include "mime/outlook/people.h"
#include "mime/text.h"

namespace eb::outlook {
namespace {

std::vector<Field> transport_fields(const Item& item) {
  const std::string all = item.message.text(Id::transport_message_headers);
  std::string_view block = all;
  block.remove_prefix(std::min(block.find_first_not_of(" \t\r\n"), block.size()));
  // Outlook appends the headers of the parts.
  for (const std::string_view end : {"\r\n\r\n", "\n\n"}) block = block.substr(0, block.find(end));
  return read_fields(block);
}

bool is_of_mime(std::string_view name) {
  return same_word(name.substr(0, 8), "Content-") || same_word(name, "MIME-Version");
}

// To or Cc of a message that lost its header; PidTagRecipientType: 1 To, 2 Cc, 3 Bcc ([MS-OXOMSG] 2.2.3.1). Where the
// table does not know all of their addresses there is none: half a list would say of the others that they are not in
// it.
std::string recipients_of_type(const Item& item, std::uint32_t type) {
  constexpr std::size_t enough = 8000;
  std::string out;
  for (const Properties& row : item.recipients) {
    const Person person = recipient(row);
    if (person.address.empty()) return {};
    if (row.number(Id::recipient_type).value_or(1) != type || out.size() > enough) continue;
    if (!out.empty()) out += ", ";
    out += mailbox(person);
  }
  return out;
}

}  // namespace

std::string original_content_type(const Item& item) {
  const std::vector<Field> fields = transport_fields(item);
  const std::string* type = find_field(fields, "Content-Type");
  return type == nullptr ? std::string() : *type;
}

std::string header_of(const Item& item) {
  std::string out;
  const std::vector<Field> fields = transport_fields(item);
  for (const Field& field : fields)
    if (!is_of_mime(field.name)) add_field(out, field.name, field.value);
  const auto add_missing = [&](std::string_view name, const std::string& value) {
    if (find_field(fields, name) == nullptr) add_field(out, name, value);
  };
  const Properties& message = item.message;
  add_missing("From", mailbox(sender(message)));
  // The recipient table of a report holds those whom it is about, not those whom it is for.
  if (report_class(item.message_class)) {
    add_missing("To", mailbox(receiver(message)));
  } else {
    add_missing("To", recipients_of_type(item, 1));
    add_missing("Cc", recipients_of_type(item, 2));
  }
  add_missing("Subject", message.text(Id::subject));
  std::string date = message.date(Id::client_submit_time);
  if (date.empty()) date = message.date(Id::message_delivery_time);
  add_missing("Date", date);
  add_missing("Message-ID", message.text(Id::internet_message_id));
  add_field(out, "MIME-Version", "1.0");
  return out;
}

}  // namespace eb::outlook
