// SPDX-License-Identifier: MIT
#include "mime/returned_mail.h"

#include <string_view>

#include "mime/report_parts.h"
#include "mime/text.h"

namespace eb {
namespace {

// RFC 2183 2.3, and RFC 2045's older "name".
std::string file_name(const Part& p) {
  std::string name = parameter(field(p, "Content-Disposition"), "filename");
  if (name.empty()) name = parameter(field(p, "Content-Type"), "name");
  // A name, never a path.
  const auto slash = name.find_last_of("/\\");
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

bool is_attached(const Part& p) {
  return ascii_lower(trim(field(p, "Content-Disposition"))).starts_with("attachment") || !file_name(p).empty();
}

void add_leaf(const Part& p, ReturnedMail& out) {
  if (!is_attached(p) && p.type == "text/plain" && out.text.empty())
    out.text = body_text(p);
  else if (!is_attached(p) && p.type == "text/html" && out.html.empty())
    out.html = to_utf8(decoded_body(p), parameter(field(p, "Content-Type"), "charset"));
  else if (!trim(p.body).empty())
    out.files.push_back({file_name(p), p.type, decoded_body(p)});
}

}  // namespace

ReturnedMail read_returned_mail(const Message& message) {
  ReturnedMail out;
  const int returned = find_report_parts(message).returned;
  if (returned < 0) return out;
  const Part& whole = part(message, returned);
  if (whole.children.empty()) {  // text/rfc822-headers: no more than that
    const std::vector<Field> fields = read_fields(whole.body);
    if (const std::string* subject = find_field(fields, "Subject")) out.subject = decode_words(*subject);
    return out;
  }
  const int mail = whole.children.front();
  out.subject = decode_words(field(part(message, mail), "Subject"));
  std::vector<int> open{mail};
  while (!open.empty()) {
    const Part& p = part(message, open.back());
    open.pop_back();
    // A mail within is a file of its own.
    if (p.children.empty() || p.type.starts_with("message/"))
      add_leaf(p, out);
    else
      open.insert(open.end(), p.children.rbegin(), p.children.rend());
  }
  return out;
}

}  // namespace eb
