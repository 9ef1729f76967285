// SPDX-License-Identifier: MIT
#include "mime/status_in_text.h"

#include <algorithm>
#include <array>

#include "mime/lines.h"
#include "mime/text.h"

namespace eb {
namespace {

// RFC 3464 2.2 and 2.3, and what servers add to them.
constexpr std::array<std::string_view, 14> status_field_names{"reporting-mta",
                                                              "arrival-date",
                                                              "received-from-mta",
                                                              "original-envelope-id",
                                                              "dsn-gateway",
                                                              "final-recipient",
                                                              "action",
                                                              "status",
                                                              "original-recipient",
                                                              "remote-mta",
                                                              "diagnostic-code",
                                                              "last-attempt-date",
                                                              "final-log-id",
                                                              "will-retry-until"};

std::string_view field_name(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 40) return {};
  const std::string_view name = trim(line.substr(0, colon));
  return name.find(' ') == std::string_view::npos ? name : std::string_view{};
}

bool is_status_field(std::string_view name) {
  const std::string lower = ascii_lower(name);
  return std::find(status_field_names.begin(), status_field_names.end(), lower) != status_field_names.end() ||
         (lower.size() > 2 && lower.compare(0, 2, "x-") == 0);
}

std::string_view without_quotes(std::string_view line) {
  while (!line.empty() && line.front() == '>') {
    line.remove_prefix(1);
    if (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  }
  return line;
}

struct StatusFields {
  std::string fields;
  bool recipient = false;
  bool fate = false;
  bool complete() const { return recipient && fate; }
};

}  // namespace

std::string status_fields_in(std::string_view text) {
  StatusFields found;
  LineReader lines(text);
  for (Line line; lines.next(line);) {
    const std::string_view words = without_quotes(text.substr(line.begin, line.end - line.begin));
    const bool folded = !words.empty() && (words.front() == ' ' || words.front() == '\t');
    const std::string_view name = field_name(words);
    if (!folded && is_status_field(name)) {
      found.recipient = found.recipient || same_word(name, "Final-Recipient") || same_word(name, "Original-Recipient");
      found.fate = found.fate || same_word(name, "Action") || same_word(name, "Status");
    } else if (!trim(words).empty() && (!folded || found.fields.empty())) {
      if (found.complete()) return found.fields;
      found = {};
      continue;
    }
    if (!found.fields.empty() || !trim(words).empty()) found.fields.append(words).append("\n");
  }
  return found.complete() ? found.fields : std::string();
}

std::string unquoted(std::string_view text) {
  int quoted = 0;
  int all = 0;
  LineReader count(text);
  for (Line line; count.next(line);) {
    if (trim(text.substr(line.begin, line.end - line.begin)).empty()) continue;
    ++all;
    if (text[line.begin] == '>') ++quoted;
  }
  if (quoted * 2 <= all) return std::string(text);
  std::string out;
  LineReader lines(text);
  for (Line line; lines.next(line);)
    out.append(without_quotes(text.substr(line.begin, line.end - line.begin))).append("\n");
  return out;
}

}  // namespace eb
