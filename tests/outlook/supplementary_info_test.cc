// SPDX-License-Identifier: MIT
#include "mime/outlook/supplementary_info.h"

#include <gtest/gtest.h>

namespace eb::outlook {
namespace {

void expect(std::string_view text, std::string_view mta, std::string_view status, std::string_view diagnostic) {
  const SupplementaryInfo info = read_supplementary_info(text);
  EXPECT_EQ(info.mta, mta) << text;
  EXPECT_EQ(info.status, status) << text;
  EXPECT_EQ(info.diagnostic, diagnostic) << text;
}

TEST(SupplementaryInfo, IsTakenApart) {
  expect("<mx.example.com #5.1.1 smtp;550 5.1.1 User unknown>", "mx.example.com", "5.1.1",
         "smtp;550 5.1.1 User unknown");
  expect("<mx.example.com #5.1.1>", "mx.example.com", "5.1.1", "");
  expect("<mx.example.com #5.7.606 smtp;550 #blocked>", "mx.example.com", "5.7.606", "smtp;550 #blocked");
  expect("< #4.4.7 smtp;expired>", "", "4.4.7", "smtp;expired");
  expect("<#5.1.1>", "", "5.1.1", "");
  expect("<mx.example.com #5.1.1 smtp;550 <bob@example.com>: unknown> #SMTP#", "mx.example.com", "5.1.1",
         "smtp;550 <bob@example.com>: unknown");
  expect("#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##", "", "",
         "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found");
  expect("550 5.1.1 see ticket #5", "", "", "550 5.1.1 see ticket #5");
  expect("<two words #5.1.1>", "", "", "two words #5.1.1");
}

TEST(SupplementaryInfo, OfNothingIsNothing) {
  expect("", "", "", "");
  expect("<>", "", "", "");
  expect("<", "", "", "<");
  expect("<#>", "", "", "");
  expect("##", "", "", "");
  expect("<#5.1.>", "", "", "5.1.");
  expect("<#5.1.1234>", "", "", "5.1.1234");
}

TEST(StatusOfNumber, HasThreeDigits) {
  EXPECT_EQ(status_of_number(511), "5.1.1");
  EXPECT_EQ(status_of_number(470), "4.7.0");
  EXPECT_EQ(status_of_number(200), "2.0.0");
  for (const std::uint32_t number : {0U, 5U, 199U, 300U, 600U, 5110U, 0xFFFFFFFFU})
    EXPECT_EQ(status_of_number(number), "");
}

TEST(StatusOfDiagnostic, IsTheTableReadBackwards) {
  EXPECT_EQ(status_of_diagnostic(35, '5'), "5.1.1");
  EXPECT_EQ(status_of_diagnostic(48, '5'), "5.1.2");
  EXPECT_EQ(status_of_diagnostic(5, '4'), "4.4.7");
  EXPECT_EQ(status_of_diagnostic(46, '5'), "5.7.0");
  EXPECT_EQ(status_of_diagnostic(13, '5'), "");  // a full mailbox, or a mail too large
  EXPECT_EQ(status_of_diagnostic(0xFFFFFFFF, '5'), "");
}

TEST(StatusOfReason, SaysWhatTheReasonSays) {
  EXPECT_EQ(status_of_reason(2, '5'), "5.6.3");
  EXPECT_EQ(status_of_reason(5, '5'), "5.7.1");
  EXPECT_EQ(status_of_reason(6, '4'), "4.4.3");
  for (const std::uint32_t code : {0U, 1U, 3U, 4U, 7U, 0xFFFFFFFFU}) EXPECT_EQ(status_of_reason(code, '5'), "");
}

}  // namespace
}  // namespace eb::outlook
