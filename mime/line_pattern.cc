// SPDX-License-Identifier: MIT
#include "mime/line_pattern.h"

#include <algorithm>

#include "mime/text.h"

namespace eb {
namespace {

constexpr std::size_t longest_line = 2000;
constexpr int most_steps = 20000;  // a pattern of several stars on a hostile line gives up rather than take its time

bool blank(char c) { return c == ' ' || c == '\t'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool alnum(char c) { return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z'); }

bool local_character(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || alnum(c) ||
         std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
}
bool domain_character(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || alnum(c) || c == '-' || c == '.' || c == '_';
}

std::string_view host_at(std::string_view line, std::size_t at) {
  std::size_t end = at;
  while (end < line.size() && (domain_character(line[end]) || line[end] == ':')) ++end;
  while (end > at && (line[end - 1] == '.' || line[end - 1] == ':')) --end;
  return line.substr(at, end - at);
}

struct Matcher {
  std::string_view pattern, line;
  LineMatch found;
  int steps = 0;

  bool match(std::size_t p, std::size_t i) {
    for (;;) {
      if (++steps > most_steps) return false;
      if (p == pattern.size()) return i == line.size();
      const char c = pattern[p];
      if (c == '*') return any(p + 1, i);
      if (c == '{') return capture(p, i);
      if (blank(c)) {
        if (i == line.size() || !blank(line[i])) return false;
        while (i < line.size() && blank(line[i])) ++i;
        ++p;
        continue;
      }
      if (i == line.size() || lower(line[i]) != lower(c)) return false;
      ++p;
      ++i;
    }
  }

  bool any(std::size_t p, std::size_t i) {
    if (p == pattern.size()) return true;
    for (std::size_t k = i; k <= line.size(); ++k)
      if (match(p, k)) return true;
    return false;
  }

  bool capture(std::size_t p, std::size_t i) {
    const std::size_t close = pattern.find('}', p);
    if (close == std::string_view::npos) return false;
    const std::string_view what = pattern.substr(p + 1, close - p - 1);
    if (what == "text") {
      found.text = line.substr(i);
      return close + 1 == pattern.size();
    }
    // An address must not begin in the middle of a word.
    if (what == "address" && i > 0 &&
        (local_character(line[i - 1]) && line[i - 1] != '=' && line[i - 1] != '\'' && line[i - 1] != '/'))
      return false;
    const std::string_view value = what == "address" ? address_at(line, i) : host_at(line, i);
    if (value.empty() || !match(close + 1, i + value.size())) return false;
    (what == "address" ? found.address : found.host) = value;
    return true;
  }
};

}  // namespace

std::string_view address_at(std::string_view line, std::size_t at) {
  std::size_t i = at;
  if (i < line.size() && line[i] == '"') {  // a quoted local part
    const std::size_t close = line.find('"', i + 1);
    if (close == std::string_view::npos) return {};
    i = close + 1;
  } else {
    while (i < line.size() && local_character(line[i])) ++i;
  }
  if (i == at || i >= line.size() || line[i] != '@') return {};
  const std::size_t domain = ++i;
  if (i < line.size() && line[i] == '[') {  // an address literal
    const std::size_t close = line.find(']', i);
    return close == std::string_view::npos ? std::string_view{} : line.substr(at, close + 1 - at);
  }
  while (i < line.size() && domain_character(line[i])) ++i;
  while (i > domain && (line[i - 1] == '.' || line[i - 1] == '-')) --i;
  return i == domain ? std::string_view{} : line.substr(at, i - at);
}

std::string_view find_address(std::string_view line) {
  line = line.substr(0, longest_line);
  for (std::size_t at = line.find('@'); at != std::string_view::npos; at = line.find('@', at + 1)) {
    std::size_t begin = at;
    if (begin > 0 && line[begin - 1] == '"') {
      begin = line.rfind('"', begin - 2 < begin ? begin - 2 : 0);
      if (begin == std::string_view::npos) continue;
    } else {
      while (begin > 0 && local_character(line[begin - 1])) --begin;
      while (begin < at && (line[begin] == '\'' || line[begin] == '.' || line[begin] == '=')) ++begin;
    }
    if (const std::string_view address = address_at(line, begin); !address.empty()) return address;
  }
  return {};
}

LineMatch match_line(std::string_view pattern, std::string_view line) {
  Matcher matcher{pattern, trim(line).substr(0, longest_line), {}, 0};
  const bool fits = matcher.match(0, 0);
  if (!fits) return {};
  matcher.found.fits = true;
  return matcher.found;
}

}  // namespace eb
