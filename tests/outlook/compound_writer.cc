// SPDX-License-Identifier: MIT
#include "tests/outlook/compound_writer.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <vector>

namespace eb::test {
namespace {

constexpr std::size_t kMini = 64, kCutoff = 4096, kEntry = 128;
constexpr std::uint32_t kFree = 0xFFFFFFFF, kEnd = 0xFFFFFFFE, kFatSector = 0xFFFFFFFD, kDifSector = 0xFFFFFFFC;
constexpr std::uint32_t kNobody = 0xFFFFFFFF;
constexpr std::size_t kDifatInHeader = 109;

void pad(std::string& out, std::size_t unit, char with = '\0') {
  while (out.size() % unit != 0) out.push_back(with);
}

struct Entry {
  std::string name;
  int type = 0;    // 1 storage, 2 stream, 5 root ([MS-CFB] 2.6.1)
  int colour = 1;  // 0 red, 1 black
  std::uint32_t left = kNobody, right = kNobody, child = kNobody;
  std::uint32_t start = 0;
  std::uint64_t size = 0;
};

// [MS-CFB] 2.6.4: shorter names first, then by upper case.
bool before(const std::string& a, const std::string& b) {
  if (a.size() != b.size()) return a.size() < b.size();
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](char x, char y) { return std::toupper(x) < std::toupper(y); });
}

class Writer {
 public:
  explicit Writer(const StorageNode& root, std::size_t sector) : sector_(sector) {
    entries_.push_back({"Root Entry", 5});
    entries_[0].child = add_children(root);
    pad(mini_stream_, sector_);
    entries_[0].size = mini_stream_.size();
    entries_[0].start = mini_stream_.empty() ? kEnd : add_chain(mini_stream_);
  }

  std::string finish(Layout* layout) {
    const std::uint32_t mini_fat = mini_fat_.empty() ? kEnd : add_chain(table(mini_fat_));
    const std::size_t mini_fat_sectors = (mini_fat_.size() * 4 + sector_ - 1) / sector_;
    const std::uint32_t directory = add_chain(directory_bytes());
    // The FAT describes its own sectors and those of the DIFAT, too.
    const std::size_t data = fat_.size();
    std::size_t fats = 0, difs = 0;
    for (bool enough = false; !enough;) {
      const std::size_t all = data + fats + difs;
      const std::size_t need = (all * 4 + sector_ - 1) / sector_;
      const std::size_t beyond = need > kDifatInHeader ? need - kDifatInHeader : 0;
      const std::size_t dif_need = (beyond + sector_ / 4 - 2) / (sector_ / 4 - 1);
      enough = need == fats && dif_need == difs;
      fats = need;
      difs = dif_need;
    }
    for (std::size_t i = 0; i < fats; ++i) fat_.push_back(kFatSector);
    for (std::size_t i = 0; i < difs; ++i) fat_.push_back(kDifSector);
    std::string out = header(directory, mini_fat, mini_fat_sectors, data, fats, difs);
    out += sectors_;
    const std::size_t fat_begin = out.size();
    out += table(fat_);
    std::size_t next = kDifatInHeader;
    for (std::size_t i = 0; i < difs; ++i) {
      for (std::size_t k = 0; k < sector_ / 4 - 1; ++k, ++next) put(out, next < fats ? data + next : kFree, 4);
      put(out, i + 1 < difs ? data + fats + i + 1 : kEnd, 4);
    }
    if (layout != nullptr) {
      layout->directory_begin = sector_ * (directory + 1);
      layout->directory_entries = entries_.size();
      layout->fat_begin = fat_begin;
      layout->fat_entries = fat_.size();
      layout->mini_fat_begin = mini_fat == kEnd ? 0 : sector_ * (mini_fat + 1);
      layout->mini_fat_entries = mini_fat_.size();
    }
    return out;
  }

 private:
  // The children of a storage as a balanced tree; the index of its top.
  std::uint32_t add_children(const StorageNode& node) {
    std::vector<std::pair<std::string, std::uint32_t>> children;
    for (const auto& [name, bytes] : node.streams) {
      Entry entry{name, 2};
      entry.size = bytes.size();
      entry.start = bytes.empty() ? kEnd : bytes.size() < kCutoff ? add_mini(bytes) : add_chain(bytes);
      children.emplace_back(name, static_cast<std::uint32_t>(entries_.size()));
      entries_.push_back(entry);
    }
    for (const auto& [name, inside] : node.storages) {
      const auto index = static_cast<std::uint32_t>(entries_.size());
      children.emplace_back(name, index);
      entries_.push_back({name, 1});
      const std::uint32_t child = add_children(inside);
      entries_[index].child = child;
    }
    std::sort(children.begin(), children.end(), [](const auto& a, const auto& b) { return before(a.first, b.first); });
    std::size_t depth = 0;
    while ((std::size_t{1} << (depth + 1)) - 1 <= children.size()) ++depth;  // full levels are black, the last one red
    return tree(children, 0, children.size(), depth);
  }

