// SPDX-License-Identifier: MIT
#include "mime/conditions.h"

#include <algorithm>

#include "mime/condition_table.h"
#include "mime/line_pattern.h"
#include "mime/lines.h"
#include "mime/text.h"

namespace eb {
namespace {

constexpr int most_first_lines = 60;  // what a mail is stands at its beginning

std::string_view condition_text(Ref ref) { return {condition_table::blob + ref.offset, ref.size}; }

bool one_fits(Run run, std::string_view line) {
  for (std::uint32_t i = 0; i < run.count; ++i)
    if (match_line(condition_text(condition_table::patterns[run.first + i]), line).fits) return true;
  return false;
}

bool stands_in_text(Run run, std::string_view text) {
  LineReader lines(text);
  int looked_at = 0;
  for (Line line; looked_at < most_first_lines && lines.next(line);) {
    const std::string_view words = trim(text.substr(line.begin, line.end - line.begin));
    if (words.empty()) continue;
    if (one_fits(run, words)) return true;
    ++looked_at;
  }
  return false;
}

bool holds(const condition_table::ConditionRow& condition, const std::vector<Field>& header, std::string_view text) {
  const std::string_view name = condition_text(condition.field);
  if (name == "text") return stands_in_text(condition.patterns, text);
  return std::any_of(header.begin(), header.end(), [&](const Field& field) {
    return same_word(field.name, name) && one_fits(condition.patterns, decode_words(field.value));
  });
}

}  // namespace

std::vector<std::string> fields_of_list(std::string_view list) {
  std::vector<std::string> names;
  for (std::size_t l = 0; l < condition_table::list_count; ++l) {
    if (condition_text(condition_table::lists[l].name) != list) continue;
    for (std::uint32_t g = 0; g < condition_table::lists[l].groups.count; ++g) {
      const Run group = condition_table::groups[condition_table::lists[l].groups.first + g];
      for (std::uint32_t i = 0; i < group.count; ++i) {
        const std::string name(condition_text(condition_table::conditions[group.first + i].field));
        if (name != "text" && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
      }
    }
  }
  return names;
}

bool fits_list(std::string_view list, const std::vector<Field>& header, std::string_view text) {
  for (std::size_t l = 0; l < condition_table::list_count; ++l) {
    if (condition_text(condition_table::lists[l].name) != list) continue;
    for (std::uint32_t g = 0; g < condition_table::lists[l].groups.count; ++g) {
      const Run group = condition_table::groups[condition_table::lists[l].groups.first + g];
      bool all = true;
      for (std::uint32_t i = 0; all && i < group.count; ++i)
        all = holds(condition_table::conditions[group.first + i], header, text);
      if (all) return true;
    }
  }
  return false;
}

std::vector<std::string> fitting_lines(std::string_view list, std::string_view text) {
  constexpr std::size_t enough = 3;
  std::vector<std::string> found;
  LineReader lines(text);
  int looked_at = 0;
  for (Line line; found.size() < enough && looked_at < most_first_lines && lines.next(line); ++looked_at) {
    const std::string_view words = trim(text.substr(line.begin, line.end - line.begin));
    if (!words.empty() && fits_list(list, {}, words)) found.emplace_back(words);
  }
  return found;
}

}  // namespace eb
