// SPDX-License-Identifier: MIT
#include "mime/mimetic_adapter.h"

#include <mimetic/mimetic.h>

#include <exception>
#include <iterator>

#include "mime/ascii.h"
#include "mime/lines.h"

namespace eb::mimetic_adapter {
namespace {

bool is_base64(char c) { return is_alphanumeric(c) || c == '+' || c == '/'; }

bool is_space_or_tab(char c) { return c == ' ' || c == '\t'; }

bool is_control(char c) { return static_cast<unsigned char>(c) < 32 && c != '\t'; }

// mimetic takes blanks at the end of its input for a broken escape and writes a '=' for them, and drops control
// characters; so it gets runs that hold neither.
void decode_quoted_run(std::string_view run, std::string& out) {
  std::size_t end = run.size();
  while (end > 0 && is_space_or_tab(run[end - 1])) --end;
  const std::string_view solid = run.substr(0, end);
  if (solid.find('=') == std::string_view::npos) {
    out.append(solid);
  } else {
    mimetic::QP::Decoder decoder;
    decoder.process(solid.begin(), solid.end(), std::back_inserter(out));
  }
  out.append(run.substr(end));
}

void decode_quoted_line(std::string_view line, std::string& out) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!is_control(line[i])) continue;
    decode_quoted_run(line.substr(begin, i - begin), out);
    out.push_back(line[i]);
    begin = i + 1;
  }
  decode_quoted_run(line.substr(begin), out);
}

}  // namespace

std::vector<Field> parse_fields(std::string block) {
  std::vector<Field> fields;
  if (block.empty()) return fields;
  block += "\r\n";  // without an empty line mimetic loses the last field
  try {
    mimetic::MimeEntity entity;
    const char* begin = block.data();
    entity.load(begin, begin + block.size(),
                mimetic::imChildParts | mimetic::imBody | mimetic::imPreamble | mimetic::imEpilogue);
    const mimetic::MimeEntity& parsed = entity;  // its non-const accessors insert fields
    for (const mimetic::Field& field : parsed.header()) {
      const std::string_view name(field.name().data(), field.name().size());
      fields.push_back({std::string(name.substr(name.starts_with(field_mark) ? 1 : 0)), field.value()});
    }
  } catch (const std::exception&) {
    // What was read before it gave up is kept.
  }
  return fields;
}

std::string decode_base64(std::string_view encoded) {
  std::string out;
  out.reserve(encoded.size() / 4 * 3 + 3);
  std::string run;  // one group: mimetic reads past its table on '{', and takes a stray '=' for data
  const auto finish = [&] {
    mimetic::Base64::Decoder decoder;
    decoder.process(run.begin(), run.end(), std::back_inserter(out));
    run.clear();
  };
  for (const char c : encoded) {
    if (is_base64(c)) run.push_back(c);
    if (c == '=' && !run.empty()) finish();
  }
  if (!run.empty()) finish();
  return out;
}

std::string decode_quoted_printable(std::string_view encoded) {
  std::string out;
  out.reserve(encoded.size());
  LineReader lines(encoded);
  for (Line line; lines.next(line);) {
    std::size_t end = line.end;
    while (end > line.begin && is_space_or_tab(encoded[end - 1])) --end;  // RFC 2045 6.7 rule 3
    const bool soft = end > line.begin && encoded[end - 1] == '=';        // rule 5
    if (soft) --end;
    decode_quoted_line(encoded.substr(line.begin, end - line.begin), out);
    if (!soft) out.append(encoded.substr(line.end, line.next - line.end));
  }
  return out;
}

}  // namespace eb::mimetic_adapter
