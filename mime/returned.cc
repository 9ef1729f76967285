// SPDX-License-Identifier: MIT
#include "mime/returned.h"

#include <utility>

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
  for (std::size_t i = 0; i < block.size();) {
    std::size_t end = block.find('\n', i);
    if (end == std::string_view::npos) end = block.size();
    std::string_view line = block.substr(i, end - i);
    i = end + 1;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    while (line.substr(0, 2) == "> ") line.remove_prefix(2);
    const bool folded = !line.empty() && (line[0] == ' ' || line[0] == '\t');
    if (!inside) {
      // Some servers indent what they return.
      const std::string_view bare = trim(line);
      if (!looks_like_field(bare)) {
        if (++looked_at > 12) break;
        continue;
      }
      inside = true;
      header.append(bare).append("\r\n");
      continue;
    }
    if (trim(line).empty()) break;
    if (folded && looks_like_field(trim(line)) && trim(line).find(": ") != std::string_view::npos &&
        block.substr(0, 1) == " ") {
      header.append(trim(line)).append("\r\n");
    } else {
      header.append(line).append("\r\n");
    }
  }
  return read_returned(read_fields(header));
}

}  // namespace eb
