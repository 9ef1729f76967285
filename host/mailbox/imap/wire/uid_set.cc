// SPDX-License-Identifier: MIT
#include "host/mailbox/imap/wire/uid_set.h"

#include <algorithm>
#include <charconv>

namespace eb::imap {
namespace {

std::optional<Uid> number(std::string_view text) {
  Uid value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value == 0) return std::nullopt;
  return value;
}

}  // namespace

std::optional<UidSet> UidSet::parse(std::string_view text) {
  std::vector<std::pair<Uid, Uid>> ranges;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string_view item = text.substr(begin, end - begin);
    const std::size_t colon = item.find(':');
    const auto first = number(item.substr(0, colon));
    const auto last = colon == std::string_view::npos ? first : number(item.substr(colon + 1));
    if (!first || !last) return std::nullopt;
    ranges.emplace_back(std::min(*first, *last), std::max(*first, *last));
    begin = end + 1;
  }
  std::sort(ranges.begin(), ranges.end());
  UidSet set;
  for (const auto& range : ranges) {
    if (!set.ranges_.empty() && range.first <= set.ranges_.back().second)
      set.ranges_.back().second = std::max(set.ranges_.back().second, range.second);
    else
      set.ranges_.push_back(range);
  }
  return set;
}

bool UidSet::has(Uid uid) const {
  const auto after = std::upper_bound(ranges_.begin(), ranges_.end(), std::pair<Uid, Uid>(uid, UINT32_MAX));
  return after != ranges_.begin() && std::prev(after)->second >= uid;
}

std::uint64_t UidSet::size() const {
  std::uint64_t count = 0;
  for (const auto& [first, last] : ranges_) count += std::uint64_t{last} - first + 1;
  return count;
}

bool UidSet::expand(std::vector<Uid>& into, std::size_t most) const {
  if (size() > most) return false;
  for (const auto& [first, last] : ranges_)
    for (std::uint64_t uid = first; uid <= last; ++uid) into.push_back(static_cast<Uid>(uid));
  return true;
}

std::vector<std::string> uid_sets(const std::vector<Uid>& uids, std::size_t most) {
  std::vector<std::string> sets;
  for (std::size_t begin = 0; begin < uids.size();) {
    std::size_t end = begin + 1;
    while (end < uids.size() && uids[end] == uids[end - 1] + 1) ++end;
    std::string range = std::to_string(uids[begin]);
    if (end - begin > 1) range += ':' + std::to_string(uids[end - 1]);
    if (sets.empty() || sets.back().size() + 1 + range.size() > most)
      sets.push_back(std::move(range));
    else
      sets.back() += ',' + range;
    begin = end;
  }
  return sets;
}

}  // namespace eb::imap
