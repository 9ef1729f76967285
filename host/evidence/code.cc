// SPDX-License-Identifier: MIT
#include "host/evidence/code.h"

#include <algorithm>

#include "mime/ascii.h"
#include "mime/text.h"

namespace eb {
namespace {

// One to three digits at `i`; the position after them, or npos.
std::size_t number(std::string_view s, std::size_t i) {
  std::size_t e = i;
  while (e < s.size() && is_digit(s[e])) ++e;
  return e == i || e - i > 3 ? std::string_view::npos : e;
}

// The end of an enhanced status code at `i`, or npos.
std::size_t status_end(std::string_view s, std::size_t i) {
  if ((s[i] != '4' && s[i] != '5') || i + 1 >= s.size() || s[i + 1] != '.') return std::string_view::npos;
  if (i > 0 && (is_digit(s[i - 1]) || is_letter(s[i - 1]) || s[i - 1] == '.' || s[i - 1] == '/' || s[i - 1] == '_'))
    return std::string_view::npos;
  // "version 5.1.1" and "Postfix-4.2.1" are no codes
  if (i >= 8 && (s.substr(i - 8, 8) == "version " || s.substr(i - 8, 8) == "Version ")) return std::string_view::npos;
  const std::size_t subject = number(s, i + 2);
  if (subject == std::string_view::npos || subject >= s.size() || s[subject] != '.') return std::string_view::npos;
  const std::size_t detail = number(s, subject + 1);
  if (detail == std::string_view::npos) return std::string_view::npos;
  if (detail < s.size() && (is_letter(s[detail]) || s[detail] == '@' || s[detail] == '_'))
    return std::string_view::npos;
  if (detail + 1 < s.size() && (s[detail] == '.' || s[detail] == '-') && is_digit(s[detail + 1]))
    return std::string_view::npos;  // an IP address, a version
  return detail;
}

enum class Worth { class_only, vague, specific };

Worth worth_of(const std::string& status) {
  if (!is_vague_status(status)) return Worth::specific;
  return status.size() >= 4 && status.compare(1, 3, ".0.") == 0 ? Worth::class_only : Worth::vague;
}

// The last code that says at least so much.
std::string last_of(const std::vector<std::string>& all, Worth least) {
  for (std::size_t i = all.size(); i-- > 0;)
    if (worth_of(all[i]) >= least) return all[i];
  return {};
}

// What a server says of a command that had no chance after the one before was refused (RFC 5321 3.3, 4.1.4).
constexpr std::array<std::string_view, 9> consequences{"need rcpt",
                                                       "no valid recipients",
                                                       "valid rcpt command must precede",
                                                       "need mail command",
                                                       "no recipients specified",
                                                       "no recipients have been specified",
                                                       "rcpt first",
                                                       "mail first",
                                                       "polite people say helo"};

}  // namespace

std::vector<std::string> statuses_in(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t end = status_end(text, i);
    if (end == std::string_view::npos) continue;
    out.emplace_back(text.substr(i, end - i));
    i = end - 1;
  }
  return out;
}

std::vector<std::string> replies_in(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i + 3 <= text.size(); ++i) {
    if ((text[i] != '4' && text[i] != '5') || text[i + 1] < '0' || text[i + 1] > '7' || !is_digit(text[i + 2]))
      continue;
    if (i > 0 && text[i - 1] != ' ' && text[i - 1] != '\n' && text[i - 1] != ';' && text[i - 1] != '"' &&
        text[i - 1] != '\'' && text[i - 1] != '(' && text[i - 1] != '>' &&
        !(text[i - 1] == ':' && (i < 2 || !is_digit(text[i - 2]))) && text[i - 1] != '\t')
      continue;
    if (i + 3 < text.size() && text[i + 3] != ' ' && text[i + 3] != '-' && text[i + 3] != '\n' && text[i + 3] != ':' &&
        text[i + 3] != ',' && text[i + 3] != ';' && text[i + 3] != '"' && text[i + 3] != '\'' && text[i + 3] != ')' &&
        text[i + 3] != '#')
      continue;
    if (i + 4 < text.size() && text[i + 3] == '-' && is_digit(text[i + 4]) &&
        (i + 5 >= text.size() || text[i + 5] != '.'))
      continue;  // a date, a number
    out.emplace_back(text.substr(i, 3));
    i += 2;
  }
  return out;
}

std::string without_consequences(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find('\n', i), text.size());
    const std::string line = ascii_lower(text.substr(i, end - i));
    const bool follows = std::any_of(consequences.begin(), consequences.end(),
                                     [&](std::string_view c) { return line.find(c) != std::string::npos; });
    if (!follows) out.append(text.substr(i, end - i)).append("\n");
    i = end + 1;
  }
  return trim(out).empty() ? std::string(text) : std::string(trim(out));
}

Codes believe(std::string_view field, std::string_view diagnostic, std::string_view notice) {
  Codes codes;
  const auto own = statuses_in(diagnostic);
  const auto around = statuses_in(notice);
  const std::string from_field(
      field.size() >= 5 && (field[0] == '4' || field[0] == '5' || field[0] == '2') ? field : std::string_view{});
  // From what says most to what says least; within each, the server's own words, the field, the words around.
  const std::vector<std::string> given = from_field.empty() ? std::vector<std::string>{} : std::vector{from_field};
  for (const Worth least : {Worth::specific, Worth::vague, Worth::class_only}) {
    for (const auto* source : {&own, &given, &around}) {
      codes.status = last_of(*source, least);
      if (codes.status.empty()) continue;
      codes.status_in_text = source != &given;
      break;
    }
    if (!codes.status.empty()) break;
  }
  // The reply code of the same class as the status, the last one; else simply the last.
  auto replies = replies_in(diagnostic);
  if (replies.empty()) replies = replies_in(notice);
  for (auto it = replies.rbegin(); it != replies.rend() && codes.reply_code.empty(); ++it)
    if (codes.status.empty() || it->front() == codes.status.front()) codes.reply_code = *it;
  if (codes.reply_code.empty() && !replies.empty()) codes.reply_code = replies.back();
  return codes;
}

}  // namespace eb
