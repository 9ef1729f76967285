// SPDX-License-Identifier: MIT
// Writes .msg files ([MS-OXMSG]) from properties: what Outlook would save, made by hand.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mime/outlook/properties.h"
#include "tests/outlook/compound_writer.h"

namespace eb::test {

using outlook::Id;

// The properties of a message, a recipient or an attachment.
class PropertySet {
 public:
  PropertySet& text(Id id, std::string_view utf8);            // PtypString
  PropertySet& ansi(Id id, std::string_view bytes);           // PtypString8, in the code page of the message
  PropertySet& binary(Id id, std::string_view bytes);         // PtypBinary
  PropertySet& number(Id id, std::uint32_t value);            // PtypInteger32
  PropertySet& time(Id id, std::int64_t seconds_since_1970);  // PtypTime
  // Streams and the property stream; `header`: how many bytes stand before its first entry.
  StorageNode storage(std::size_t header) const;

 private:
  void stream(std::uint32_t tag, std::string bytes, std::size_t counted);
  std::map<std::uint32_t, std::uint64_t> values_;  // property tag -> the eight bytes of its entry
  std::map<std::string, std::string> streams_;
};

struct TestMessage;

struct TestAttachment {
  PropertySet properties;
  std::vector<TestMessage> message;  // one: an embedded message
};

struct TestMessage {
  PropertySet properties;
  std::vector<PropertySet> recipients;
  std::vector<TestAttachment> attachments;
};

StorageNode msg_storage(const TestMessage& message);
std::string msg_file(const TestMessage& message, Layout* layout = nullptr);

}  // namespace eb::test
