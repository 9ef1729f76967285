// SPDX-License-Identifier: MIT
#include "host/mailbox/mbox.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "mime/ascii.h"

namespace eb {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string_view without_line_end(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

// RFC 5322 2.2 allows all printable ASCII, but no mail has a name like {"a":
bool is_name_character(char c) { return is_alphanumeric(c) || c == '-' || c == '_' || c == '.'; }

// "6:45" or "06:45:00"
bool is_time(std::string_view word) {
  const std::size_t colon = word.find(':');
  return (colon == 1 || colon == 2) && word.size() >= colon + 3 && is_digit(word[0]) && is_digit(word[colon - 1]) &&
         is_digit(word[colon + 1]) && is_digit(word[colon + 2]);
}

template <std::size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& words) {
  if (word.ends_with(",")) word.remove_suffix(1);
  return std::find(words.begin(), words.end(), word) != words.end();
}

// ">From " and ">>From " lose one ">" (the mboxrd kind).
std::string_view unquoted(std::string_view line) {
  const std::size_t quotes = std::min(line.find_first_not_of('>'), line.size());
  return quotes > 0 && line.substr(quotes).starts_with("From ") ? line.substr(1) : line;
}

// One mail as it grows; past the limit the rest is left out.
class Growing {
 public:
  explicit Growing(std::size_t limit) : limit_(limit) {}
  void add(std::string_view bytes) {
    const std::size_t room = limit_ - bytes_.size();
    cut_ = cut_ || bytes.size() > room;
    bytes_.append(bytes.substr(0, room));
  }
  // The empty line in front of the next From line belongs to the mailbox, not to the mail.
  void drop_empty_line() {
    if (cut_) return;
    if (bytes_.ends_with("\r\n")) bytes_.pop_back();
    if (!bytes_.empty()) bytes_.pop_back();
  }
  Mail take(std::string name) { return {std::move(name), std::exchange(bytes_, {}), std::exchange(cut_, false)}; }

 private:
  std::string bytes_;
  std::size_t limit_;
  bool cut_ = false;
};

}  // namespace

bool is_from_line(std::string_view line) {
  line = without_line_end(line);
  if (!line.starts_with("From ") || line.size() > 1000) return false;
  bool day = false, month = false, time = false;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    const std::string_view word = line.substr(0, end);
    day = day || is_one_of(word, kDays);
    month = month || is_one_of(word, kMonths);
    time = time || is_time(word);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return day && month && time;
}

bool is_field_line(std::string_view line) {
  std::size_t end = 0;
  while (end < line.size() && is_name_character(line[end])) ++end;
  const std::size_t colon = line.find_first_not_of(" \t", end);
  return end > 0 && colon != std::string_view::npos && line[colon] == ':';
}

bool split_mbox(LineSource& source, const std::string& name, MailVisitor& visitor, std::size_t limit) {
  Growing mail(limit);
  std::size_t number = 0;
  bool started = false;     // a From line was met
  bool after_empty = true;  // the line before was empty, or there was none
  std::string from_line;    // one that waits for the line behind it to tell whether it is one
  SourceLine line;
  while (source.next(line)) {
    if (!from_line.empty()) {
      // Thunderbird once wrote ">From " there, where a mail was saved with its own From line.
      if (is_field_line(line.bytes) || line.bytes.starts_with(">From ")) {
        if (started) {
          mail.drop_empty_line();
          if (!visitor.mail(mail.take(name + "#" + std::to_string(++number)))) return false;
        }
        started = true;
      } else {
        mail.add(from_line);
      }
      from_line.clear();
      after_empty = false;
    }
    if (after_empty && line.starts && line.ends && is_from_line(line.bytes)) {
      from_line = line.bytes;
      continue;
    }
    mail.add(line.starts ? unquoted(line.bytes) : line.bytes);
    after_empty = line.starts && without_line_end(line.bytes).empty();
  }
  mail.add(from_line);
  const std::string last = number == 0 ? name : name + "#" + std::to_string(number + 1);
  if (source.error() == 0) return visitor.mail(mail.take(last));
  visitor.trouble(last, Trouble::unreadable, std::strerror(source.error()));
  return true;
}

}  // namespace eb
