// SPDX-License-Identifier: MIT
// The splitter. It reads a text line by line and keeps a stack of open boundaries; a mail that was transfer-encoded as
// a whole becomes a text of its own that is read before the one around it goes on. Nothing recurses.
#include "mime/message.h"

#include <algorithm>
#include <utility>

#include "mime/ascii.h"
#include "mime/content_type.h"
#include "mime/fields.h"
#include "mime/lines.h"
#include "mime/mimetic_adapter.h"
#include "mime/text.h"

namespace eb {
namespace {

struct Boundary {
  std::string text;
  int part;  // the multipart that it divides
};

enum class State { header, body, between };  // between: a preamble, an epilogue, or parts past the limit

// One text that is being read: the mail itself, or a decoded mail inside it.
struct Frame {
  std::string_view text;
  LineReader lines;
  int root;  // the part that this text is
  int current;
  State state = State::header;
  std::size_t header_begin = 0;
  std::vector<Boundary> open = {};
};

class Splitter {
 public:
  explicit Splitter(const Limits& limits) : limits_(limits), decode_budget_(limits.bytes) {}

  Message split(std::string_view bytes);

 private:
  void read_line(const Line& line);
  bool read_boundary(const Line& line);
  void finish_header(std::size_t header_end, std::size_t body_begin);
  void open_body(std::size_t body_begin);
  void close_parts(int down_to, std::size_t body_end);
  void finish_text();
  int add_part(int parent);
  void start_mail(std::size_t begin);
  void decode_mail(int part);
  void cut(std::string_view limit);

  Part& part(int index) { return message_.parts[static_cast<std::size_t>(index)]; }
  Frame& frame() { return frames_.back(); }

