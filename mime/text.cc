// SPDX-License-Identifier: MIT
#include "mime/text.h"

#include <algorithm>

#include "mime/ascii.h"
#include "mime/content_type.h"
#include "mime/lines.h"
#include "mime/mimetic_adapter.h"

namespace eb {
namespace {

std::string with_lf(std::string text) {
  if (text.find('\r') == std::string::npos) return text;
  std::string out;
  out.reserve(text.size());
  LineReader lines(text);
  for (Line line; lines.next(line);) {
    out.append(text, line.begin, line.end - line.begin);
    if (line.next > line.end) out.push_back('\n');
  }
  return out;
}

bool hex(char c) { return is_digit(c) || (c >= 'A' && c <= 'F'); }

// Quoted-printable whose field was lost: every '=' ends a line or begins an escape, and some of both are there.
bool is_unmarked_quoted_printable(std::string_view body) {
  bool soft = false;
  bool escape = false;
  for (std::size_t i = body.find('='); i != std::string_view::npos; i = body.find('=', i + 1)) {
    const std::size_t next = i + 1;
    if (next == body.size()) break;
    if (body[next] == '\n' || body[next] == '\r') {
      soft = true;
    } else if (next + 1 < body.size() && hex(body[next]) && hex(body[next + 1])) {
      escape = true;
    } else {
      return false;
    }
  }
  return soft && escape;
}

}  // namespace

std::string decoded_body(const Part& part) {
  const std::string* field = find_field(part.fields, "Content-Transfer-Encoding");
  const std::string encoding = field == nullptr ? std::string() : transfer_encoding(*field);
  if (encoding == "base64") return mimetic_adapter::decode_base64(part.body);
  if (encoding == "quoted-printable" || (field == nullptr && (part.type.empty() || part.type.substr(0, 5) == "text/") &&
                                         is_unmarked_quoted_printable(part.body)))
    return mimetic_adapter::decode_quoted_printable(part.body);
  return std::string(part.body);
}

std::string body_text(const Part& part) {
  const std::string* type = find_field(part.fields, "Content-Type");
  std::string text = to_utf8(decoded_body(part), type == nullptr ? std::string() : parameter(*type, "charset"));
  text = with_lf(std::move(text));
  return part.type == "text/html" ? html_to_text(text) : text;
}

bool same_word(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower_case(x) == lower_case(y); });
}

std::string ascii_lower(std::string_view s) {
  std::string out(s);
  std::transform(out.begin(), out.end(), out.begin(), lower_case);
  return out;
}

std::string_view trim(std::string_view s) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  const std::size_t begin = s.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return s.substr(begin, s.find_last_not_of(blanks) - begin + 1);
}

}  // namespace eb
