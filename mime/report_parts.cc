// SPDX-License-Identifier: MIT
#include "mime/report_parts.h"

#include <algorithm>
#include <string_view>

#include "mime/candidate.h"
#include "mime/text.h"

namespace eb {
namespace {

bool is_status(std::string_view type) {
  return type == "message/delivery-status" || type == "message/global-delivery-status";
}

bool is_mail(std::string_view type) { return type == "message/rfc822" || type == "message/global"; }

bool is_returned_header(std::string_view type) {
  return type == "text/rfc822-headers" || type == "message/rfc822-headers" || type == "message/global-headers" ||
         type == "text/rfc822-header";
}

bool blank(std::string_view s) { return trim(s).empty(); }

// One walk over the mail below `root`, in order, without recursion. What came back is not looked into.
void walk(const Message& message, ReportParts& found) {
  std::vector<int> open{found.root};
  while (!open.empty()) {
    const int index = open.back();
    open.pop_back();
    const Part& p = part(message, index);
    if (is_status(p.type)) {
      found.status.push_back(index);
    } else if (p.type == "message/feedback-report") {
      if (found.feedback < 0) found.feedback = index;
    } else if (p.type == "message/disposition-notification" || p.type == "message/global-disposition-notification") {
      if (found.disposition < 0) found.disposition = index;
    } else if (is_returned_header(p.type)) {
      if (found.returned < 0) found.returned = index;
    } else if (is_mail(p.type) && index != found.root) {
      if (found.returned < 0) found.returned = index;
      continue;  // a mail inside the report: what came back
    } else if (p.children.empty() && (p.type.substr(0, 5) == "text/" || p.type.substr(0, 10) == "multipart/")) {
      found.words.push_back(index);  // a multipart whose boundary never comes is text, too
    }
    if (p.type == "multipart/alternative") {
      // The plain one is made for reading; some servers leave it empty.
      const auto plain = std::find_if(p.children.begin(), p.children.end(), [&](int c) {
        return part(message, c).type == "text/plain" && !blank(part(message, c).body);
      });
      if (plain != p.children.end()) {
        open.push_back(*plain);
        continue;
      }
    }
    open.insert(open.end(), p.children.rbegin(), p.children.rend());
  }
}

bool has_machine_part(const ReportParts& parts) {
  return !parts.status.empty() || parts.feedback >= 0 || parts.disposition >= 0;
}

// The mails that are attached to `message`, outermost first.
std::vector<int> attached_mails(const Message& message) {
  std::vector<int> found;
  for (const Part& p : message.parts)
    if (is_mail(p.type)) found.insert(found.end(), p.children.begin(), p.children.end());
  return found;
}

}  // namespace

ReportParts find_report_parts(const Message& message) {
  ReportParts own;
  walk(message, own);
  if (has_machine_part(own) || is_candidate(message.parts[0].fields)) return own;
  // Somebody forwards a bounce as an attachment: the report is the mail inside.
  for (const int mail : attached_mails(message)) {
    if (!is_candidate(part(message, mail).fields)) continue;
    ReportParts inside;
    inside.root = mail;
    walk(message, inside);
    return inside;
  }
  return own;
}

std::vector<ReportParts> reports_inside(const Message& message, int root) {
  std::vector<ReportParts> found;
  for (const int mail : attached_mails(message)) {
    if (mail == root) continue;
    ReportParts inside;
    inside.root = mail;
    walk(message, inside);
    if (!inside.status.empty()) found.push_back(std::move(inside));
  }
  return found;
}

}  // namespace eb
