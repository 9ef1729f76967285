// SPDX-License-Identifier: MIT
#include "host/explain/retry_after.h"

#include <gtest/gtest.h>

namespace {

using eb::retry_after;

TEST(RetryAfter, TheTimeThatTheSenderIsAskedToWait) {
  EXPECT_EQ(retry_after("450 4.2.0 Greylisted, please try again in 10 minutes"), 600);
  EXPECT_EQ(retry_after("451 4.7.1 Greylisting in action, please come back in 00:04:59"), 0);
  EXPECT_EQ(retry_after("450 4.7.1 Client host rejected: Greylisted for 300 seconds (see http://example.com)"), 300);
  EXPECT_EQ(retry_after("421 Too many messages, wait 1 hour and retry"), 3600);
  EXPECT_EQ(retry_after("451 DT:SPM try later after 30min"), 1800);
  EXPECT_EQ(retry_after("451 Please retry after\r\n 5 Minutes."), 300);
}

TEST(RetryAfter, NotWhatTheServerDoesItself) {
  EXPECT_EQ(retry_after("It will be retried until it is 4 days old."), 0);
  EXPECT_EQ(retry_after("Your message could not be delivered for more than 4 hours."), 0);
  EXPECT_EQ(retry_after("550 user unknown 10 minutes ago"), 0);
  EXPECT_EQ(retry_after("Try again. Message was queued 5 days"), 0);
}

TEST(RetryAfter, Bounds) {
  EXPECT_EQ(retry_after(""), 0);
  EXPECT_EQ(retry_after("retry in 99999999999999 seconds"), 0);
  EXPECT_EQ(retry_after("retry in 30 days"), 0);
  EXPECT_EQ(retry_after("retry in 0 seconds"), 0);
}

}  // namespace
