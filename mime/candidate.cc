// SPDX-License-Identifier: MIT
#include "mime/candidate.h"

#include <string_view>

#include "mime/candidate_table.h"
#include "mime/line_pattern.h"
#include "mime/text.h"

namespace eb {
namespace {

using namespace candidate_table;

std::string_view text(Ref ref) { return {blob + ref.offset, ref.size}; }

bool holds(const ConditionRow& condition, const std::vector<Field>& header) {
  for (const Field& field : header) {
    if (!same_word(field.name, text(condition.field))) continue;
    const std::string value = decode_words(field.value);
    for (std::uint32_t i = 0; i < condition.patterns.count; ++i)
      if (match_line(text(patterns[condition.patterns.first + i]), value).fits) return true;
  }
  return false;
}

}  // namespace

bool is_candidate(const std::vector<Field>& header) {
  for (std::size_t g = 0; g < group_count; ++g) {
    bool all = true;
    for (std::uint32_t i = 0; all && i < groups[g].count; ++i) all = holds(conditions[groups[g].first + i], header);
    if (all) return true;
  }
  return false;
}

}  // namespace eb
