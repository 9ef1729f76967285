// SPDX-License-Identifier: MIT
// host/evidence/providers.json as eb-compile embeds it. Strings are positions in `blob`.
#pragma once

#include <cstddef>

#include "mime/embedded.h"

namespace eb::provider_table {

struct ProviderRow {
  Ref id, name;
  Run hosts;  // rows of `strings`: suffixes of host names
  Run words;  // rows of `groups`: phrases that must all occur, in order
};

extern const char blob[];
extern const Ref strings[];
extern const Run groups[];
extern const ProviderRow providers[];
extern const std::size_t provider_count;

}  // namespace eb::provider_table
