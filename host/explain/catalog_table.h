// SPDX-License-Identifier: MIT
// The catalogs and the table of registries as eb-compile embeds them: positions in blobs, sorted, no pointers.
#pragma once

#include <cstddef>
#include <cstdint>

#include "mime/embedded.h"

namespace eb::catalog_table {

struct EntryRow {
  Ref key;   // "reasons/mailbox_full"; rows of one language are sorted by it
  Ref json;  // the entry's text
};

struct LanguageRow {
  Ref tag;
  Run entries;
};

// An IP prefix and its regional registry. IPv4 addresses stand in the last four bytes.
struct PrefixRow {
  std::uint8_t bytes[16];
  std::uint8_t bits;
  std::uint8_t family;  // 4 or 6
  Ref registry;         // "ripe"
};

struct BlocklistRow {
  Ref name, url;  // url may hold {ip}
};

extern const char blob[];
extern const EntryRow entries[];
extern const LanguageRow languages[];
extern const std::size_t language_count;
extern const PrefixRow prefixes[];
extern const std::size_t prefix_count;
extern const BlocklistRow blocklists[];
extern const std::size_t blocklist_count;

}  // namespace eb::catalog_table
