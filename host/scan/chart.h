// SPDX-License-Identifier: MIT
// Figures as a terminal shows them: bars beside names, and a line of small bars over time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eb {

struct NamedCount {
  std::string name;
  std::uint64_t count = 0;
  bool rest = false;  // all that have no line of their own: no bar, which would outgrow the others'
};

// "No such address  ████████▌     213", a line for each, of `width` columns exactly; the longest bar is that of `most`.
// Names are made safe, and cut where they have no place.
std::vector<std::string> bar_lines(const std::vector<NamedCount>& counts, std::size_t width, std::uint64_t most);

// The first `shown` of them and, where there are more, the rest as one named `others`. One more is shown rather than
// called a rest.
std::vector<NamedCount> with_others(std::vector<NamedCount> counts, std::size_t shown, const std::string& others);

struct Span {
  enum class Unit { day, week, month } unit = Unit::day;
  std::string first, last;  // days: the first one of the first bar, the last one that has a bounce
  std::vector<std::uint64_t> counts;
};
// By day, or by week or month where that would be more than `most` bars; then the newest. `days`: ascending, by day.
Span span_of(const std::vector<std::pair<std::string, std::uint64_t>>& days, std::size_t most);

// "▁▂▁▅█", a column for each.
std::string spark_line(const std::vector<std::uint64_t>& counts);

// Safe text of exactly `width` columns: cut with an ellipsis, or filled with blanks.
std::string fitted(std::string_view text, std::size_t width);

}  // namespace eb
