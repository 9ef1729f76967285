// SPDX-License-Identifier: MIT
// mime/candidate.json and mime/kinds.json as eb-compile embeds them. Strings are positions in `blob`.
#pragma once

#include <cstddef>

#include "mime/embedded.h"

namespace eb::condition_table {

struct ConditionRow {
  Ref field;     // lower case
  Run patterns;  // rows of `patterns`; one must fit
};

extern const char blob[];
extern const Ref patterns[];
extern const ConditionRow conditions[];
extern const Run groups[];  // conditions that must all hold

struct ListRow {
  Ref name;    // "candidate", or a key of kinds.json
  Run groups;  // one is enough
};
extern const ListRow lists[];
extern const std::size_t list_count;

}  // namespace eb::condition_table
