// SPDX-License-Identifier: MIT
#include "mime/outlook/mail_writer.h"

#include <algorithm>

#include "mime/text.h"

namespace eb::outlook {
namespace {

constexpr std::size_t kLongestValue = std::size_t{16} << 10;  // the reader's limit for a line is 32 KB

std::string base64(std::string_view bytes) {
  static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::size_t group_limit = 19;  // 76 characters a line (RFC 2045 6.8)
  std::string out;
  out.reserve(bytes.size() / 57 * 78 + 80);
  std::size_t groups = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t have = std::min<std::size_t>(3, bytes.size() - i);
    unsigned value = 0;
    for (std::size_t k = 0; k < 3; ++k)
      value = value << 8U | (k < have ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) out += k <= have ? alphabet[value >> (18 - 6 * k) & 63U] : '=';
    if (++groups % group_limit == 0) out += "\r\n";
  }
  if (groups % group_limit != 0) out += "\r\n";
  return out;
}

}  // namespace

void add_field(std::string& out, std::string_view name, std::string_view value) {
  value = trim(value);
  if (value.empty()) return;
  value = value.substr(0, kLongestValue);
  out.append(name).append(": ");
  std::transform(value.begin(), value.end(), std::back_inserter(out),
                 [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c; });
  out += "\r\n";
}

std::string leaf_part(std::string_view type, std::string_view name, std::string_view bytes) {
  std::string out;
  add_field(out, "Content-Type", type);
  if (!name.empty()) {
    std::string quoted(name.substr(0, 255));
    std::replace_if(
        quoted.begin(), quoted.end(), [](char c) { return c == '"' || c == '\\'; }, '_');
    add_field(out, "Content-Disposition", "attachment; filename=\"" + quoted + '"');
  }
  add_field(out, "Content-Transfer-Encoding", "base64");
  return (out += "\r\n") += base64(bytes);
}

std::string mail_part(std::string_view mail) {
  return std::string("Content-Type: message/rfc822\r\n\r\n").append(mail);
}

std::string multipart(std::string_view type, const std::vector<std::string>& parts, int level) {
  const std::string boundary = "=_outlook_" + std::to_string(level) + "_";
  std::string out;
  add_field(out, "Content-Type", std::string(type) + "; boundary=\"" + boundary + '"');
  out += "\r\n";
  for (const std::string& part : parts) out.append("--").append(boundary).append("\r\n").append(part).append("\r\n");
  return out.append("--").append(boundary).append("--\r\n");
}

}  // namespace eb::outlook
