// SPDX-License-Identifier: MIT
#include "host/scan/chart.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <map>
#include <string_view>

#include "host/cli/display.h"
#include "host/scan/times.h"

namespace eb {
namespace {

// Eighths of a column (Unicode block elements).
constexpr std::array<std::string_view, 8> kLying = {"",       "\u258F", "\u258E", "\u258D",
                                                    "\u258C", "\u258B", "\u258A", "\u2589"};
constexpr std::array<std::string_view, 8> kStanding = {"\u2581", "\u2582", "\u2583", "\u2584",
                                                       "\u2585", "\u2586", "\u2587", "\u2588"};
constexpr std::string_view kFull = "\u2588";

std::string bar(std::uint64_t count, std::uint64_t most, std::size_t width) {
  const double part = most == 0 ? 0 : static_cast<double>(count) / static_cast<double>(most);
  // What is not nothing is seen.
  const auto eighths = std::max<std::size_t>(
      static_cast<std::size_t>(std::lround(part * static_cast<double>(width) * 8)), count > 0 ? 1 : 0);
  std::string out;
  for (std::size_t i = 0; i < eighths / 8; ++i) out += kFull;
  out += kLying.at(eighths % 8);
  const std::size_t used = eighths / 8 + (eighths % 8 != 0 ? 1 : 0);
  return out + std::string(width - std::min(width, used), ' ');
}

// The first day of the bar that a day belongs to. Weeks begin on Monday (ISO 8601). Numbers, not their text: that ends
// with the year 9999, and a bar that does not move on would be the last one for ever.
std::int64_t bar_of(std::int64_t day, Span::Unit unit) {
  const std::chrono::sys_days date{std::chrono::days(day)};
  if (unit == Span::Unit::day) return day;
  if (unit == Span::Unit::week) return day - (std::chrono::weekday(date).iso_encoding() - 1);
  const std::chrono::year_month_day parts{date};
  return std::chrono::sys_days(parts.year() / parts.month() / 1).time_since_epoch().count();
}

std::int64_t next_bar(std::int64_t bar, Span::Unit unit) {
  if (unit == Span::Unit::day) return bar + 1;
  if (unit == Span::Unit::week) return bar + 7;
  return bar_of(bar + 31, unit);
}

}  // namespace

std::string fitted(std::string_view text, std::size_t width) {
  std::string shown = safe(text);
  if (display_width(shown) > width)
    shown = width == 0 ? std::string() : std::string(first_columns(shown, width - 1)) + "\u2026";
  const std::size_t used = display_width(shown);
  return shown + std::string(width - std::min(width, used), ' ');
}

std::vector<std::string> bar_lines(const std::vector<NamedCount>& counts, std::size_t width, std::uint64_t most) {
  std::size_t digits = 1;
  std::size_t longest = 0;
  for (const NamedCount& one : counts) {
    digits = std::max(digits, std::to_string(one.count).size());
    longest = std::max(longest, display_width(safe(one.name)));
  }
  // Names take what they need, bars the rest: a fifth at least.
  const std::size_t room = width - std::min(width, digits + 2);
  const std::size_t name = std::min(longest, room - room / 5);
  const std::size_t bars = room - name;
  std::vector<std::string> out;
  for (const NamedCount& one : counts) {
    const std::string number = std::to_string(one.count);
    out.push_back(fitted(one.name, name) + " " + (one.rest ? std::string(bars, ' ') : bar(one.count, most, bars)) +
                  " " + std::string(digits - number.size(), ' ') + number);
  }
  return out;
}

std::vector<NamedCount> with_others(std::vector<NamedCount> counts, std::size_t shown, const std::string& others) {
  if (counts.size() <= shown + 1) return counts;
  NamedCount rest{others, 0, true};
  for (std::size_t i = shown; i < counts.size(); ++i) rest.count += counts[i].count;
  counts.resize(shown);
  counts.push_back(std::move(rest));
  return counts;
}

Span span_of(const std::vector<std::pair<std::string, std::uint64_t>>& days, std::size_t most) {
  Span span;
  if (days.empty() || most == 0) return span;
  const std::int64_t length = day_number(days.back().first) - day_number(days.front().first) + 1;
  span.unit = length <= static_cast<std::int64_t>(most)       ? Span::Unit::day
              : length <= static_cast<std::int64_t>(most) * 7 ? Span::Unit::week
                                                              : Span::Unit::month;
  std::map<std::int64_t, std::uint64_t> counts;
  for (const auto& [day, count] : days) counts[bar_of(day_number(day), span.unit)] += count;
  std::vector<std::int64_t> bars;
  // A mail dated in the wrong century is no reason to draw a thousand empty months.
  const std::int64_t last = counts.rbegin()->first;
  const std::int64_t earliest = last - static_cast<std::int64_t>(most + 1) * 31;
  for (std::int64_t at = bar_of(std::max(counts.begin()->first, earliest), span.unit); at <= last;
       at = next_bar(at, span.unit))
    bars.push_back(at);
  if (bars.size() > most) bars.erase(bars.begin(), bars.end() - static_cast<std::ptrdiff_t>(most));
  for (const std::int64_t bar : bars) {
    const auto at = counts.find(bar);
    span.counts.push_back(at == counts.end() ? 0 : at->second);
  }
  span.first = day_of_number(bars.front());
  span.last = days.back().first;
  return span;
}

std::string spark_line(const std::vector<std::uint64_t>& counts) {
  const std::uint64_t most = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
  std::string out;
  for (const std::uint64_t count : counts)
    out += count == 0 ? std::string_view(" ") : kStanding.at(static_cast<std::size_t>((count * 8 - 1) / most));
  return out;
}

}  // namespace eb
