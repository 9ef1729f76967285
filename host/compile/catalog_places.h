// SPDX-License-Identifier: MIT
// The small tables beside the catalogs: registries, blocklists, sending services.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "host/compile/emit.h"
#include "host/compile/faults.h"

namespace eb {

// Rows of C++ for RegistryRow, from "prefix,registry" lines.
struct RegistryRows {
  std::string rows;
  std::size_t count = 0;
};
RegistryRows read_registries(const std::filesystem::path& path, bool v6, Faults& faults);

// Rows of C++ for BlocklistRow and the words that they name.
struct BlocklistRows {
  std::string rows, words;
  std::size_t count = 0;
  std::uint32_t word_count = 0;
};
BlocklistRows read_blocklists(const std::filesystem::path& path, std::string& blob, Faults& faults);

// Rows of C++ for ServiceRow. The domains are put behind the `words` of `lists`.
struct ServiceRows {
  std::string rows;
  std::size_t count = 0;
};
ServiceRows read_services(const std::filesystem::path& path, std::string& blob, BlocklistRows& lists, Faults& faults);

}  // namespace eb
