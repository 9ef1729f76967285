// SPDX-License-Identifier: MIT
// The catalogs and the small tables of host/explain as eb-compile embeds them. Strings are positions in `blob`, where
// each language lies in one stretch: the pages of the others are never read.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "mime/embedded.h"

namespace eb::catalog_table {

inline constexpr std::array<std::string_view, 6> sections{"about", "words", "kinds", "topics", "reasons", "rules"};

struct EntryRow {
  Ref id;
  Ref json;  // the JSON text of the entry
};

struct LanguageRow {
  Ref tag;
  std::array<Run, sections.size()> entries;  // rows of `entries`, sorted by id
};

// Prefix -> regional internet registry. An IPv4 address stands in the upper 32 bits of `bits`.
struct RegistryRow {
  std::uint64_t bits;  // the first 64 bits of the address
  std::uint8_t length;
  std::uint8_t registry;  // row of `registry_ids`
};

inline constexpr std::array<std::string_view, 5> registry_ids{"afrinic", "apnic", "arin", "lacnic", "ripe"};

struct BlocklistRow {
  Ref name;
  Run words;    // rows of `words`: what stands in a refusal by this list, lower case
  Ref page;     // without an address
  Ref removal;  // with {ip}; may be empty
};

// A service through whose servers the mail of others goes out.
struct ServiceRow {
  Run hosts;  // rows of `words`: domains
  Ref spf;    // may be empty
  bool for_others;
};

extern const char blob[];
inline std::string_view text(Ref ref) { return {blob + ref.offset, ref.size}; }

extern const EntryRow entries[];
extern const LanguageRow languages[];  // sorted by tag
extern const std::size_t language_count;
extern const RegistryRow ipv4_registries[];
extern const std::size_t ipv4_registry_count;
extern const RegistryRow ipv6_registries[];
extern const std::size_t ipv6_registry_count;
extern const Ref words[];
extern const BlocklistRow blocklists[];
extern const std::size_t blocklist_count;
extern const ServiceRow services[];
extern const std::size_t service_count;

}  // namespace eb::catalog_table