  const Limits& limits_;
  std::size_t decode_budget_;
  Message message_;
  std::vector<Frame> frames_;
  int encoded_mail_ = -1;  // has just ended, and is to be read next
};

bool holds_mail(std::string_view type) { return type == "message/rfc822" || type == "message/global"; }

// Servers label returned mails as encoded that they pass on as they are: a header that could not stand in encoded text
// tells so. `first` is the first lines of the body.
bool is_encoded(std::string_view encoding, std::string_view first) {
  if (encoding == "base64") return first.substr(0, first.find_first_of("\r\n")).find(':') == std::string_view::npos;
  if (encoding != "quoted-printable") return false;
  for (std::size_t i = 0; i + 2 < first.size(); ++i) {
    if (first[i] != '=') continue;
    const char next = first[i + 1];
    if (next == '\r' || next == '\n' || next == ' ' || next == '\t') continue;
    if (hex_digit(next) < 0 || hex_digit(first[i + 2]) < 0) return false;
  }
  return true;
}

std::string encoding_of(const Part& part) {
  const std::string* field = find_field(part.fields, "Content-Transfer-Encoding");
  return field == nullptr ? std::string() : transfer_encoding(*field);
}

void Splitter::cut(std::string_view limit) {
  if (std::find(message_.cuts.begin(), message_.cuts.end(), limit) == message_.cuts.end()) {
    message_.cuts.emplace_back(limit);
  }
}

Message Splitter::split(std::string_view bytes) {
  if (bytes.size() > limits_.bytes) {
    bytes = bytes.substr(0, limits_.bytes);
    cut("bytes");
  }
  add_part(-1);
  frames_.push_back({bytes, LineReader(bytes), 0, 0});
  start_mail(0);
  while (!frames_.empty()) {
    Line line;
    if (frame().lines.next(line)) {
      read_line(line);
    } else {
      finish_text();
    }
    if (encoded_mail_ >= 0) decode_mail(std::exchange(encoded_mail_, -1));
  }
  return std::move(message_);
}

int Splitter::add_part(int parent) {
  const int index = static_cast<int>(message_.parts.size());
  Part added;
  added.parent = parent;
  if (parent >= 0) {
    added.depth = part(parent).depth + 1;
    part(parent).children.push_back(index);
  }
  message_.parts.push_back(std::move(added));
  return index;
}

// A mail may have empty or blank lines and an mbox "From " line in front of its header.
void Splitter::start_mail(std::size_t begin) {
  Frame& f = frame();
  f.state = State::header;
  f.header_begin = begin;
  LineReader ahead = f.lines;
  ahead.back_to(begin);
  bool skipped = false;
  for (Line line; ahead.next(line);) {
    const std::string_view text = f.text.substr(line.begin, line.end - line.begin);
    std::size_t value = 0;
    if (trim(text).empty() || is_mbox_from(text)) {
      skipped = true;
      continue;
    }
    if (!skipped) return;
    const bool after_from = line.begin > begin && is_mbox_from(trim(f.text.substr(begin, line.begin - begin)));
    if (!after_from && field_name_length(text, value) == 0) return;
    f.header_begin = line.begin;
    ahead.back_to(line.begin);
    f.lines = ahead;
    return;
  }
}

void Splitter::read_line(const Line& line) {
  Frame& f = frame();
  if (line.end - line.begin >= 2 && f.text[line.begin] == '-' && f.text[line.begin + 1] == '-' && !f.open.empty() &&
      read_boundary(line)) {
    return;
  }
  if (f.state == State::header && line.begin == line.end) finish_header(line.begin, line.next);
}

// RFC 2046 5.1.1: a whole line; the innermost boundary first, and an outer one closes what is still open inside.
bool Splitter::read_boundary(const Line& line) {
  Frame& f = frame();
  std::string_view text = f.text.substr(line.begin + 2, line.end - line.begin - 2);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  std::size_t level = f.open.size();
  bool closes = false;
  while (level > 0) {
    const std::string& boundary = f.open[level - 1].text;
    if (text.starts_with(boundary)) {
      const std::string_view rest = text.substr(boundary.size());
      closes = rest == "--";
      if (closes || rest.empty()) break;
    }
    --level;
  }
  if (level == 0) return false;

  // A header that runs into a boundary ends there; a mail may begin and end in the same place.
  while (f.state == State::header) finish_header(line.begin, line.begin);
  std::size_t end = line.begin;  // the line end in front belongs to the boundary
  if (end > 0 && f.text[end - 1] == '\n') --end;
  if (end > 0 && f.text[end - 1] == '\r') --end;
  const int multipart = f.open[level - 1].part;
  close_parts(multipart, end);
  f.open.resize(level);
  f.state = State::between;
  if (encoded_mail_ >= 0) {  // its parts come first, then this line again
    f.lines.back_to(line.begin);
    return true;
  }
  if (closes) {
    f.open.pop_back();
  } else if (message_.parts.size() >= limits_.parts) {
    cut("parts");
  } else {
    f.current = add_part(multipart);
    f.state = State::header;
    f.header_begin = line.next;
  }
  return true;
}

void Splitter::finish_header(std::size_t header_end, std::size_t body_begin) {
  Frame& f = frame();
  Part& p = part(f.current);
  std::string_view block = f.text.substr(f.header_begin, header_end - f.header_begin);
  FieldBlock read = read_field_block(block, limits_);
  if (read.block_cut) cut("header_block");
  if (read.line_cut) cut("logical_line");
  const bool prose = read.starts_strange && read.strange > read.fields.size();
  if (prose) {
    block = {};
    read.fields.clear();
    body_begin = f.header_begin;
  }
  p.header = block.substr(0, limits_.header_block);
  p.fields = std::move(read.fields);
  const std::string* type = find_field(p.fields, "Content-Type");
  if (type != nullptr) p.type = media_type(*type);
  if (p.type.empty()) {
    const bool in_digest = p.parent >= 0 && part(p.parent).type == "multipart/digest";
    p.type = type == nullptr && in_digest && !prose ? "message/rfc822" : "text/plain";  // RFC 2046 5.1.5, RFC 2045 5.2
  }
  open_body(body_begin);
}

void Splitter::open_body(std::size_t body_begin) {
  Frame& f = frame();
  Part& p = part(f.current);
  p.body = f.text.substr(std::min(body_begin, f.text.size()));
  f.state = State::body;
  const bool multipart = p.type.starts_with("multipart/");
  if (!multipart && !holds_mail(p.type)) return;
  if (p.depth >= limits_.depth) {
    cut("depth");
    return;
  }
  if (multipart) {
    const std::string* type = find_field(p.fields, "Content-Type");
    std::string boundary = type == nullptr ? std::string() : raw_parameter(*type, "boundary");
    while (boundary.ends_with(' ') || boundary.ends_with('\t')) boundary.pop_back();
    if (boundary.size() > limits_.boundary) {
      cut("boundary");
    } else if (!boundary.empty()) {
      f.open.push_back({std::move(boundary), f.current});
      f.state = State::between;
    }
    return;
  }
  if (message_.parts.size() >= limits_.parts) {
    cut("parts");
    return;
  }
  if (is_encoded(encoding_of(p), p.body.substr(0, 4096))) return;  // read when its end is known
  f.current = add_part(f.current);
  start_mail(body_begin);
}

// Ends the parts from the current one up to, not including, `down_to`.
void Splitter::close_parts(int down_to, std::size_t body_end) {
  Frame& f = frame();
  const int leaf = f.current;
  for (int index = leaf; index != down_to && index >= 0; index = part(index).parent) {
    Part& p = part(index);
    const char* end = f.text.data() + body_end;
    const std::size_t size = p.body.data() < end ? static_cast<std::size_t>(end - p.body.data()) : 0;
    p.body = p.body.substr(0, std::min(size, p.body.size()));
    if (index == f.root) break;
  }
  if (f.state == State::body && leaf != down_to && holds_mail(part(leaf).type) && part(leaf).children.empty() &&
      part(leaf).depth < limits_.depth) {
    encoded_mail_ = leaf;
  }
  if (down_to >= 0) f.current = down_to;
}

void Splitter::finish_text() {
  Frame& f = frame();
  while (f.state == State::header) finish_header(f.text.size(), f.text.size());
  close_parts(part(f.root).parent, f.text.size());
  frames_.pop_back();
}

void Splitter::decode_mail(int index) {
  const Part& p = part(index);
  const std::string encoding = encoding_of(p);
  if (!is_encoded(encoding, p.body.substr(0, 4096))) return;
  if (message_.parts.size() >= limits_.parts) {
    cut("parts");
    return;
  }
  std::string text =
      encoding == "base64" ? mimetic_adapter::decode_base64(p.body) : mimetic_adapter::decode_quoted_printable(p.body);
  if (text.size() > decode_budget_) {
    text.resize(decode_budget_);
    cut("bytes");
  }
  decode_budget_ -= text.size();
  message_.decoded.push_back(std::move(text));
  const std::string_view view = message_.decoded.back();
  const int mail = add_part(index);
  frames_.push_back({view, LineReader(view), mail, mail});
  start_mail(0);
}

}  // namespace

Message read_message(std::string_view bytes, const Limits& limits) { return Splitter(limits).split(bytes); }

}  // namespace eb
