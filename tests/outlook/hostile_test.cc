// SPDX-License-Identifier: MIT
// Files that are cut, damaged, endless or enormous: a clear error or part of an answer, never a crash or a hang.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

#include <chrono>
#include <cstring>
#include <functional>

#include "mime/outlook/convert.h"
#include "tests/outlook/fixtures.h"

namespace eb::test {
namespace {

using testing::HasSubstr;

TestMessage sample() {
  TestMessage message = ndr();
  message.properties.text(Id::body, std::string(6000, 'b'));  // in sectors of its own, not in mini sectors
  message.recipients.push_back(failed("bob@forest.example", "<mx.forest.example #5.1.1 smtp;550 5.1.1 User unknown>"));
  TestAttachment attachment;
  attachment.message.push_back(note("holly@bakery.example", "Lunch", "See you at noon."));
  message.attachments.push_back(attachment);
  return message;
}

// libgsf forgets what it has read of a directory that it then refuses. The program ends after each file; this one does
// not, and would be told of a leak.
#if defined(__SANITIZE_ADDRESS__)
using LibraryMayLeak = __lsan::ScopedDisabler;
#else
struct LibraryMayLeak {};
#endif

// In this process, so that a sanitizer sees what our part of the reader does.
bool reads(std::string_view file) {
  [[maybe_unused]] const LibraryMayLeak guard;
  return outlook::convert(file).has_value();
}

void set_number(std::string& file, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) file[at + i] = static_cast<char>(value >> (8 * i) & 0xFF);
}

constexpr std::uint32_t kValues[] = {0, 1, 2, 7, 0x7FFFFFFF, 0xFFFFFFFC, 0xFFFFFFFE, 0xFFFFFFFF};

TEST(Hostile, FilesThatAreCut) {
  const std::string file = msg_file(sample());
  ASSERT_TRUE(reads(file));
  for (std::size_t size = 0; size < file.size(); size += 512) {
    const Json answer = explain(std::string_view(file).substr(0, size));
    EXPECT_TRUE(answer.contains("kind") || answer.contains("error")) << size;
    EXPECT_NO_THROW(std::ignore = answer.dump()) << size;
  }
  for (std::size_t size = 0; size < file.size(); size += 67) reads(std::string_view(file).substr(0, size));
  EXPECT_TRUE(explain("").contains("error"));
  EXPECT_EQ(explain(file.substr(0, 8))["error"]["detail"], "a damaged Outlook .msg file");
}

// Chains that lead back to themselves, to each other, or nowhere.
TEST(Hostile, AllocationTablesThatLie) {
  Layout layout;
  const std::string file = msg_file(sample(), &layout);
  ASSERT_GT(layout.fat_entries, 20U);
  ASSERT_GT(layout.mini_fat_entries, 20U);
  int read = 0;
  for (const auto& [begin, count] :
       {std::pair{layout.fat_begin, layout.fat_entries}, std::pair{layout.mini_fat_begin, layout.mini_fat_entries}})
    for (std::size_t i = 0; i < count; ++i) {
      std::string damaged = file;
      for (const std::uint32_t value : kValues) {
        set_number(damaged, begin + 4 * i, value);
        read += reads(damaged);
      }
      set_number(damaged, begin + 4 * i, static_cast<std::uint32_t>(i));  // to itself
      read += reads(damaged);
    }
  EXPECT_GT(read, 100);  // most of them are still partly readable
}

TEST(Hostile, DirectoriesThatLie) {
  Layout layout;
  const std::string file = msg_file(sample(), &layout);
  int read = 0;
  for (std::size_t entry = 0; entry < layout.directory_entries; ++entry)
    // The name's length and the type, the siblings, the child, the first sector, the size ([MS-CFB] 2.6.1).
    for (const std::size_t field : {64U, 68U, 72U, 76U, 116U, 120U, 124U}) {
      std::string damaged = file;
      for (const std::uint32_t value : kValues) {
        set_number(damaged, layout.directory_begin + 128 * entry + field, value);
        read += reads(damaged);
      }
      set_number(damaged, layout.directory_begin + 128 * entry + field, static_cast<std::uint32_t>(entry));
      read += reads(damaged);
    }
  EXPECT_GT(read, 1000);
}

TEST(Hostile, HeadersThatLie) {
  const std::string file = msg_file(sample());
  for (std::size_t at = 8; at < 120; at += 2)
    for (const std::uint32_t value : kValues) {
      std::string damaged = file;
      set_number(damaged, at, value);
      // Byte order, sector sizes and cutoff have one lawful value each ([MS-CFB] 2.2).
      const bool lawless = at >= 28 && at <= 32;
      EXPECT_FALSE(reads(damaged) && lawless) << at << " " << value;
    }
}

TEST(Hostile, BytesThatAreAnything) {
  const std::string file = msg_file(sample());
  std::uint32_t seed = 1;
  for (int round = 0; round < 1000; ++round) {
    std::string damaged = file;
    for (int i = 0; i < 20; ++i) {
      seed = seed * 1664525 + 1013904223;
      damaged[512 + (seed >> 8) % (file.size() - 512)] = static_cast<char>(seed >> 24);
    }
    reads(damaged);
  }
}

// The library follows a directory by recursion: here its stack ends, and the program that it runs in.
TEST(Hostile, ADirectoryLikeAChain) {
  StorageNode root;
  for (int i = 0; i < 60000; ++i) root.streams["s" + std::to_string(100000 + i)] = "";
  Layout layout;
  std::string file = compound_file(root, &layout);
  for (std::size_t entry = 1; entry < layout.directory_entries; ++entry) {
    const std::size_t at = layout.directory_begin + 128 * entry;
    set_number(file, at + 68, 0xFFFFFFFF);
    set_number(file, at + 72,
               entry + 1 < layout.directory_entries ? static_cast<std::uint32_t>(entry + 1) : 0xFFFFFFFF);
  }
  set_number(file, layout.directory_begin + 76, 1);
  const auto begin = std::chrono::steady_clock::now();
  Json answer = explain(file);
  EXPECT_EQ(answer["error"]["code"], "unreadable") << answer.dump();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
}

TEST(Hostile, ADirectoryOfVeryManyNames) {
  StorageNode root = msg_storage(sample());
  for (int i = 0; i < 60000; ++i) root.streams["s" + std::to_string(100000 + i)] = "";
  const auto begin = std::chrono::steady_clock::now();
  const Json answer = explain(compound_file(root));
  EXPECT_TRUE(answer.contains("error") ||
              answer.value("cuts", Json::array()).dump().find("outlook") != std::string::npos);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
}

TEST(Hostile, MessagesInsideMessages) {
  TestMessage message = sample();
  for (int depth = 0; depth < 60; ++depth) {
    TestAttachment attachment;
    attachment.message.push_back(std::move(message));
    message = note("bob@forest.example", "Fwd", "Look.");
    message.attachments.push_back(std::move(attachment));
  }
  const Json answer = explain(message);
  EXPECT_TRUE(answer.contains("kind")) << answer.dump();
  EXPECT_THAT(answer.value("cuts", Json::array()).dump(), HasSubstr("outlook"));
}

TEST(Hostile, MoreRecipientsThanAnybodyReads) {
  TestMessage message = ndr();
  for (int i = 0; i < 1500; ++i)
    message.recipients.push_back(failed("bob" + std::to_string(i) + "@forest.example", "<mx.forest.example #5.1.1>"));
  const Json answer = explain(message);
  EXPECT_EQ(answer.value("recipients", Json::array()).size(), outlook::Limits().recipients);
  EXPECT_THAT(answer.value("cuts", Json::array()).dump(), HasSubstr("outlook"));
}

TEST(Hostile, BodiesWithoutEnd) {
  TestMessage message = note("bob@forest.example", "Long", std::string(std::size_t{9} << 20, 'a'));
  message.properties.text(Id::transport_message_headers, std::string(std::size_t{2} << 20, 'X') + ": y");
  const auto converted = outlook::convert(msg_file(message));
  ASSERT_TRUE(converted);
  EXPECT_LT(converted->mail.size(), std::size_t{16} << 20);
  EXPECT_TRUE(converted->cut);
}

TEST(Hostile, WhatIsLeftOutOfABodyIsTold) {
  struct Row {
    Id id;
    bool binary;
    std::string_view begin;
  };
  // 16 bytes of a compressed text's header, then text that is not compressed.
  const std::string rtf = std::string(8, '\0') + "MELA" + std::string(4, '\0') + "{\\rtf1 ";
  for (const Row& row : {Row{Id::body, false, ""}, Row{Id::html, false, "<p>"}, Row{Id::html, true, "<p>"},
                         Row{Id::rtf_compressed, true, rtf}, Row{Id::report_text, false, ""}})
    for (const std::size_t size : {std::size_t{1} << 20, std::size_t{9} << 20}) {
      TestMessage message = note("bob@forest.example", "Long", "");
      const std::string value = std::string(row.begin) + std::string(size, 'a');
      row.binary ? message.properties.binary(row.id, value) : message.properties.text(row.id, value);
      const auto converted = outlook::convert(msg_file(message));
      ASSERT_TRUE(converted);
      EXPECT_EQ(converted->cut, size > (std::size_t{8} << 20)) << static_cast<int>(row.id) << " " << size;
    }
}

TEST(Hostile, AFileThatIsTooLargeIsNotCalledDamaged) {
  std::string file = msg_file(sample()).substr(0, 512);
  file.resize(std::size_t{64} << 20);
  EXPECT_THAT(explain(file)["error"]["detail"].get<std::string>(), HasSubstr("64 MB"));
}

TEST(Hostile, PropertiesThatClaimMuch) {
  TestMessage message = sample();
  StorageNode root = msg_storage(message);
  std::string& entries = root.streams["__properties_version1.0"];
  for (std::size_t i = 32; i < entries.size(); ++i) {
    StorageNode damaged = root;
    damaged.streams["__properties_version1.0"][i] = '\xFF';
    EXPECT_TRUE(reads(compound_file(damaged)));
  }
  entries.resize(33);
  EXPECT_TRUE(reads(compound_file(root)));
}

}  // namespace
}  // namespace eb::test
