// SPDX-License-Identifier: MIT
#include "mime/ses_notification.h"

#include <nlohmann/json.hpp>

#include "mime/text.h"

namespace eb {
namespace {

using Json = nlohmann::json;

std::string text(const Json& object, const char* name) {
  const auto it = object.find(name);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

Json list(const Json& object, const char* name) {
  const auto it = object.find(name);
  return it != object.end() && it->is_array() ? *it : Json::array();
}

// The first JSON object of the words. SNS breaks long lines, in the middle of strings, too.
Json object_in(std::string_view words) {
  words = trim(words);
  if (words.empty() || words.front() != '{') return Json();
  std::string joined;
  joined.reserve(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] != '\n') {
      joined += words[i];
    } else if (i + 1 < words.size() && words[i + 1] == ' ') {
      ++i;
    }
  }
  const std::size_t end = joined.rfind('}');
  if (end == std::string::npos) return Json();
  joined.resize(end + 1);
  Json parsed = Json::parse(joined, nullptr, false);
  return parsed.is_object() ? parsed : Json();
}

void read_mail(const Json& mail, Report& report) {
  const Json headers = mail.is_object() && mail.contains("commonHeaders") ? mail["commonHeaders"] : Json();
  if (!headers.is_object()) return;
  report.original.subject = text(headers, "subject");
  report.original.date = rfc3339_date(text(headers, "date"));
  for (const Json& from : list(headers, "from"))
    if (from.is_string() && report.original.from.empty())
      if (const auto found = addresses(from.get<std::string>()); !found.empty()) report.original.from = found.front();
  for (const Json& to : list(headers, "to"))
    if (to.is_string())
      for (std::string& address : addresses(to.get<std::string>())) report.original.to.push_back(std::move(address));
}

void read_bounce(const Json& bounce, Report& report) {
  report.kind = Kind::failure;
  report.reporting_mta = text(bounce, "reportingMTA");
  if (const auto semicolon = report.reporting_mta.find(';'); semicolon != std::string::npos)
    report.reporting_mta = std::string(trim(std::string_view(report.reporting_mta).substr(semicolon + 1)));
  const std::string type = text(bounce, "bounceType");
  for (const Json& told : list(bounce, "bouncedRecipients")) {
    if (!told.is_object()) continue;
    ReportedRecipient recipient;
    recipient.address = text(told, "emailAddress");
    recipient.action = ascii_lower(text(told, "action"));
    if (recipient.action.empty()) recipient.action = "failed";
    recipient.status = text(told, "status");
    recipient.diagnostic = text(told, "diagnosticCode");
    if (const auto semicolon = recipient.diagnostic.find(';'); semicolon < 8)
      recipient.diagnostic = std::string(trim(std::string_view(recipient.diagnostic).substr(semicolon + 1)));
    recipient.notice = "bounceType " + type + ", bounceSubType " + text(bounce, "bounceSubType");
    report.recipients.push_back(std::move(recipient));
  }
}

void read_complaint(const Json& complaint, Report& report) {
  report.kind = Kind::feedback_report;
  report.feedback_type = ascii_lower(text(complaint, "complaintFeedbackType"));
  if (report.feedback_type.empty()) report.feedback_type = "abuse";
  for (const Json& told : list(complaint, "complainedRecipients"))
    if (told.is_object() && report.feedback_address.empty()) report.feedback_address = text(told, "emailAddress");
}

void read_delivery(const Json& delivery, Report& report) {
  report.kind = Kind::delivery;
  for (const Json& told : list(delivery, "recipients")) {
    if (!told.is_string()) continue;
    ReportedRecipient recipient;
    recipient.address = told.get<std::string>();
    recipient.action = "delivered";
    report.recipients.push_back(std::move(recipient));
  }
}

}  // namespace

bool read_ses_notification(Report& report) {
  Json notification = object_in(report.notice);
  if (!notification.is_object()) return false;
  if (const std::string inner = text(notification, "Message"); !inner.empty()) notification = object_in(inner);
  if (!notification.is_object()) return false;
  std::string type = text(notification, "notificationType");
  if (type.empty()) type = text(notification, "eventType");
  const auto part = [&](const char* name) {
    const auto it = notification.find(name);
    return it != notification.end() && it->is_object() ? *it : Json::object();
  };
  if (type == "Bounce") {
    read_bounce(part("bounce"), report);
  } else if (type == "Complaint") {
    read_complaint(part("complaint"), report);
  } else if (type == "Delivery") {
    read_delivery(part("delivery"), report);
  } else {
    return false;
  }
  read_mail(part("mail"), report);
  report.layout = "amazonses";
  report.notice.clear();  // it is no prose
  return true;
}

}  // namespace eb
