// SPDX-License-Identifier: MIT
#include "mime/outlook/supplementary_info.h"

#include <algorithm>
#include <array>
#include <utility>

#include "mime/ascii.h"
#include "mime/text.h"

namespace eb::outlook {
namespace {

// "5.1.1 ..." at the beginning: its length, or 0 (RFC 3463 2: one digit, then twice one to three).
std::size_t status_length(std::string_view text) {
  if (text.size() < 5 || (text[0] != '2' && text[0] != '4' && text[0] != '5')) return 0;
  std::size_t at = 1;
  for (int group = 0; group < 2; ++group) {
    if (at >= text.size() || text[at] != '.') return 0;
    const std::size_t begin = ++at;
    while (at < text.size() && at - begin < 3 && is_digit(text[at])) ++at;
    if (at == begin) return 0;
  }
  return at < text.size() && is_digit(text[at]) ? 0 : at;
}

}  // namespace

SupplementaryInfo read_supplementary_info(std::string_view text) {
  text = trim(text);
  SupplementaryInfo info;
  // Exchange adds the way that the mail went: "<...> #SMTP#".
  if (text.ends_with('#') && text.starts_with('<'))
    if (const std::size_t close = text.rfind('>'); close != std::string_view::npos) text = text.substr(0, close + 1);
  const bool bracketed = text.size() >= 2 && text.front() == '<' && text.back() == '>';
  if (bracketed) text = trim(text.substr(1, text.size() - 2));
  const std::size_t hash = text.find('#');
  if (bracketed && hash != std::string_view::npos) {
    const std::string_view mta = trim(text.substr(0, hash));
    if (mta.find_first_of(" \t") == std::string_view::npos) {
      info.mta = std::string(mta);
      text.remove_prefix(hash + 1);
    }
  } else if (text.starts_with('#')) {
    while (text.ends_with('#')) text.remove_suffix(1);
    text.remove_prefix(std::min<std::size_t>(1, text.size()));
  }
  text = trim(text);
  if (const std::size_t length = status_length(text); length > 0) {
    info.status = std::string(text.substr(0, length));
    text = trim(text.substr(length));
  }
  info.diagnostic = std::string(text);
  return info;
}

std::string status_of_number(std::uint32_t number) {
  if (number < 200 || number > 599 || number / 100 == 3) return {};
  return std::to_string(number / 100) + '.' + std::to_string(number / 10 % 10) + '.' + std::to_string(number % 10);
}

std::string status_of_diagnostic(std::uint32_t code, char kind) {
  static constexpr std::array<std::pair<std::uint32_t, std::string_view>, 22> table = {{
      {0, ".1.0"},  {1, ".1.4"},  {2, ".4.5"},  {3, ".4.6"},  {5, ".4.7"},  {7, ".3.4"},  {8, ".6.3"},  {9, ".6.2"},
      {11, ".5.4"}, {15, ".6.0"}, {16, ".5.3"}, {17, ".5.0"}, {18, ".3.3"}, {25, ".6.4"}, {26, ".7.3"}, {28, ".7.2"},
      {29, ".7.1"}, {30, ".2.4"}, {32, ".1.3"}, {35, ".1.1"}, {40, ".1.6"}, {48, ".1.2"},
  }};
  const auto* const found =
      std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.first == code; });
  if (found == table.end()) return code == 46 ? std::string(1, kind) + ".7.0" : std::string();
  return std::string(1, kind) += found->second;
}

std::string status_of_reason(std::uint32_t code, char kind) {
  switch (code) {
    case 2:
      return std::string(1, kind) + ".6.3";  // conversion not performed
    case 5:
      return std::string(1, kind) + ".7.1";  // restricted delivery
    case 6:
      return std::string(1, kind) + ".4.3";  // directory operation unsuccessful
    default:
      return {};
  }
}

}  // namespace eb::outlook
