// SPDX-License-Identifier: MIT
#include "host/imap/needed.h"

#include <gtest/gtest.h>

namespace {

using eb::MailShape;
using eb::octets_needed;

MailShape report(std::uint32_t size, std::vector<MailShape::Leaf> leaves, const char* multipart = "report") {
  return {size, "", multipart, std::move(leaves), false};
}

TEST(Needed, OfTheReturnedMailItsHeader) {
  // 1,000 bytes of header and boundaries, 500 of words, 400 of report, then 200,000 of which 6,144 are wanted.
  const auto shape =
      report(201'900, {{"text/plain", 500}, {"message/delivery-status", 400}, {"message/rfc822", 200'000}});
  EXPECT_EQ(octets_needed(shape), 1000U + 500 + 400 + 6144);
}

TEST(Needed, SmallMailInWhole) {
  EXPECT_EQ(octets_needed(
                report(3000, {{"text/plain", 500}, {"message/delivery-status", 400}, {"text/rfc822-headers", 800}})),
            3000U);
  EXPECT_EQ(octets_needed({1200, "", "", {{"text/plain", 700}}, false}), 1200U);
}

TEST(Needed, OnePartUpToALimit) {
  EXPECT_EQ(octets_needed({5'000'000, "", "", {{"text/plain", 4'999'000}}, false}), eb::kMostOfMail);
}

TEST(Needed, ReportBehindABigPart) {
  const auto behind =
      report(301'500, {{"text/plain", 500}, {"message/rfc822", 300'000}, {"message/delivery-status", 400}});
  EXPECT_EQ(octets_needed(behind), 301'500U);
  const auto far =
      report(5'001'500, {{"text/plain", 500}, {"message/rfc822", 5'000'000}, {"message/delivery-status", 400}});
  EXPECT_EQ(octets_needed(far), eb::kMostUpToReport);
}

TEST(Needed, AttachmentsOfAnOrdinaryMailAreLeft) {
  EXPECT_EQ(octets_needed(report(9'003'000, {{"text/plain", 1000}, {"text/html", 1000}, {"application/pdf", 9'000'000}},
                                 "mixed")),
            3000U);
}

TEST(Needed, SmallPartsOfUnknownUseAreTakenAlong) {
  const auto shape =
      report(1'006'000, {{"text/plain", 1000}, {"application/octet-stream", 4000}, {"image/png", 1'000'000}}, "mixed");
  EXPECT_EQ(octets_needed(shape), 6000U);
}

TEST(Needed, StructureThatIsNotKnownInFull) {
  MailShape shape = report(900'000, {{"text/plain", 500}});
  shape.more = true;
  EXPECT_EQ(octets_needed(shape), eb::kMostOfMail);
  EXPECT_EQ(octets_needed({}), eb::kMostOfMail);
}

TEST(Needed, NumbersThatLieDoNoHarm) {
  EXPECT_EQ(octets_needed(report(
                100, {{"text/plain", 50}, {"message/rfc822", 4'294'967'295U}, {"message/rfc822", 4'294'967'295U}})),
            100U);
  EXPECT_LE(octets_needed(
                report(4'294'967'295U, {{"text/plain", 4'294'967'295U}, {"message/delivery-status", 4'294'967'295U}})),
            eb::kMostUpToReport);
}

TEST(Needed, FewValuesAndNeverLess) {
  std::uint32_t last = 0;
  int values = 0;
  for (std::uint32_t octets = 1; octets <= eb::kMostUpToReport; octets += 7) {
    const std::uint32_t rounded = eb::rounded_octets(octets);
    ASSERT_GE(rounded, octets);
    ASSERT_LE(rounded, octets + std::max<std::uint32_t>(1024, octets / 4));
    values += rounded != last;
    last = rounded;
  }
  EXPECT_LE(values, 40);
}

}  // namespace
