// SPDX-License-Identifier: MIT
#include "host/explain/retry_after.h"

#include <algorithm>
#include <array>
#include <string>

#include "host/evidence/normalize.h"
#include "mime/ascii.h"

namespace eb {
namespace {

constexpr int longest_wait = 7 * 86400;

struct TimeUnit {
  std::string_view name;
  int seconds;
};
constexpr std::array<TimeUnit, 14> time_units{{{"seconds", 1},
                                               {"second", 1},
                                               {"secs", 1},
                                               {"sec", 1},
                                               {"s", 1},
                                               {"minutes", 60},
                                               {"minute", 60},
                                               {"mins", 60},
                                               {"min", 60},
                                               {"hours", 3600},
                                               {"hour", 3600},
                                               {"hrs", 3600},
                                               {"days", 86400},
                                               {"day", 86400}}};

// What stands before the time when it is the sender who shall wait.
constexpr std::array<std::string_view, 14> askings{
    "try again", "try later", "retry",       "greylist",     "graylist",    "wait",          "come back",
    "resend",    "again in",  "again after", "deferred for", "blocked for", "suspended for", "back in"};

int unit_at(std::string_view s, std::size_t i) {
  std::size_t end = i;
  while (end < s.size() && is_letter(s[end])) ++end;
  const std::string_view word = s.substr(i, end - i);
  const auto* found =
      std::find_if(time_units.begin(), time_units.end(), [&](const TimeUnit& u) { return u.name == word; });
  return found == time_units.end() ? 0 : found->seconds;
}

// The words just before a time ask the sender to wait, and speak of nothing else in between.
bool is_asked_for(std::string_view before) {
  constexpr std::size_t reach = 40;
  if (before.size() > reach) before.remove_prefix(before.size() - reach);
  if (before.find("until") != std::string_view::npos || before.find("will be retried") != std::string_view::npos)
    return false;
  return std::any_of(askings.begin(), askings.end(), [&](std::string_view asking) {
    const std::size_t at = before.rfind(asking);
    return at != std::string_view::npos && before.find('.', at) == std::string_view::npos;
  });
}

}  // namespace

int retry_after(std::string_view words) {
  constexpr std::size_t longest_words = 4000;
  const std::string text = normalize(words.substr(0, longest_words));
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i]) ||
        (i > 0 && (is_digit(text[i - 1]) || text[i - 1] == '.' || text[i - 1] == '-' || is_letter(text[i - 1]))))
      continue;
    std::size_t end = i;
    int amount = 0;
    while (end < text.size() && is_digit(text[end]) && end - i < 7) amount = amount * 10 + (text[end++] - '0');
    std::size_t word = end;
    while (word < text.size() && text[word] == ' ') ++word;
    const int seconds = unit_at(text, word);
    if (seconds == 0 || amount == 0 || amount > longest_wait / seconds) continue;
    if (is_asked_for(std::string_view(text).substr(0, i))) return amount * seconds;
  }
  return 0;
}

}  // namespace eb
