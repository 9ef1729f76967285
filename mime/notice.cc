// SPDX-License-Identifier: MIT
#include "mime/notice.h"

#include <algorithm>
#include <limits>

#include "mime/ascii.h"
#include "mime/line_pattern.h"
#include "mime/notice_table.h"
#include "mime/text.h"

namespace eb {
namespace {

using notice_table::Extent;
using notice_table::FieldRow;
using notice_table::LayoutRow;

constexpr std::size_t most_lines = 2000;      // a notice is short; what is longer is the returned mail
constexpr std::size_t most_recipients = 500;  // named in one notice
constexpr std::size_t longest_reason = 8000;
// Nothing may stand before a notice whose header does not tell that it is one.
constexpr int most_introduction = 1;

std::string_view text_of(Ref ref) { return {notice_table::blob + ref.offset, ref.size}; }

struct NoticeLine {
  std::string_view text;
  std::size_t next;  // where the line after it begins
};

std::vector<NoticeLine> lines_of(std::string_view text) {
  std::vector<NoticeLine> out;
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
    if (LineMatch match = match_line(text_of(notice_table::lines[run.first + i]), line); match.fits) return match;
  return {};
}

// The number of the first line that fits, blank ones not counted; -1: none.
int place_of(Ref pattern, const std::vector<NoticeLine>& notice) {
  int place = 0;
  for (const NoticeLine& line : notice) {
    if (trim(line.text).empty()) continue;
    if (match_line(text_of(pattern), line.text).fits) return place;
    ++place;
  }
  return -1;
}

// All lines of the group are there: the place of the first of them, else -1.
int place_of_group(Run group, const std::vector<NoticeLine>& notice) {
  int first = -1;
  for (std::uint32_t i = 0; i < group.count; ++i) {
    const int place = place_of(notice_table::lines[group.first + i], notice);
    if (place < 0) return -1;
    if (first < 0 || place < first) first = place;
  }
  return first;
}

bool fields_fit(const LayoutRow& layout, const std::vector<Field>* header) {
  for (std::uint32_t i = 0; i < layout.fields.count; ++i) {
    const FieldRow& wanted = notice_table::fields[layout.fields.first + i];
    const bool fits = header != nullptr && std::any_of(header->begin(), header->end(), [&](const Field& field) {
                        return same_word(field.name, text_of(wanted.name)) &&
                               first_match(wanted.patterns, decode_words(field.value)).fits;
                      });
    if (!fits) return false;
  }
  return true;
}

// The layout whose lines come first; that of last resort if there is no other.
const LayoutRow* layout_of(const std::vector<NoticeLine>& notice, const std::vector<Field>* header, Setting setting) {
  const LayoutRow* best = nullptr;
  int best_place = setting == Setting::unknown ? most_introduction : std::numeric_limits<int>::max();
  for (std::size_t i = 0; i < notice_table::layout_count; ++i) {
    const LayoutRow& layout = notice_table::layouts[i];
    if (layout.any_bounce && (best != nullptr || setting != Setting::bounce)) continue;
    if (!fields_fit(layout, header)) continue;
    if (layout.know.count == 0 && best_place > 0) best = &layout, best_place = 0;
    for (std::uint32_t g = 0; g < layout.know.count; ++g) {
      const int place = place_of_group(notice_table::groups[layout.know.first + g], notice);
      if (place >= 0 && place < best_place) best = &layout, best_place = place;
    }
  }
  return best;
}

bool word_character(char c) { return is_digit(c) || is_letter(c) || is_high(c); }

// "550 " or "550-" at `i`, not inside a longer number or word.
bool reply_code_at(std::string_view s, std::size_t i) {
  if (i + 3 > s.size() || (s[i] != '4' && s[i] != '5') || s[i + 1] < '0' || s[i + 1] > '7' || !is_digit(s[i + 2]))
    return false;
  if (i > 0 && (is_digit(s[i - 1]) || s[i - 1] == '.' || s[i - 1] == '-' || s[i - 1] == '/' || s[i - 1] == ':'))
    return false;
  return i + 3 == s.size() || s[i + 3] == ' ' || s[i + 3] == '-' || s[i + 3] == '\n' || s[i + 3] == ':';
}

// "<<< 550 ..." or "550 ...": the server's own line, code and all.
bool begins_with_reply(std::string_view line) {
  line = trim(line);
  while (!line.empty() && (line[0] == '<' || line[0] == ' ')) line.remove_prefix(1);
  return reply_code_at(line, 0);
}

// More than the address, its brackets and what lists it.
bool has_words_beside(std::string_view line, std::string_view address) {
  const auto letters = [](std::string_view s) {
    return std::any_of(s.begin(), s.end(), [](char c) { return word_character(c); });
  };
  const auto at = static_cast<std::size_t>(address.data() - line.data());
  return letters(line.substr(0, at)) || letters(line.substr(at + address.size()));
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
    if (first_match(layout_.ignore, text).fits) return true;
    const LineMatch match = first_match(layout_.recipient, text);
    const bool loose =
        layout_.any_bounce && !match.address.empty() && match.text.empty() && has_words_beside(text, match.address);
    // Once one stands in a line of its own, addresses within words name nobody new; nor does a reply that repeats one.
    const bool aside = loose && (strict_ || (current_ != nullptr && begins_with_reply(text)));
    if (match.fits && !match.address.empty() && !aside) {
      strict_ = strict_ || !loose;
      begin(match, text, loose);
    } else if (layout_.transcript && belongs_to_next(text)) {
      collect(text);
    } else if (current_ != nullptr) {
      go_on(text);
    } else if (begins_with_reply(text)) {
      collect(text);
    }
    return true;
  }

