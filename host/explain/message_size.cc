// SPDX-License-Identifier: MIT
#include "host/explain/message_size.h"

#include <algorithm>
#include <array>
#include <string>

#include "host/evidence/normalize.h"
#include "mime/ascii.h"

namespace eb {
namespace {

constexpr double least_bytes = 1000;  // below, a number is a code or a count
constexpr double most_bytes = 1e12;
constexpr std::size_t reach_back = 48;
constexpr std::size_t reach_ahead = 24;

struct SizeUnit {
  std::string_view name;
  double bytes;
};
constexpr std::array<SizeUnit, 18> size_units{{{"bytes", 1},
                                               {"byte", 1},
                                               {"octets", 1},
                                               {"b", 1},
                                               {"kb", 1024},
                                               {"kib", 1024},
                                               {"kbytes", 1024},
                                               {"kilobytes", 1024},
                                               {"k", 1024},
                                               {"mb", 1 << 20},
                                               {"mib", 1 << 20},
                                               {"mbytes", 1 << 20},
                                               {"megabytes", 1 << 20},
                                               {"megabyte", 1 << 20},
                                               {"m", 1 << 20},
                                               {"gb", 1 << 30},
                                               {"gib", 1 << 30},
                                               {"g", 1 << 30}}};

// Before or just behind the number: it is what the server takes.
constexpr std::array<std::string_view, 10> limits{"limit",   "maximum", "max",   "exceed",      "larger than",
                                                  "allowed", "at most", "up to", "bigger than", "greater than"};
// Before the number, where none of those stands there: it is what the mail has.
constexpr std::array<std::string_view, 3> sizes{"size", "too large", "too big"};
// Just behind the number: the same.
constexpr std::array<std::string_view, 5> overs{"exceed", "is larger", "is too", "is bigger", "is over"};

template <typename List>
bool any_in(const List& list, std::string_view text) {
  return std::any_of(list.begin(), list.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

struct Amount {
  std::size_t end = 0;  // behind the unit
  double bytes = 0;     // 0: no size
};

// A number at `begin`, with a decimal part and a unit where there are some. "5.3.4" and "12a" are none.
Amount amount_at(std::string_view s, std::size_t begin) {
  Amount out;
  std::size_t i = begin;
  double number = 0;
  while (i < s.size() && is_digit(s[i])) number = number * 10 + (s[i++] - '0');
  if (i + 1 < s.size() && (s[i] == '.' || s[i] == ',') && is_digit(s[i + 1])) {
    double place = 0.1;
    for (++i; i < s.size() && is_digit(s[i]); ++i, place /= 10) number += place * (s[i] - '0');
    if (i < s.size() && s[i] == '.' && i + 1 < s.size() && is_digit(s[i + 1])) return {i, 0};
  }
  out.end = i;
  std::size_t word = i;
  if (word < s.size() && s[word] == ' ') ++word;
  std::size_t end = word;
  while (end < s.size() && is_letter(s[end])) ++end;
  const auto name = s.substr(word, end - word);
  const auto* unit =
      std::find_if(size_units.begin(), size_units.end(), [&](const SizeUnit& u) { return u.name == name; });
  if (unit != size_units.end())
    out.end = end;
  else if (word == i && end > word)
    return out;  // "12abc"
  out.bytes = number * (unit == size_units.end() ? 1 : unit->bytes);
  if (out.bytes < least_bytes || out.bytes > most_bytes) out.bytes = 0;
  return out;
}

}  // namespace

MessageSizes message_sizes(std::string_view words) {
  constexpr std::size_t longest_words = 4000;
  const std::string text = normalize(words.substr(0, longest_words));
  const std::string_view s = text;
  MessageSizes out;
  std::size_t last = 0;  // where the number before ends
  for (std::size_t i = 0; i < s.size(); ++i) {
    const bool begins = is_digit(s[i]) &&
                        (i == 0 || !(is_digit(s[i - 1]) || is_letter(s[i - 1]) || s[i - 1] == '.' || s[i - 1] == '-'));
    if (!begins) continue;
    const Amount amount = amount_at(s, i);
    if (amount.bytes <= 0) {
      i = std::max(i, amount.end);
      continue;
    }
    const std::size_t from = std::max(last, i > reach_back ? i - reach_back : 0);
    const std::string_view before = s.substr(from, i - from);
    std::string_view after = s.substr(amount.end, reach_ahead);
    after = after.substr(0, after.find_first_of(";."));
    const auto bytes = static_cast<std::uint64_t>(amount.bytes);
    const bool over = any_in(overs, after);
    if (out.limit == 0 && (any_in(limits, before) || (!over && any_in(limits, after))))
      out.limit = bytes;
    else if (out.size == 0 && (over || any_in(sizes, before)))
      out.size = bytes;
    last = amount.end;
    i = amount.end;
  }
  // A mail within the limit would not have come back for its size: one of the two was misread.
  if (out.size != 0 && out.size <= out.limit) out.size = 0;
  return out;
}

}  // namespace eb
