// SPDX-License-Identifier: MIT
#include "host/mailbox/imap/command.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "mime/ascii.h"

namespace eb::imap {

bool has_line_end_or_zero(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

std::optional<std::string> quoted_string(std::string_view text) {
  if (has_line_end_or_zero(text)) return std::nullopt;
  std::string out = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return std::nullopt;
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

bool is_field_name(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_alphanumeric(c) || c == '-' || c == '_'; });
}

std::optional<std::string> imap_date(std::string_view iso) {
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U})
    if (iso[i] < '0' || iso[i] > '9') return std::nullopt;
  const auto month = static_cast<std::size_t>((iso[5] - '0') * 10 + iso[6] - '0');
  const int day = (iso[8] - '0') * 10 + iso[9] - '0';
  if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  return std::to_string(day) + '-' + kMonths[month - 1] + '-' + std::string(iso.substr(0, 4));
}

std::optional<std::string> any_of(const std::vector<std::vector<std::string>>& terms) {
  std::string out;
  for (std::size_t index = 0; index < terms.size(); ++index) {
    const auto& term = terms[index];
    const bool from = term.size() == 2 && term[0] == "FROM";
    const bool header = term.size() == 3 && term[0] == "HEADER" && is_field_name(term[1]);
    const auto value = term.empty() ? std::nullopt : quoted_string(term.back());
    if ((!from && !header) || !value) return std::nullopt;
    if (!out.empty()) out += ' ';
    if (index + 1 < terms.size()) out += "OR ";
    out += from ? "FROM " : "HEADER \"" + term[1] + "\" ";
    out += *value;
  }
  return out;
}

std::string base64(std::string_view bytes) {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i)
      bits = bits << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i) out += at + i <= bytes.size() ? kDigits[bits >> (18 - 6 * i) & 0x3F] : '=';
  }
  return out;
}

}  // namespace eb::imap
