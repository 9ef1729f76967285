// SPDX-License-Identifier: MIT
#include "host/cli/new_rule.h"

#include <gtest/gtest.h>

#include "host/explain/answer.h"

namespace {

using eb::Json;

TEST(NewRule, BeginsWithTheWordsThatNoRuleKnows) {
  const Json answer = eb::explain_text("Zwirbel gnomf <bob@example.com>", {"en", {}, true, ""});
  const Json& recipient = answer["recipients"][0];
  ASSERT_EQ(recipient["reason"], "not_recognised");
  const Json rule = Json::parse(eb::new_rule(recipient));
  EXPECT_NE(rule["when"]["any"][0].get<std::string>().find("zwirbel gnomf"), std::string::npos);
  EXPECT_NE(rule["seen"][0].get<std::string>().find("Zwirbel gnomf"), std::string::npos);
}

TEST(NewRule, NoneWhereARuleSpokeOrNobodyAsked) {
  const Json known = eb::explain_text("550 5.1.1 user unknown", {"en", {}, true, ""});
  EXPECT_EQ(eb::new_rule(known["recipients"][0]), "");
  const Json quiet = eb::explain_text("zwirbel gnomf", {"en", {}, false, ""});
  EXPECT_EQ(eb::new_rule(quiet["recipients"][0]), "");
  EXPECT_EQ(eb::new_rule(Json()), "");
}

}  // namespace
