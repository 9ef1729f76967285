// SPDX-License-Identifier: MIT
#include "tests/outlook/as_exchange_does.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "mime/delivery_status.h"
#include "mime/message.h"
#include "mime/text.h"

namespace eb::test {
namespace {

// [MS-OXCMAIL] 2.2.3.7.1.1: how bad an action is.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kActions = {{{"delivered", "DR"},
                                                                                    {"expanded", "Expanded.DR"},
                                                                                    {"relayed", "Relayed.DR"},
                                                                                    {"delayed", "Delayed.DR"},
                                                                                    {"failed", "NDR"}}};

int severity(std::string_view action) {
  for (std::size_t i = 0; i < kActions.size(); ++i)
    if (kActions[i].first == action) return static_cast<int>(i);
  return -1;
}

bool is_status(const Part& part) {
  return part.type == "message/delivery-status" || part.type == "message/global-delivery-status";
}

// [MS-OXCMAIL] 2.2.3.7.1.3, steps 1 to 3.
std::uint32_t status_number(const std::string& status) {
  const std::size_t first = status.find('.'), second = status.rfind('.');
  const auto digit = [](const std::string& text) {
    return text.size() == 1 && text[0] >= '0' && text[0] <= '9' ? static_cast<std::uint32_t>(text[0] - '0') : 0U;
  };
  return 100 * digit(status.substr(0, first)) + 10 * digit(status.substr(first + 1, second - first - 1)) +
         digit(status.substr(second + 1));
}

PropertySet recipient_row(const RecipientFields& fields) {
  PropertySet row;
  row.number(Id::recipient_type, 1).text(Id::address_type, "SMTP").text(Id::email_address, fields.final_recipient);
  row.text(Id::smtp_address, fields.final_recipient).text(Id::display_name, fields.final_recipient);
  if (!fields.remote_mta.empty()) row.text(Id::remote_mta, fields.remote_mta);
  if (std::count(fields.status.begin(), fields.status.end(), '.') != 2) return row;
  row.number(Id::ndr_status_code, status_number(fields.status));
  std::string info = "<" + fields.remote_mta + " #" + fields.status;
  if (!fields.diagnostic.empty()) info += " smtp;" + fields.diagnostic;
  return row.text(Id::supplementary_info, info + ">");
}

// Recipients with the worst action alone make it into the table (step 3.1). False: there is none.
bool fill_table(const DeliveryStatus& status, TestMessage& out) {
  int worst = -1;
  for (const RecipientFields& fields : status.recipients) worst = std::max(worst, severity(fields.action));
  if (worst < 0) return false;
  out.properties.text(Id::message_class,
                      "REPORT.IPM.Note." + std::string(kActions[static_cast<std::size_t>(worst)].second));
  if (!status.reporting_mta.empty()) out.properties.text(Id::reporting_mta, status.reporting_mta);
  for (const RecipientFields& fields : status.recipients)
    if (severity(fields.action) == worst && !fields.final_recipient.empty())
      out.recipients.push_back(recipient_row(fields));
  return !out.recipients.empty();
}

TestMessage stored(std::string_view mail, bool with_table);

TestAttachment attachment_of(const Part& part, bool with_table) {
  TestAttachment attachment;
  if (!with_table && is_status(part))
    attachment.properties.text(Id::attach_long_filename, "ATT00001.dat");
  else
    attachment.properties.text(Id::attach_mime_tag, part.type);
  const std::string bytes = decoded_body(part);
  if (part.type == "message/rfc822" || part.type == "message/global")
    attachment.message.push_back(stored(bytes, with_table));
  else
    attachment.properties.binary(Id::attach_data, bytes);
  return attachment;
}

TestMessage stored(std::string_view mail, bool with_table) {
  const Message message = read_message(mail);
  TestMessage out;
  out.properties.text(Id::message_class, "IPM.Note");
  const Part& root = message.parts.front();
  out.properties.text(Id::transport_message_headers, to_utf8(root.header, {}));
  const bool is_report = root.type == "multipart/report";
  bool has_table = false, has_plain = false, has_html = false;
  for (const Part& part : message.parts) {
    if (part.type.starts_with("multipart/") && !part.children.empty()) continue;
    bool inside = false;  // of an attached mail, which is attached as a whole
    for (int up = part.parent; up >= 0; up = message.parts[static_cast<std::size_t>(up)].parent)
      inside = inside || message.parts[static_cast<std::size_t>(up)].type.starts_with("message/");
    if (inside) continue;
    if (with_table && is_report && is_status(part) && !has_table) {
      has_table = fill_table(read_delivery_status(decoded_body(part)), out);
      if (has_table) continue;
    }
    const bool plain = part.type == "text/plain" || part.type.starts_with("multipart/");
    if (plain && !std::exchange(has_plain, true)) {
      out.properties.text(Id::body, body_text(part));
    } else if (part.type == "text/html" && !std::exchange(has_html, true)) {
      const std::string* type = find_field(part.fields, "Content-Type");
      out.properties.number(Id::internet_code_page, 65001);
      out.properties.binary(Id::html, to_utf8(decoded_body(part), type ? parameter(*type, "charset") : std::string()));
    } else {
      out.attachments.push_back(attachment_of(part, with_table));
    }
  }
  return out;
}

}  // namespace

TestMessage as_exchange_does(std::string_view mail) { return stored(mail, true); }

TestMessage as_note(std::string_view mail) { return stored(mail, false); }

}  // namespace eb::test
