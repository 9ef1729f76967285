// SPDX-License-Identifier: MIT
// mime/candidate.json as eb-compile embeds it. Strings are positions in `blob`.
#pragma once

#include <cstddef>

#include "mime/embedded.h"

namespace eb::candidate_table {

struct ConditionRow {
  Ref field;     // lower case
  Run patterns;  // rows of `patterns`; one must fit
};

extern const char blob[];
extern const Ref patterns[];
extern const ConditionRow conditions[];
extern const Run groups[];  // conditions that must all hold; one group is enough
extern const std::size_t group_count;

}  // namespace eb::candidate_table
