// SPDX-License-Identifier: MIT
// Days and times, as far as a scan needs them. UTC wherever nothing else is said.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace eb {

// Seconds since 1970 of an RFC 3339 time; the least value there is for one that cannot be read.
std::int64_t utc_time(std::string_view rfc3339);

// "2026-11-23T06:45:00Z"
std::string rfc3339_time(std::int64_t seconds);

// True for a day that there is: "2024-02-29".
bool is_day(std::string_view day);

// Days since 1970-01-01 of a day that there is.
std::int64_t day_number(std::string_view day);
std::string day_of_number(std::int64_t number);

// What --since says: a day, or "30d", so many days before `today`. Empty: neither.
std::string day_since(std::string_view text, std::string_view today);

}  // namespace eb
