// SPDX-License-Identifier: MIT
#include "host/explain/written_amount.h"

#include <array>
#include <cmath>

#include "host/explain/catalog.h"
#include "host/explain/phrase.h"

namespace eb {
namespace {

std::string word(std::string_view language, std::string_view id, std::uint64_t count) {
  return fill(catalog_entry(language, "words", id), language, {{"count", std::to_string(count)}});
}

}  // namespace

std::string written_size(std::uint64_t bytes, std::string_view language) {
  if (bytes == 0) return {};
  constexpr std::array<std::string_view, 3> units{"size.kilo", "size.mega", "size.giga"};
  std::size_t unit = 0;
  double amount = static_cast<double>(bytes) / 1024;
  for (; amount >= 1024 && unit + 1 < units.size(); ++unit) amount /= 1024;
  // One decimal where it says something.
  const auto tenths = static_cast<std::uint64_t>(std::lround(amount * 10));
  std::string number = std::to_string(tenths / 10);
  if (tenths < 1000 && tenths % 10 != 0)
    number += word(language, "number.decimal", 1) + static_cast<char>('0' + tenths % 10);
  return number + ' ' + word(language, units.at(unit), 1);
}

std::string written_wait(int seconds, std::string_view language) {
  if (seconds <= 0) return {};
  const auto minutes = static_cast<std::uint64_t>((seconds + 59) / 60);
  constexpr std::uint64_t hour = 60;
  constexpr std::uint64_t day = 24 * hour;
  if (minutes % day == 0) return word(language, "time.days", minutes / day);
  if (minutes % hour == 0) return word(language, "time.hours", minutes / hour);
  return word(language, "time.minutes", minutes);
}

}  // namespace eb
