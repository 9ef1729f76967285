// SPDX-License-Identifier: MIT
#include "mime/status_in_text.h"

#include <gtest/gtest.h>

namespace {

using eb::status_fields_in;
using eb::unquoted;

TEST(StatusInText, TheRunThatNamesARecipient) {
  const std::string fields = status_fields_in(
      "Hello,\n\nReporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; bob@example.com\nAction: failed\n"
      "Diagnostic-Code: smtp; 550 5.1.1\n  no such user\n\nRegards\nFinal-Recipient: rfc822; eva@example.com\n");
  EXPECT_NE(fields.find("Final-Recipient: rfc822; bob@example.com\n"), std::string::npos);
  EXPECT_NE(fields.find("  no such user"), std::string::npos);
  EXPECT_EQ(fields.find("eva@"), std::string::npos);
  EXPECT_EQ(fields.find("Regards"), std::string::npos);
}

TEST(StatusInText, Quoted) {
  const std::string fields = status_fields_in("> > Final-Recipient: rfc822; bob@example.com\r\n> > Status: 5.1.1\r\n");
  EXPECT_EQ(fields, "Final-Recipient: rfc822; bob@example.com\nStatus: 5.1.1\n");
}

TEST(StatusInText, NeedsARecipientAndItsFate) {
  EXPECT_EQ(status_fields_in("Status: open\nAction: call Bob\n"), "");
  EXPECT_EQ(status_fields_in("Final-Recipient: rfc822; bob@example.com\n"), "");
  EXPECT_EQ(status_fields_in(""), "");
}

TEST(Unquoted, OnlyWhereMostIsQuoted) {
  EXPECT_EQ(unquoted("> a\n>> b\nc\n"), "a\nb\nc\n");
  EXPECT_EQ(unquoted("a\nb\n> c\n"), "a\nb\n> c\n");
}

}  // namespace
