// SPDX-License-Identifier: MIT
#include "mime/line_pattern.h"

#include <algorithm>

#include "mime/ascii.h"
#include "mime/fold.h"
#include "mime/text.h"
#include "mime/utf8.h"

namespace eb {
namespace {

constexpr std::size_t longest_line = 2000;
constexpr int most_steps = 20000;  // a pattern of several stars on a hostile line gives up rather than take its time

bool blank(char c) { return c == ' ' || c == '\t'; }

bool local_character(char c) {
  return is_high(c) || is_alphanumeric(c) || std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
}
bool domain_character(char c) { return is_high(c) || is_alphanumeric(c) || c == '-' || c == '.' || c == '_'; }

// The character that ends before `i` belongs to a script without blanks: a word ends there.
bool unspaced_before(std::string_view line, std::size_t i) {
  if (i == 0 || !is_high(line[i - 1])) return false;
  return is_unspaced(character_at(line, character_begin(line, i - 1)).code);
}

// The end of a run of address characters from `i` on. One that begins in ASCII ends where a script without blanks
// begins; one that does not may be all of it (RFC 6531).
template <typename Belongs>
std::size_t end_of_run(std::string_view line, std::size_t i, Belongs belongs) {
  const bool ascii = i < line.size() && !is_high(line[i]);
  while (i < line.size() && belongs(line[i])) {
    if (!is_high(line[i])) {
      ++i;
      continue;
    }
    const Character c = character_at(line, i);
    if (ascii && is_unspaced(c.code)) break;
    i += c.size;
  }
  return i;
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

  // One character of each, without regard to case.
  bool same_character(std::size_t& p, std::size_t& i) const {
    if (i == line.size()) return false;
    if (!is_high(pattern[p]) || !is_high(line[i])) return lower_case(line[i++]) == lower_case(pattern[p++]);
    const Character wanted = character_at(pattern, p);
    const Character found_here = character_at(line, i);
    p += wanted.size;
    i += found_here.size;
    return fold(wanted.code) == fold(found_here.code);
  }

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
      if (!same_character(p, i)) return false;
    }
  }

  bool any(std::size_t p, std::size_t i) {
    if (p == pattern.size()) return true;
    const char next = pattern[p];
    const bool plain = next != '{' && next != '*' && !blank(next) && !is_high(next);
    for (std::size_t k = i; k <= line.size(); ++k) {
      if (plain && (k == line.size() || lower_case(line[k]) != lower_case(next))) continue;  // most places fail at once
      if (match(p, k)) return true;
    }
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
    if (what == "address" && i > 0 && !unspaced_before(line, i) &&
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
    i = end_of_run(line, i, local_character);
  }
  if (i == at || i >= line.size() || line[i] != '@') return {};
  const std::size_t domain = ++i;
  if (i < line.size() && line[i] == '[') {  // an address literal
    const std::size_t close = line.find(']', i);
    return close == std::string_view::npos ? std::string_view{} : line.substr(at, close + 1 - at);
  }
  i = end_of_run(line, i, domain_character);
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
      const bool ascii = begin > 0 && !is_high(line[begin - 1]);
      while (begin > 0 && local_character(line[begin - 1]) && !(ascii && unspaced_before(line, begin))) --begin;
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