  std::uint32_t tree(const std::vector<std::pair<std::string, std::uint32_t>>& all, std::size_t begin, std::size_t end,
                     std::size_t black) {
    if (begin == end) return kNobody;
    const std::size_t middle = begin + (end - begin) / 2;
    const std::uint32_t left = tree(all, begin, middle, black == 0 ? 0 : black - 1);
    const std::uint32_t right = tree(all, middle + 1, end, black == 0 ? 0 : black - 1);
    Entry& entry = entries_[all[middle].second];
    entry.left = left;
    entry.right = right;
    entry.colour = black > 0 ? 1 : 0;
    return all[middle].second;
  }

  std::uint32_t add_chain(std::string bytes) {
    pad(bytes, sector_);
    const auto first = static_cast<std::uint32_t>(fat_.size());
    const std::size_t count = bytes.size() / sector_;
    for (std::size_t i = 1; i <= count; ++i) fat_.push_back(i == count ? kEnd : first + static_cast<std::uint32_t>(i));
    sectors_ += bytes;
    return first;
  }

  std::uint32_t add_mini(std::string bytes) {
    pad(bytes, kMini);
    const auto first = static_cast<std::uint32_t>(mini_fat_.size());
    const std::size_t count = bytes.size() / kMini;
    for (std::size_t i = 1; i <= count; ++i)
      mini_fat_.push_back(i == count ? kEnd : first + static_cast<std::uint32_t>(i));
    mini_stream_ += bytes;
    return first;
  }

  std::string table(const std::vector<std::uint32_t>& entries) const {
    std::string out;
    for (const std::uint32_t entry : entries) put(out, entry, 4);
    pad(out, sector_, '\xFF');
    return out;
  }

  std::string directory_bytes() const {
    std::string out;
    for (const Entry& entry : entries_) {
      for (const char c : entry.name) put(out, static_cast<unsigned char>(c), 2);
      pad(out, kEntry);
      if (entry.name.empty()) out.append(kEntry, '\0');
      out.resize(out.size() - (kEntry - 64));
      put(out, entry.name.size() * 2 + 2, 2);
      put(out, static_cast<unsigned>(entry.type), 1);
      put(out, static_cast<unsigned>(entry.colour), 1);
      put(out, entry.left, 4);
      put(out, entry.right, 4);
      put(out, entry.child, 4);
      out.append(16 + 4 + 16, '\0');  // class, state bits, two times
      put(out, entry.start, 4);
      put(out, entry.size, 8);
    }
    while (out.size() % sector_ != 0) {  // an unused entry
      out.append(68, '\0');
      for (int i = 0; i < 3; ++i) put(out, kNobody, 4);
      out.append(kEntry - 80, '\0');
    }
    return out;
  }

  std::string header(std::uint32_t directory, std::uint32_t mini_fat, std::size_t mini_fat_sectors,
                     std::size_t first_fat, std::size_t fats, std::size_t difs) const {
    const bool large = sector_ == 4096;
    std::string out = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    out.append(16, '\0');
    put(out, 0x3E, 2);  // minor version
    put(out, large ? 4 : 3, 2);
    put(out, 0xFFFE, 2);
    put(out, large ? 12 : 9, 2);
    put(out, 6, 2);
    out.append(6, '\0');                                                          // reserved
    put(out, large ? (entries_.size() * kEntry + sector_ - 1) / sector_ : 0, 4);  // directory sectors: not in version 3
    put(out, fats, 4);
    put(out, directory, 4);
    put(out, 0, 4);
    put(out, kCutoff, 4);
    put(out, mini_fat, 4);
    put(out, mini_fat_sectors, 4);
    put(out, difs > 0 ? first_fat + fats : kEnd, 4);
    put(out, difs, 4);
    for (std::size_t i = 0; i < kDifatInHeader; ++i) put(out, i < fats ? first_fat + i : kFree, 4);
    pad(out, sector_);
    return out;
  }

  std::size_t sector_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> fat_, mini_fat_;
  std::string sectors_, mini_stream_;
};

}  // namespace

void put(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
}

std::string compound_file(const StorageNode& root, Layout* layout, std::size_t sector) {
  return Writer(root, sector).finish(layout);
}

}  // namespace eb::test
