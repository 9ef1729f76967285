// SPDX-License-Identifier: MIT
#include "host/scan/times.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <limits>

namespace eb {
namespace {

constexpr std::int64_t kUnknown = std::numeric_limits<std::int64_t>::min();
constexpr int kMostDays = 36'500;

// Of digits alone; -1: something else stands there.
int number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool good = !text.empty() && text.front() != '-' && error == std::errc() && end == text.data() + text.size();
  return good ? value : -1;
}

std::chrono::year_month_day parts(std::string_view day) {
  if (day.size() != 10 || day[4] != '-' || day[7] != '-') return {};
  const int year = number(day.substr(0, 4));
  const int month = number(day.substr(5, 2));
  const int mday = number(day.substr(8, 2));
  if (year < 1 || month < 0 || mday < 0) return {};
  return {std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
          std::chrono::day(static_cast<unsigned>(mday))};
}

}  // namespace

bool is_day(std::string_view day) { return day.size() == 10 && parts(day).ok(); }

std::int64_t day_number(std::string_view day) { return std::chrono::sys_days(parts(day)).time_since_epoch().count(); }

std::string day_of_number(std::int64_t number) {
  const std::chrono::year_month_day day{std::chrono::sys_days(std::chrono::days(number))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::int64_t utc_time(std::string_view text) {
  if (text.size() < 20 || !is_day(text.substr(0, 10)) || text[10] != 'T') return kUnknown;
  const int hour = number(text.substr(11, 2));
  const int minute = number(text.substr(14, 2));
  const int second = number(text.substr(17, 2));
  if (hour < 0 || minute < 0 || second < 0) return kUnknown;
  std::int64_t out =
      day_number(text.substr(0, 10)) * 86'400 + std::int64_t{hour} * 3600 + std::int64_t{minute} * 60 + second;
  const std::size_t zone = text.find_first_of("+-", 19);
  if (zone != std::string_view::npos && text.size() >= zone + 6) {
    const int hours = number(text.substr(zone + 1, 2));
    const int minutes = number(text.substr(zone + 4, 2));
    if (hours < 0 || minutes < 0) return kUnknown;
    out -= (text[zone] == '-' ? -1 : 1) * (std::int64_t{hours} * 3600 + std::int64_t{minutes} * 60);
  }
  return out;
}

std::string rfc3339_time(std::int64_t seconds) {
  std::int64_t day = seconds / 86'400;
  if (seconds % 86'400 < 0) --day;
  const std::int64_t rest = seconds - day * 86'400;
  return fmt::format("{}T{:02}:{:02}:{:02}Z", day_of_number(day), rest / 3600, rest / 60 % 60, rest % 60);
}

std::string day_since(std::string_view text, std::string_view today) {
  if (is_day(text)) return std::string(text);
  if (text.size() < 2 || text.back() != 'd') return {};
  const int days = number(text.substr(0, text.size() - 1));
  return days < 0 || days > kMostDays ? std::string() : day_of_number(day_number(today) - days);
}

}  // namespace eb
