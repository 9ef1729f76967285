// SPDX-License-Identifier: MIT
#include "host/explain/written_time.h"

#include <array>
#include <charconv>

namespace eb {
namespace {

struct Language {
  std::string_view tag;
  std::array<std::string_view, 12> months;
  std::string_view before_time;
};

constexpr std::array<Language, 2> languages{{{"en",
                                              {"January", "February", "March", "April", "May", "June", "July", "August",
                                               "September", "October", "November", "December"},
                                              ", "},
                                             {"sv",
                                              {"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti",
                                               "september", "oktober", "november", "december"},
                                              " kl. "}}};

// `size` digits at `at`; -1 if something else stands there.
int number(std::string_view text, std::size_t at, std::size_t size) {
  int value = 0;
  if (at + size > text.size()) return -1;
  const char* end = text.data() + at + size;
  const auto [stop, error] = std::from_chars(text.data() + at, end, value);
  return error == std::errc{} && stop == end ? value : -1;
}

}  // namespace

std::string written_time(std::string_view rfc3339, std::string_view language) {
  const int month = number(rfc3339, 5, 2);
  const int day = number(rfc3339, 8, 2);
  const int hour = number(rfc3339, 11, 2);
  const int minute = number(rfc3339, 14, 2);
  if (number(rfc3339, 0, 4) < 0 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 23 ||
      minute < 0 || minute > 59)
    return {};
  const std::string time(rfc3339.substr(11, 5));
  const std::string year(rfc3339.substr(0, 4));
  for (const Language& known : languages)
    if (known.tag == language)
      return std::to_string(day) + " " + std::string(known.months.at(static_cast<std::size_t>(month - 1))) + " " +
             year + std::string(known.before_time) + time;
  return std::string(rfc3339.substr(0, 10)) + " " + time;
}

}  // namespace eb
