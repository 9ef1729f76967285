// SPDX-License-Identifier: MIT
#include "mime/returned.h"

#include <algorithm>
#include <utility>

#include "mime/lines.h"
#include "mime/text.h"

namespace eb {
namespace {

bool looks_like_field(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 60) return false;
  for (const char c : line.substr(0, colon))
    if (c <= ' ' || c > '~') return false;
  return true;
}

}  // namespace

Returned read_returned(std::vector<Field> fields) {
  Returned mail;
  const auto value = [&](std::string_view name) {
    const std::string* found = find_field(fields, name);
    return found ? std::string_view(*found) : std::string_view{};
  };
  mail.message_id = std::string(value("Message-ID"));
  mail.subject = decode_words(value("Subject"));
  const auto from = addresses(value("From"));
  if (!from.empty()) mail.from = from.front();
  for (const std::string_view name : {"To", "Cc"})
    for (auto& address : addresses(value(name))) mail.to.push_back(std::move(address));
  mail.date = rfc3339_date(value("Date"));
  mail.fields = std::move(fields);
  return mail;
}

Returned read_returned_text(std::string_view block) {
  std::string header;
  bool inside = false;
  int looked_at = 0;
  std::size_t indent = 0;  // some servers indent what they return
  LineReader lines(block);
  for (Line at; lines.next(at);) {
    std::string_view line = block.substr(at.begin, at.end - at.begin);
    while (line.substr(0, 2) == "> ") line.remove_prefix(2);
    if (!inside) {
      if (!looks_like_field(trim(line))) {
        if (++looked_at > 12) break;
        continue;
      }
      inside = true;
      indent = line.find_first_not_of(" \t");
    }
    if (trim(line).empty()) break;
    line.remove_prefix(std::min({indent, line.find_first_not_of(" \t"), line.size()}));
    header.append(line).append("\r\n");
  }
  return read_returned(read_fields(header));
}

}  // namespace eb
