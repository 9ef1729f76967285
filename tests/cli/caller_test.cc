// SPDX-License-Identifier: MIT
#include "host/cli/caller.h"

#include <gtest/gtest.h>

#include "manifest/clients.h"

namespace eb {
namespace {

TEST(Caller, Mozilla) {
  EXPECT_TRUE(is_started_by_client(
      {"/home/a/.mozilla/native-messaging-hosts/explain_bounce.json", "thunderbird@explain-bounce"}));
  EXPECT_TRUE(
      is_started_by_client({"/usr/lib/mozilla/native-messaging-hosts/explain_bounce.json", "webmail@explain-bounce"}));
  EXPECT_FALSE(is_started_by_client({"/x/explain_bounce.json", "other@example.com"}));
  EXPECT_FALSE(is_started_by_client({"/x/explain_bounce.json"}));
}

TEST(Caller, Chromium) {
  const Client* chrome = find_client("chrome");
  ASSERT_NE(chrome, nullptr);
  const std::string id = extension_id(*chrome);
  const std::string origin = id.starts_with("chrome-extension://") ? id : "chrome-extension://" + id + "/";
  EXPECT_TRUE(is_started_by_client({origin}));
  EXPECT_TRUE(is_started_by_client({origin, "--parent-window=0"}));
  EXPECT_FALSE(is_started_by_client({"chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"}));
}

TEST(Caller, VerbsAreNoClients) {
  EXPECT_FALSE(is_started_by_client({}));
  EXPECT_FALSE(is_started_by_client({"explain", "--me", "thunderbird@explain-bounce"}));
  EXPECT_FALSE(is_started_by_client({"lookup", "thunderbird@explain-bounce"}));
  EXPECT_FALSE(is_started_by_client({"thunderbird@explain-bounce"}));
}

}  // namespace
}  // namespace eb
