// SPDX-License-Identifier: MIT
#include "host/explain/redact.h"

#include <gtest/gtest.h>

namespace eb {
namespace {

Json redacted(Json answer) {
  redact(answer);
  return answer;
}

std::string redacted_text(const char* text) { return redacted({{"diagnostic", text}})["diagnostic"]; }

TEST(Redact, AddressesKeepTheirDomain) {
  EXPECT_EQ(redacted_text("bob@example.com"), "\u2026@example.com");
  EXPECT_EQ(redacted_text("<bob.smith+x=y@example.com>: no"), "<\u2026@example.com>: no");
  EXPECT_EQ(redacted_text("to a@b.example, cc d@e.example"), "to \u2026@b.example, cc \u2026@e.example");
  EXPECT_EQ(redacted_text("\"bob smith\"@example.com"), "\u2026@example.com");
  EXPECT_EQ(redacted_text("j\u00f6rg@example.com"), "\u2026@example.com");
  EXPECT_EQ(redacted_text("\u201cbob@example.com\u201d"), "\u201c\u2026@example.com\u201d");
  EXPECT_EQ(redacted_text("bob@\u4f8b\u3048.example"), "\u2026@\u4f8b\u3048.example");
  EXPECT_EQ(redacted_text("bob@[192.0.2.1]"), "\u2026@[192.0.2.1]");
}

TEST(Redact, WhatIsNoAddressStays) {
  EXPECT_EQ(redacted_text("@ home, a @ b"), "@ home, a @ b");
  EXPECT_EQ(redacted_text("who@"), "who@");
  EXPECT_EQ(redacted_text("550 5.1.1 user unknown"), "550 5.1.1 user unknown");
}

TEST(Redact, LocalPartsGoWhereTheyStandAlone) {
  const Json answer = redacted({{"recipients",
                                 {{{"address", "Bob@example.com"},
                                   {"reason", "user_unknown"},
                                   {"diagnostic", "550 user bob unknown, not bobby, nor kabob"}}}}});
  EXPECT_EQ(answer["recipients"][0]["diagnostic"], "550 user \u2026 unknown, not bobby, nor kabob");
}

TEST(Redact, WordsOfTheContractStay) {
  const Json answer =
      redacted({{"kind", "failure"},
                {"recipients", {{{"address", "policy@example.com"}, {"reason", "policy"}, {"who", "sender"}}}}});
  EXPECT_EQ(answer["recipients"][0]["reason"], "policy");
  EXPECT_EQ(answer["recipients"][0]["address"], "\u2026@example.com");
}

TEST(Redact, NoSubjectAnywhere) {
  const Json answer = redacted({{"original", {{"subject", "Pay rise"}, {"from", "holly@example.com"}}},
                                {"explanation", {{"headline", "Your message \u201cPay rise\u201d came back"}}}});
  EXPECT_FALSE(answer["original"].contains("subject"));
  EXPECT_EQ(answer["original"]["from"], "\u2026@example.com");
  EXPECT_EQ(answer["explanation"]["headline"], "Your message \u201c\u2026\u201d came back");
}

TEST(Redact, TheFileKeepsItsName) {
  EXPECT_EQ(redacted({{"file", "bob@example.com.eml"}})["file"], "bob@example.com.eml");
}

TEST(Redact, AnythingElseIsLeftAlone) {
  EXPECT_EQ(redacted(nullptr), Json());
  EXPECT_EQ(redacted(Json::object()), Json::object());
  EXPECT_EQ(redacted({{"original", {{"subject", ""}}}}), Json::object());
}

}  // namespace
}  // namespace eb
