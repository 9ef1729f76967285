// SPDX-License-Identifier: MIT
#include "mime/outlook/convert.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "mime/ascii.h"
#include "mime/outlook/compound_file_mark.h"
#include "mime/outlook/mail_writer.h"
#include "mime/outlook/parts.h"
#include "mime/text.h"

namespace eb::outlook {
namespace {

constexpr std::string_view kOther = "application/octet-stream";

std::string mail_of(const Item& item, Budget& budget, int depth);

// A media type by its letters alone: what else stands in the field is not for a part that is written anew.
std::string media_type(std::string_view field) {
  std::string type = ascii_lower(trim(field.substr(0, field.find(';'))));
  const bool lawful = std::all_of(type.begin(), type.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '/' || c == '-' || c == '.' || c == '+';
  });
  return lawful && (type.starts_with("text/") || type.starts_with("message/")) ? type : std::string(kOther);
}

bool holds(std::string_view lower, std::string_view word) { return lower.find(word) != std::string_view::npos; }

// What an attachment is whose type got lost on its way: its name or its first lines tell.
std::string type_of(const Properties& attachment, std::string_view name, std::string_view bytes) {
  std::string type = media_type(attachment.text(Id::attach_mime_tag));
  if (is_compound_file(bytes)) return std::string(kOther);
  const std::string lower_name = ascii_lower(name);
  if (lower_name.ends_with(".eml")) return "message/rfc822";
  if (type != kOther && type != "text/plain") return type;
  const std::string head = ascii_lower(bytes.substr(0, 4096));
  if (holds(head, "final-recipient:") && (holds(head, "action:") || holds(head, "status:")))
    return "message/delivery-status";
  return type == kOther && lower_name.ends_with(".txt") ? "text/plain" : type;
}

std::string nested(const std::optional<Storage>& storage, Header header, std::uint32_t code_page, Budget& budget,
                   int depth) {
  if (!storage) return {};
  if (depth >= budget.left.depth) {
    budget.cut = true;
    return {};
  }
  const std::optional<Item> item = read_item(*storage, header, code_page, budget);
  return item ? mail_part(mail_of(*item, budget, depth + 1)) : std::string();
}

struct Attached {
  std::string type;
  std::string part;
};

Attached attached(const Properties& attachment, Budget& budget, int depth) {
  if (const auto inside = embedded_message(attachment))
    return {"message/rfc822", nested(inside, Header::embedded_message, attachment.code_page(), budget, depth)};
  std::string name = attachment.text(Id::attach_long_filename);
  if (name.empty()) name = attachment.text(Id::attach_filename);
  const std::size_t limit = budget.left.body;
  const std::string bytes = attachment.binary(Id::attach_data, limit);
  if (is_compound_file(bytes)) {
    std::string mail = nested(open_compound_file(bytes), Header::message, attachment.code_page(), budget, depth);
    if (!mail.empty()) return {"message/rfc822", std::move(mail)};
  }
  std::string type = type_of(attachment, name, bytes);
  // Pictures and documents are not looked into: that they are there is enough.
  std::string part = leaf_part(type, name, type == kOther ? std::string_view() : std::string_view(bytes));
  if (bytes.size() == limit) budget.cut = true;
  if (!budget.take(budget.left.bytes, part.size())) return {};
  return {std::move(type), std::move(part)};
}

bool is_returned(std::string_view type) { return type == "message/rfc822" || type == "text/rfc822-headers"; }

std::string report_of(const Item& item, const ReportClass& what, Budget& budget, int depth) {
  std::vector<std::string> parts{body_part(item, budget, 2 * depth + 1)};
  std::vector<std::string> behind;
  bool returned = false;
  for (const Properties& attachment : item.attachments) {
    Attached one = attached(attachment, budget, depth);
    if (one.part.empty()) continue;
    returned = returned || is_returned(one.type);
    // The server's own status part, where the message still has it, says more than the recipient table.
    (one.type == "message/delivery-status" ? parts : behind).push_back(std::move(one.part));
  }
  const bool receipt = what.action.empty();
  std::string status = receipt ? disposition_part(item, what.disposition) : delivery_status_part(item, what.action);
  if (!status.empty()) parts.push_back(std::move(status));
  if (!returned)
    if (std::string header = returned_header_part(item); !header.empty()) parts.push_back(std::move(header));
  std::move(behind.begin(), behind.end(), std::back_inserter(parts));
  const std::string_view type = receipt ? "multipart/report; report-type=disposition-notification"
                                        : "multipart/report; report-type=delivery-status";
  return header_of(item) + multipart(type, parts, 2 * depth);
}

std::string mail_of(const Item& item, Budget& budget, int depth) {
  if (const auto what = report_class(item.message_class)) return report_of(item, *what, budget, depth);
  std::vector<std::string> parts{body_part(item, budget, 2 * depth + 1)};
  for (const Properties& attachment : item.attachments)
    if (Attached one = attached(attachment, budget, depth); !one.part.empty()) parts.push_back(std::move(one.part));
  const std::string came_as = original_content_type(item);
  if (!ascii_lower(came_as).starts_with("multipart/report")) {
    // A mail of one part stays one: a bounce without a report part is told by that, too.
    if (parts.size() == 1) return header_of(item) + parts.front();
    return header_of(item) + multipart("multipart/mixed", parts, 2 * depth);
  }
  std::string kind = ascii_lower(parameter(came_as, "report-type"));
  std::erase_if(kind, [](char c) { return (c < 'a' || c > 'z') && c != '-'; });
  return header_of(item) +
         multipart("multipart/report; report-type=" + (kind.empty() ? "delivery-status" : kind), parts, 2 * depth);
}

}  // namespace

tl::expected<Converted, Fault> convert(std::string_view bytes, const Limits& limits) {
  const std::optional<Storage> root = open_compound_file(bytes);
  if (!root) return tl::unexpected(Fault::damaged);
  Budget budget(limits);
  const std::optional<Item> item = read_item(*root, Header::message, 0, budget);
  if (!item) return tl::unexpected(Fault::no_message);
  Converted converted;
  converted.mail = mail_of(*item, budget, 0);
  converted.cut = budget.cut;
  return converted;
}

}  // namespace eb::outlook