  // The words are over. What no recipient has claimed belongs to the last one, or to those that have no reason.
  void end() {
    if (current_ != nullptr && !pending_.empty()) append(trim(pending_));
    for (NoticeRecipient& recipient : notice_.recipients)
      if (recipient.reason.empty()) recipient.reason = trim(pending_);
  }

 private:
  void begin(const LineMatch& match, std::string_view line, bool loose) {
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
    if (layout_.transcript && !pending_.empty() && !match.text.empty()) {
      append(trim(pending_));
      pending_.clear();
    }
    if (loose || begins_with_reply(line)) {
      append(trim(line));
    } else if (!match.text.empty()) {
      append(match.text);
    }
    if (layout_.extent == Extent::line) current_ = nullptr;
  }

  void go_on(std::string_view text) {
    const bool empty = trim(text).empty();
    const bool indented = !text.empty() && (text[0] == ' ' || text[0] == '\t');
    if (empty && layout_.extent == Extent::paragraph && lines_ > 0) current_ = nullptr;
    if (!empty && layout_.extent == Extent::indented && !indented) current_ = nullptr;
    if (current_ == nullptr || empty) return;
    append(trim(text));
  }

  // In a transcript of a session the remote server's lines stand before the recipient whom they are about.
  static bool belongs_to_next(std::string_view text) {
    text = trim(text);
    const std::string_view begin = text.substr(0, 3);
    return begin == "<<<" || begin == ">>>" || same_word(text.substr(0, 16), "while talking to") ||
           same_word(text.substr(0, 20), "... while talking to");
  }

  void collect(std::string_view text) {
    if (pending_.size() < longest_reason) pending_.append(trim(text)).append("\n");
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
  std::string pending_;  // lines that no recipient has claimed yet
  bool strict_ = false;  // a recipient stood in a line of its own
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

Notice read_notice(std::string_view text, const std::vector<Field>* header, Setting setting) {
  Notice notice;
  const std::vector<NoticeLine> all = lines_of(text);
  const LayoutRow* layout = layout_of(all, header, setting);
  if (layout == nullptr) return notice;
  notice.layout = std::string(text_of(layout->id));
  notice.recipients.reserve(most_recipients);  // the interpreter points into it
  Interpreter interpreter(*layout, notice);
  for (const NoticeLine& line : all) {
    if (notice.recipients.empty())
      notice.preface = text.substr(0, static_cast<std::size_t>(line.text.data() - text.data()));
    if (interpreter.line(line.text)) continue;
    notice.returned = text.substr(line.next);
    break;
  }
  for (std::size_t i = notice.recipients.size(); i-- > 1;)
    if (notice.recipients[i - 1].reason.empty()) notice.recipients[i - 1].reason = notice.recipients[i].reason;
  interpreter.end();
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
