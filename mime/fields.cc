// SPDX-License-Identifier: MIT
#include "mime/fields.h"

#include <algorithm>
#include <string>

#include "mime/lines.h"
#include "mime/mimetic_adapter.h"
#include "mime/text.h"

namespace eb {
namespace {

constexpr std::size_t longest_name = 998;  // a field name fits on a line (RFC 5322 2.1.1)

// mimetic cuts a value at a NUL.
void append_without_nul(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (c != '\0') out.push_back(c);
  }
}

}  // namespace

std::size_t field_name_length(std::string_view line, std::size_t& value) {
  std::size_t length = 0;
  while (length < line.size() && line[length] > 32 && line[length] < 127 && line[length] != ':') ++length;
  if (length == 0 || length > longest_name) return 0;
  std::size_t colon = length;
  while (colon < line.size() && (line[colon] == ' ' || line[colon] == '\t')) ++colon;
  if (colon == line.size() || line[colon] != ':') return 0;
  value = colon + 1;
  return length;
}

bool is_mbox_from(std::string_view line) {
  while (line.starts_with('>')) line.remove_prefix(1);
  return line.starts_with("From ");
}

FieldBlock read_field_block(std::string_view block, const Limits& limits) {
  FieldBlock result;
  if (block.size() > limits.header_block) {
    block = block.substr(0, limits.header_block);
    result.block_cut = true;
  }
  std::string clean;  // one "-Name: value" CRLF per field
  clean.reserve(block.size() + 2);
  std::size_t left = 0;   // how much longer the current field may grow
  bool in_field = false;  // a continuation line belongs to a field that was kept
  bool first = true;
  const auto take = [&](std::string_view text) {
    if (text.size() > left) {
      text = text.substr(0, left);
      result.line_cut = true;
    }
    left -= text.size();
    append_without_nul(text, clean);
  };
  LineReader lines(block);
  for (Line at; lines.next(at);) {
    const std::string_view line = block.substr(at.begin, at.end - at.begin);
    if (line.empty()) {
      in_field = false;
      continue;
    }
    if (line.front() == ' ' || line.front() == '\t') {
      if (in_field) take(line);  // unfolding removes the line end only (RFC 5322 2.2.3)
      continue;
    }
    if (in_field) clean += "\r\n";
    std::size_t value = 0;
    const std::size_t name = field_name_length(line, value);
    in_field = name > 0;
    if (in_field) {
      clean.push_back(mimetic_adapter::field_mark);
      clean.append(line.substr(0, name));
      clean += ": ";
      left = limits.logical_line - std::min(limits.logical_line, name);
      take(trim(line.substr(value)));
    } else if (!is_mbox_from(line)) {
      ++result.strange;
      if (first) result.starts_strange = true;
    }
    first = false;
  }
  if (!clean.empty() && !clean.ends_with("\r\n")) clean += "\r\n";
  result.fields = mimetic_adapter::parse_fields(std::move(clean));
  for (Field& field : result.fields) field.value = trim(field.value);
  return result;
}

std::vector<Field> read_fields(std::string_view block, const Limits& limits) {
  return read_field_block(block, limits).fields;
}

const std::string* find_field(const std::vector<Field>& fields, std::string_view name) {
  for (const Field& field : fields) {
    if (same_word(field.name, name)) return &field.value;
  }
  return nullptr;
}

}  // namespace eb
