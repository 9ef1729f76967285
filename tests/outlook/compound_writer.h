// SPDX-License-Identifier: MIT
// Writes compound files ([MS-CFB]), so that the tests have .msg files to read: sectors of 512 bytes, as Outlook does
// (version 3), or of 4096 (version 4), mini sectors, FAT with DIFAT, and a directory whose siblings stand in a
// red-black tree as the standard orders them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace eb::test {

// A storage: streams and storages by name, UTF-8 of ASCII alone. Ordered by the tree's own order when it is written.
struct StorageNode {
  std::map<std::string, std::string> streams;
  std::map<std::string, StorageNode> storages;
};

// Where things lie in a file that was written: for tests that damage it.
struct Layout {
  std::size_t directory_begin = 0, directory_entries = 0;  // 128 bytes an entry
  std::size_t fat_begin = 0, fat_entries = 0;              // 4 bytes an entry
  std::size_t mini_fat_begin = 0, mini_fat_entries = 0;
};

// Appends the lower `bytes` bytes of `value`, the lowest first.
void put(std::string& out, std::uint64_t value, int bytes);

std::string compound_file(const StorageNode& root, Layout* layout = nullptr, std::size_t sector = 512);

}  // namespace eb::test
