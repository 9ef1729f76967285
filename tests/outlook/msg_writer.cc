// SPDX-License-Identifier: MIT
#include "tests/outlook/msg_writer.h"

#include <array>
#include <cstdio>
#include <utility>

namespace eb::test {
namespace {

std::string utf16(std::string_view utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    std::uint32_t code = more == 0 ? lead : lead & (0x3FU >> more);
    for (int k = 1; k <= more; ++k)
      code = code << 6 | (static_cast<unsigned char>(utf8[i + static_cast<std::size_t>(k)]) & 0x3F);
    if (code >= 0x10000) {
      put(out, 0xD800 + ((code - 0x10000) >> 10), 2);
      code = 0xDC00 + ((code - 0x10000) & 0x3FF);
    }
    put(out, code, 2);
    i += static_cast<std::size_t>(more) + 1;
  }
  return out;
}

std::uint32_t tag(Id id, unsigned type) { return static_cast<std::uint32_t>(id) << 16 | type; }

std::string numbered(const char* prefix, std::size_t number) {
  std::array<char, 48> name{};
  std::snprintf(name.data(), name.size(), "%s%08zX", prefix, number);
  return name.data();
}

StorageNode storage_of(const TestMessage& message, std::size_t header) {
  StorageNode node = message.properties.storage(header);
  for (std::size_t i = 0; i < message.recipients.size(); ++i)
    node.storages[numbered("__recip_version1.0_#", i)] = message.recipients[i].storage(8);
  for (std::size_t i = 0; i < message.attachments.size(); ++i) {
    const TestAttachment& attachment = message.attachments[i];
    StorageNode& inside = node.storages[numbered("__attach_version1.0_#", i)] = attachment.properties.storage(8);
    for (const TestMessage& embedded : attachment.message)
      inside.storages["__substg1.0_3701000D"] = storage_of(embedded, 24);
  }
  return node;
}

}  // namespace

void PropertySet::stream(std::uint32_t property, std::string bytes, std::size_t counted) {
  values_[property] = counted;
  streams_[numbered("__substg1.0_", property)] = std::move(bytes);
}

PropertySet& PropertySet::text(Id id, std::string_view utf8) {
  std::string bytes = utf16(utf8);
  const std::size_t counted = bytes.size() + 2;
  stream(tag(id, 0x001F), std::move(bytes), counted);
  return *this;
}

PropertySet& PropertySet::ansi(Id id, std::string_view bytes) {
  stream(tag(id, 0x001E), std::string(bytes), bytes.size() + 1);
  return *this;
}

PropertySet& PropertySet::binary(Id id, std::string_view bytes) {
  stream(tag(id, 0x0102), std::string(bytes), bytes.size());
  return *this;
}

PropertySet& PropertySet::number(Id id, std::uint32_t value) {
  values_[tag(id, 0x0003)] = value;
  return *this;
}

PropertySet& PropertySet::time(Id id, std::int64_t seconds_since_1970) {
  constexpr std::int64_t from_1601_to_1970 = 11'644'473'600;
  values_[tag(id, 0x0040)] = static_cast<std::uint64_t>(seconds_since_1970 + from_1601_to_1970) * 10'000'000;
  return *this;
}

StorageNode PropertySet::storage(std::size_t header) const {
  StorageNode node;
  node.streams = streams_;
  std::string entries(header, '\0');
  for (const auto& [property, value] : values_) {
    put(entries, property, 4);
    put(entries, 6, 4);  // readable and writeable
    put(entries, value, 8);
  }
  node.streams["__properties_version1.0"] = std::move(entries);
  return node;
}

StorageNode msg_storage(const TestMessage& message) {
  StorageNode root = storage_of(message, 32);
  // Named properties: none, but the storage must be there ([MS-OXMSG] 2.2.3).
  StorageNode& names = root.storages["__nameid_version1.0"];
  for (const char* name : {"__substg1.0_00020102", "__substg1.0_00030102", "__substg1.0_00040102"})
    names.streams[name] = "";
  return root;
}

std::string msg_file(const TestMessage& message, Layout* layout) { return compound_file(msg_storage(message), layout); }

}  // namespace eb::test
