// SPDX-License-Identifier: MIT
// Words that tell no cause, beside words that do and words that nobody knows.
#include <gtest/gtest.h>

#include <string>

#include "host/classify/verdict.h"
#include "host/evidence/evidence.h"

namespace {

std::string reason_of(const std::string& words) {
  eb::Report report;
  eb::ReportedRecipient& recipient = report.recipients.emplace_back();
  recipient.action = "failed";
  recipient.diagnostic = words;
  return std::string(eb::classify(eb::gather(report, recipient)).reason);
}

TEST(NoCause, LosesAgainstAnyCause) {
  EXPECT_EQ(reason_of("retry timeout exceeded. This is a permanent error. The following address(es) failed:"),
            "delivery_timeout");
}

TEST(NoCause, IsNotStatedWhereAWholeSentenceSaysSo) {
  EXPECT_EQ(reason_of("The following mail has been returned because it encountered an error while being processed."),
            "not_stated");
}

TEST(NoCause, IsNotRecognisedWhereOtherWordsStandBeside) {
  EXPECT_EQ(reason_of("550 permanent failure: the flux of the capacitor has come loose at the left end"),
            "not_recognised");
}

}  // namespace
