// SPDX-License-Identifier: MIT
#include "mime/notice.h"

#include <algorithm>

#include "mime/line_pattern.h"
#include "mime/notice_table.h"
#include "mime/text.h"

namespace eb {
namespace {

using namespace notice_table;

constexpr std::size_t most_lines = 2000;      // a notice is short; what is longer is the returned mail
constexpr std::size_t most_recipients = 500;  // named in one notice
constexpr std::size_t longest_reason = 8000;

std::string_view text_of(Ref ref) { return {blob + ref.offset, ref.size}; }

struct Line {
  std::string_view text;
  std::size_t next;  // where the line after it begins
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> out;
  for (std::size_t i = 0; i < text.size() && out.size() < most_lines;) {
    std::size_t end = i;
    while (end < text.size() && text[end] != '\n' && text[end] != '\r') ++end;
    std::size_t next = end;
    if (next < text.size() && text[next] == '\r') ++next;
    if (next < text.size() && text[next] == '\n') ++next;
    out.push_back({text.substr(i, end - i), next});
    i = next;
  }
  return out;
}

LineMatch first_match(Run run, std::string_view line) {
  for (std::uint32_t i = 0; i < run.count; ++i)
    if (LineMatch match = match_line(text_of(lines[run.first + i]), line); match.fits) return match;
  return {};
}

bool stands_in(Ref pattern, const std::vector<Line>& notice) {
  return std::any_of(notice.begin(), notice.end(),
                     [&](const Line& line) { return match_line(text_of(pattern), line.text).fits; });
}

bool group_stands_in(Run group, const std::vector<Line>& notice) {
  for (std::uint32_t i = 0; i < group.count; ++i)
    if (!stands_in(lines[group.first + i], notice)) return false;
  return true;
}

bool fields_fit(const LayoutRow& layout, const std::vector<Field>* header) {
  for (std::uint32_t i = 0; i < layout.fields.count; ++i) {
    const FieldRow& wanted = fields[layout.fields.first + i];
    const bool fits = header != nullptr && std::any_of(header->begin(), header->end(), [&](const Field& field) {
                        return same_word(field.name, text_of(wanted.name)) &&
                               first_match(wanted.patterns, decode_words(field.value)).fits;
                      });
    if (!fits) return false;
  }
  return true;
}

const LayoutRow* layout_of(const std::vector<Line>& notice, const std::vector<Field>* header, bool known_bounce) {
  for (std::size_t i = 0; i < layout_count; ++i) {
    const LayoutRow& layout = layouts[i];
    if (layout.any_bounce && !known_bounce) continue;
    if (!fields_fit(layout, header)) continue;
    bool known = layout.know.count == 0;
    for (std::uint32_t g = 0; !known && g < layout.know.count; ++g)
      known = group_stands_in(groups[layout.know.first + g], notice);
    if (known) return &layout;
  }
  return nullptr;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// "550 " or "550-" at `i`, not inside a longer number or word.
bool reply_code_at(std::string_view s, std::size_t i) {
  if (i + 3 > s.size() || (s[i] != '4' && s[i] != '5') || s[i + 1] < '0' || s[i + 1] > '7' || !digit(s[i + 2]))
    return false;
  if (i > 0 && (digit(s[i - 1]) || s[i - 1] == '.' || s[i - 1] == '-' || s[i - 1] == '/' || s[i - 1] == ':'))
    return false;
  return i + 3 == s.size() || s[i + 3] == ' ' || s[i + 3] == '-' || s[i + 3] == '\n' || s[i + 3] == ':';
}

// "<<< 550 ..." or "550 ...": the server's own line, code and all.
bool begins_with_reply(std::string_view line) {
  line = trim(line);
  while (!line.empty() && (line[0] == '<' || line[0] == ' ')) line.remove_prefix(1);
  return reply_code_at(line, 0);
}

// One pass over the lines of a notice.
class Interpreter {
 public:
  Interpreter(const LayoutRow& layout, Notice& notice) : layout_(layout), notice_(notice) {}

  // False: the returned mail begins after this line.
  bool line(std::string_view text) {
    if (first_match(layout_.returned, text).fits) return false;
    if (first_match(layout_.delay, text).fits) notice_.delayed = true;
    if (first_match(layout_.stop, text).fits) {
      current_ = nullptr;
      return true;
    }
    if (const LineMatch match = first_match(layout_.recipient, text); match.fits && !match.address.empty()) {
      begin(match, text);
      return true;
    }
    if (current_ != nullptr) go_on(text);
    return true;
  }

 private:
  void begin(const LineMatch& match, std::string_view line) {
    const auto same = [&](const NoticeRecipient& r) { return same_word(r.address, match.address); };
    auto it = std::find_if(notice_.recipients.begin(), notice_.recipients.end(), same);
    if (it == notice_.recipients.end()) {
      if (notice_.recipients.size() >= most_recipients) {
        current_ = nullptr;
        return;
      }
      it = notice_.recipients.insert(it, {std::string(match.address), {}});
    }
    current_ = &*it;
    lines_ = 0;
    if (!match.text.empty()) append(begins_with_reply(line) ? trim(line) : match.text);
    if (layout_.extent == Extent::line) current_ = nullptr;
  }

  void go_on(std::string_view text) {
    const bool empty = trim(text).empty();
    const bool indented = !text.empty() && (text[0] == ' ' || text[0] == '\t');
    if (empty && layout_.extent == Extent::paragraph && lines_ > 0) current_ = nullptr;
    if (!empty && layout_.extent == Extent::indented && !indented) current_ = nullptr;
    if (current_ == nullptr || empty || first_match(layout_.ignore, text).fits) return;
    append(trim(text));
  }

  void append(std::string_view text) {
    ++lines_;
    if (current_->reason.size() + text.size() > longest_reason) return;
    if (!current_->reason.empty()) current_->reason += '\n';
    current_->reason += text;
  }

  const LayoutRow& layout_;
  Notice& notice_;
  NoticeRecipient* current_ = nullptr;
  int lines_ = 0;
};

// The host named last before `end`: "host mx.example.com [192.0.2.1]:" and its relatives.
std::string host_before(std::string_view reason, std::size_t end) {
  const std::string lower = ascii_lower(reason.substr(0, end));
  for (const std::string_view word :
       {"host ", "talking to ", "server for the recipient domain ", "while connecting to "}) {
    const std::size_t at = lower.rfind(word);
    if (at == std::string::npos) continue;
    std::size_t b = at + word.size();
    std::size_t e = b;
    while (e < end && reason[e] != ' ' && reason[e] != '[' && reason[e] != '\n' && reason[e] != ':' && reason[e] != '(')
      ++e;
    while (e > b && reason[e - 1] == '.') --e;
    const std::string_view host = reason.substr(b, e - b);
    if (host.find('.') != std::string_view::npos) return std::string(host);
  }
  return {};
}

}  // namespace

Notice read_notice(std::string_view text, const std::vector<Field>* header, bool known_bounce) {
  Notice notice;
  const std::vector<Line> all = lines_of(text);
  const LayoutRow* layout = layout_of(all, header, known_bounce);
  if (layout == nullptr) return notice;
  notice.layout = std::string(text_of(layout->id));
  notice.recipients.reserve(most_recipients);  // the interpreter points into it
  Interpreter interpreter(*layout, notice);
  for (const Line& line : all) {
    if (interpreter.line(line.text)) continue;
    notice.returned = text.substr(line.next);
    break;
  }
  for (std::size_t i = notice.recipients.size(); i-- > 1;)
    if (notice.recipients[i - 1].reason.empty()) notice.recipients[i - 1].reason = notice.recipients[i].reason;
  return notice;
}

QuotedReply quoted_reply(std::string_view reason) {
  for (std::size_t i = 0; i + 3 <= reason.size(); ++i) {
    if (!reply_code_at(reason, i)) continue;
    return {host_before(reason, i), std::string(trim(reason.substr(i)))};
  }
  return {host_before(reason, reason.size()), {}};
}

}  // namespace eb
