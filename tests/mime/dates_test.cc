// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "mime/text.h"

namespace eb {
namespace {

TEST(Dates, OfRfc5322) {
  EXPECT_EQ(rfc3339_date("Mon, 23 Nov 2026 06:45:00 +0100"), "2026-11-23T06:45:00+01:00");
  EXPECT_EQ(rfc3339_date("23 Nov 2026 06:45 -0330 (NST)"), "2026-11-23T06:45:00-03:30");
  EXPECT_EQ(rfc3339_date("Thu,\r\n 1 Jan 1970 00:00:00 -0000"), "1970-01-01T00:00:00-00:00");
  EXPECT_EQ(rfc3339_date("Mon, 23 (a (b) \\) c) November 2026 06 : 45 : 59 +01:00"), "2026-11-23T06:45:59+01:00");
  EXPECT_EQ(rfc3339_date("Sat, 31 Dec 2016 23:59:60 +0000"), "2016-12-31T23:59:60+00:00");
  EXPECT_EQ(rfc3339_date("Mon 23 Nov 2026 06:45:00 -00:00"), "2026-11-23T06:45:00-00:00");
  EXPECT_EQ(rfc3339_date("29 Feb 2024 00:00 Z"), "2024-02-29T00:00:00+00:00");
}

TEST(Dates, ShortYears) {
  EXPECT_EQ(rfc3339_date("1 Jan 49 00:00 GMT"), "2049-01-01T00:00:00+00:00");
  EXPECT_EQ(rfc3339_date("1 Jan 50 00:00 UT"), "1950-01-01T00:00:00+00:00");
  EXPECT_EQ(rfc3339_date("1 Jan 126 00:00 GMT"), "2026-01-01T00:00:00+00:00");
}

TEST(Dates, NamedZones) {
  EXPECT_EQ(rfc3339_date("1 Jul 2026 12:00 EST"), "2026-07-01T12:00:00-05:00");
  EXPECT_EQ(rfc3339_date("1 Jul 2026 12:00 edt"), "2026-07-01T12:00:00-04:00");
  EXPECT_EQ(rfc3339_date("1 Jul 2026 12:00 PDT"), "2026-07-01T12:00:00-07:00");
  EXPECT_EQ(rfc3339_date("1 Jul 2026 12:00 A"), "2026-07-01T12:00:00-00:00");
  EXPECT_EQ(rfc3339_date("1 Jul 2026 12:00 CEST"), "2026-07-01T12:00:00-00:00");
  EXPECT_EQ(rfc3339_date("1 Jul 2026 12:00"), "2026-07-01T12:00:00-00:00");
}

TEST(Dates, NoDates) {
  for (const char* date : {"",
                           "garbage",
                           "2026-11-23 06:45",
                           "Mon, 23 Nov",
                           "32 Jan 2026 00:00 Z",
                           "0 Jan 2026 00:00 Z",
                           "29 Feb 2026 00:00 Z",
                           "1 Foo 2026 00:00 Z",
                           "1 Jan 2026 24:00 Z",
                           "1 Jan 2026 00:60 Z",
                           "1 Jan 2026 00:00:61 Z",
                           "1 Jan 2026 00:00 +99999",
                           "1 Jan 2026 00:00 +9900",
                           "1 Jan 2026 00:00 +0060",
                           "1 Jan 2026 00:00 +01",
                           "1 Jan 2026 00:00 ?",
                           "1 Jan 6 00:00 Z",
                           "1 Jan 20266 00:00 Z",
                           "1 Jan 2026 Z",
                           "99999999999999999999 Jan 2026 00:00 Z",
                           "((((",
                           "Mon,"}) {
    EXPECT_EQ(rfc3339_date(date), "") << date;
  }
}

}  // namespace
}  // namespace eb
