// SPDX-License-Identifier: MIT
#include "host/cli/in_order.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>

namespace eb {
namespace {

class InOrderTest : public testing::TestWithParam<unsigned> {};

TEST_P(InOrderTest, ResultsKeepTheOrderOfTheWork) {
  std::vector<int> got;
  std::atomic<int> under_way = 0;
  std::atomic<int> most = 0;
  {
    InOrder<int, int> queue(
        GetParam(),
        [&](int n) {
          most = std::max(most.load(), ++under_way);
          if (n % 7 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));  // overtaken by the next ones
          --under_way;
          return n * 2;
        },
        [&](int n) {
          got.push_back(n);
          return true;
        });
    for (int i = 0; i < 200; ++i) EXPECT_TRUE(queue.add(i));
    EXPECT_TRUE(queue.finish());
  }
  ASSERT_EQ(got.size(), 200u);
  for (int i = 0; i < 200; ++i) EXPECT_EQ(got[static_cast<std::size_t>(i)], 2 * i);
  EXPECT_LE(most, static_cast<int>(GetParam()));
}

TEST_P(InOrderTest, EnoughIsEnough) {
  int handed_on = 0;
  InOrder<int, int> queue(
      GetParam(), [](int n) { return n; }, [&](int) { return ++handed_on < 3; });
  int added = 0;
  while (added < 1000 && queue.add(added)) ++added;
  queue.finish();
  EXPECT_EQ(handed_on, 3);
  EXPECT_LT(added, 100);
}

TEST_P(InOrderTest, MayBeLeftUnfinished) {
  InOrder<int, int> queue(
      GetParam(), [](int n) { return n; }, [](int) { return true; });
  queue.add(1);
  SUCCEED();
}

INSTANTIATE_TEST_SUITE_P(Jobs, InOrderTest, testing::Values(1u, 2u, 8u));

}  // namespace
}  // namespace eb
