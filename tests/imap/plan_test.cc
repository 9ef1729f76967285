// SPDX-License-Identifier: MIT
#include "host/imap/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

namespace {

using eb::FetchPlan;
using eb::Uid;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Uid> first(std::size_t count) {
  std::vector<Uid> uids(count);
  std::iota(uids.begin(), uids.end(), Uid{1});
  return uids;
}

// Answers a step in full; every `each`th mail is wanted. What is handed out is appended to `out`.
void answer(FetchPlan& plan, const FetchPlan::Step& step, Uid each, std::vector<Uid>& out, std::uint32_t size = 1000) {
  for (const Uid uid : step.headers) plan.header(uid, uid % each == 0);
  for (const Uid uid : step.headers_alone) plan.header(uid, uid % each == 0);
  for (const Uid uid : step.shapes) plan.shape(uid, {size, "", "", {}, false});
  for (const auto& part : step.parts)
    for (const Uid uid : part.uids) plan.part(uid, std::string(std::min(size, part.octets), 'x'));
  EXPECT_THAT(plan.finish({}), IsEmpty());
  while (auto mail = plan.take()) out.push_back(mail->uid);
}

TEST(FetchPlan, AllOnceAndInOrder) {
  FetchPlan plan(first(20'000));
  std::vector<Uid> out;
  int steps = 0;
  for (auto step = plan.next(); !step.empty(); step = plan.next(), ++steps) answer(plan, step, 7, out);
  ASSERT_EQ(out.size(), 20'000U / 7);
  for (std::size_t i = 0; i < out.size(); ++i) ASSERT_EQ(out[i], (i + 1) * 7);
  EXPECT_EQ(plan.done(), 20'000U);
  EXPECT_EQ(plan.looked_at(), 20'000U);
  EXPECT_LT(steps, 15) << "each is a round trip";
}

TEST(FetchPlan, WhatWasLookedAtIsHandedOut) {
  FetchPlan plan({3, 5, 9});
  auto step = plan.next();
  EXPECT_THAT(step.headers, ElementsAre(3, 5, 9));
  EXPECT_EQ(plan.looked_at(), 0U);
  plan.header(3, false);
  plan.header(9, true);
  EXPECT_EQ(plan.looked_at(), 3U);  // 5 is not judged yet
  plan.header(5, false);
  EXPECT_EQ(plan.looked_at(), 5U);  // 9 is wanted, and not here
  EXPECT_EQ(plan.done(), 2U);
}

TEST(FetchPlan, BrokenOffStepIsAskedForAgain) {
  FetchPlan plan({1, 2, 3});
  (void)plan.next();
  plan.header(2, true);
  auto step = plan.next();  // the line broke
  EXPECT_THAT(step.headers, ElementsAre(1, 3));
  EXPECT_THAT(step.shapes, ElementsAre(2));
  std::vector<Uid> out;
  for (; !step.empty(); step = plan.next()) answer(plan, step, 1, out);
  EXPECT_THAT(out, ElementsAre(1, 2, 3));
}

TEST(FetchPlan, MailsThatWentMeanwhile) {
  FetchPlan plan({1, 2, 3});
  (void)plan.next();
  plan.header(2, true);
  EXPECT_THAT(plan.finish({}), IsEmpty());
  EXPECT_THAT(plan.next().shapes, ElementsAre(2));
  EXPECT_THAT(plan.finish({}), IsEmpty());  // no structure: asked for without
  const auto step = plan.next();
  ASSERT_EQ(step.parts.size(), 1U);
  EXPECT_EQ(step.parts[0].octets, eb::kMostOfMail);
  EXPECT_THAT(plan.finish({}), IsEmpty());
  EXPECT_TRUE(plan.next().empty());
  EXPECT_EQ(plan.done(), 3U);
}

TEST(FetchPlan, RefusedCommandIsTriedMailByMail) {
  FetchPlan plan({1, 2, 3});
  (void)plan.next();
  plan.header(1, false);
  EXPECT_THAT(plan.finish({1, 2, 3}), IsEmpty());
  const auto step = plan.next();
  EXPECT_THAT(step.headers, IsEmpty());
  EXPECT_THAT(step.headers_alone, ElementsAre(2, 3));
  plan.header(3, false);
  EXPECT_THAT(plan.finish({2}), ElementsAre(2));
  EXPECT_TRUE(plan.next().empty());
}

// Only so many are asked for alone in one step; the others wait, and are not lost.
TEST(FetchPlan, ManyMailsAreTriedOneByOneAndEachComes) {
  FetchPlan plan(first(120));
  std::vector<Uid> out;
  const auto refused = plan.next();
  EXPECT_THAT(plan.finish({refused.headers.begin(), refused.headers.end()}), IsEmpty());
  std::vector<Uid> alone;
  for (auto step = plan.next(); !step.empty(); step = plan.next()) {
    alone.insert(alone.end(), step.headers_alone.begin(), step.headers_alone.end());
    EXPECT_EQ(plan.misses_any(), !step.headers_alone.empty() || !step.parts.empty());
    answer(plan, step, 1, out);
  }
  EXPECT_EQ(alone, first(120));
  EXPECT_EQ(out, first(120));
}

TEST(FetchPlan, NothingIsTakenThatWasNotAskedFor) {
  FetchPlan plan({1, 2});
  (void)plan.next();
  EXPECT_FALSE(plan.awaits_header(7));
  EXPECT_FALSE(plan.shape(1, {}));
  EXPECT_FALSE(plan.part(1, "x"));
  plan.header(1, true);
  plan.header(2, false);
  plan.header(2, true);  // a second time: the first counts
  (void)plan.finish({});
  EXPECT_THAT(plan.next().shapes, ElementsAre(1));
  EXPECT_TRUE(plan.shape(1, {100, "", "", {}, false}));
  EXPECT_FALSE(plan.shape(1, {100, "", "", {}, false}));
  (void)plan.next();
  EXPECT_FALSE(plan.part(1, std::string(5000, 'x'))) << "more than was asked for";
  EXPECT_TRUE(plan.part(1, "x"));
  EXPECT_FALSE(plan.part(1, "x"));
}

TEST(FetchPlan, MemoryIsBounded) {
  FetchPlan plan(first(10'000), true);
  std::vector<Uid> out;
  std::uint64_t most = 0;
  for (auto step = plan.next(); !step.empty(); step = plan.next()) {
    most = std::max(most, step.octets);
    answer(plan, step, 1, out, 60'000);
  }
  EXPECT_EQ(out.size(), 10'000U);
  EXPECT_LE(most, 4U << 20);
}

}  // namespace
