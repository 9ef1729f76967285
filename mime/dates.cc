// SPDX-License-Identifier: MIT
// Date-times of RFC 5322 3.3 and 4.3.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "mime/ascii.h"
#include "mime/text.h"

namespace eb {
namespace {

constexpr std::size_t longest_date = 256;  // with comments; nothing longer is a date

std::string without_comments(std::string_view text) {
  std::string out;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (depth > 0 && text[i] == '\\') {
      ++i;
    } else if (text[i] == '(') {
      ++depth;
    } else if (text[i] == ')' && depth > 0) {
      if (--depth == 0) out.push_back(' ');
    } else if (depth == 0) {
      out.push_back(text[i]);
    }
  }
  return out;
}

class DateReader {
 public:
  explicit DateReader(std::string_view text) : text_(text) {}

  void blanks() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }
  bool take(char c) {
    blanks();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool peek(char c) {
    blanks();
    return at_ < text_.size() && text_[at_] == c;
  }
  std::string_view letters() {
    blanks();
    const std::size_t begin = at_;
    while (at_ < text_.size() && ((text_[at_] | 0x20) >= 'a' && (text_[at_] | 0x20) <= 'z')) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  // `digits` becomes how many there were; none or too many are an error.
  std::optional<int> number(std::size_t at_most, std::size_t& digits) {
    blanks();
    int value = 0;
    digits = 0;
    while (at_ < text_.size() && is_digit(text_[at_])) {
      if (++digits > at_most) return std::nullopt;
      value = value * 10 + (text_[at_++] - '0');
    }
    if (digits == 0) return std::nullopt;
    return value;
  }
  bool done() {
    blanks();
    return at_ == text_.size();
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

std::string padded(int value, std::size_t width) {
  std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

int month_number(std::string_view word) {
  constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};
  if (word.size() < 3) return 0;
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (same_word(word.substr(0, 3), months[i])) return static_cast<int>(i) + 1;
  }
  return 0;
}

int days_in(int month, int year) {
  constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month) - 1];
}

// RFC 5322 4.3: the names mean this; of all others, the military letters too, nothing is known, which is -00:00.
std::string named_zone(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 12> zones = {{{"gmt", "+00:00"},
                                                                                    {"ut", "+00:00"},
                                                                                    {"utc", "+00:00"},
                                                                                    {"z", "+00:00"},
                                                                                    {"est", "-05:00"},
                                                                                    {"edt", "-04:00"},
                                                                                    {"cst", "-06:00"},
                                                                                    {"cdt", "-05:00"},
                                                                                    {"mst", "-07:00"},
                                                                                    {"mdt", "-06:00"},
                                                                                    {"pst", "-08:00"},
                                                                                    {"pdt", "-07:00"}}};
  for (const auto& [zone, offset] : zones) {
    if (same_word(name, zone)) return std::string(offset);
  }
  return "-00:00";
}

std::string read_zone(DateReader& reader) {
  if (reader.done()) return "-00:00";
  const bool minus = reader.peek('-');
  if (!minus && !reader.peek('+')) {
    const std::string_view name = reader.letters();
    return name.empty() ? std::string() : named_zone(name);
  }
  reader.take(minus ? '-' : '+');
  std::size_t digits = 0;
  const std::optional<int> first = reader.number(4, digits);
  int hours = 0;
  int minutes = 0;
  if (first && digits == 4) {
    hours = *first / 100;
    minutes = *first % 100;
  } else if (first && digits == 2 && reader.take(':')) {
    hours = *first;
    const std::optional<int> second = reader.number(2, digits);
    if (!second || digits != 2) return {};
    minutes = *second;
  } else {
    return {};
  }
  if (hours > 23 || minutes > 59) return {};  // what RFC 3339 5.6 can say
  return (minus ? "-" : "+") + padded(hours, 2) + ":" + padded(minutes, 2);
}

}  // namespace

std::string rfc3339_date(std::string_view date) {
  date = trim(date);
  if (date.size() > longest_date) return {};
  const std::string clean = without_comments(date);
  DateReader reader(clean);
  if (!reader.letters().empty() || reader.peek(',')) {  // a day name, or one of another language without letters
    reader.take('.');
    reader.take(',');
  }
  std::size_t digits = 0;
  const std::optional<int> day = reader.number(2, digits);
  if (!day) return {};
  reader.take('-');
  const int month = month_number(reader.letters());
  reader.take('-');
  std::optional<int> year = reader.number(4, digits);
  if (month == 0 || !year || digits < 2) return {};
  if (digits == 2) year = *year + (*year < 50 ? 2000 : 1900);  // RFC 5322 4.3
  if (digits == 3) year = *year + 1900;
  const std::optional<int> hour = reader.number(2, digits);
  if (!hour || !reader.take(':')) return {};
  const std::optional<int> minute = reader.number(2, digits);
  std::optional<int> second = 0;
  if (minute && reader.take(':')) second = reader.number(2, digits);
  if (!minute || !second) return {};
  if (*day < 1 || *day > days_in(month, *year) || *hour > 23 || *minute > 59 || *second > 60) return {};
  const std::string zone = read_zone(reader);
  if (zone.empty()) return {};
  return padded(*year, 4) + "-" + padded(month, 2) + "-" + padded(*day, 2) + "T" + padded(*hour, 2) + ":" +
         padded(*minute, 2) + ":" + padded(*second, 2) + zone;
}

}  // namespace eb
