// SPDX-License-Identifier: MIT
// Each mail of tests/mails, once more as the .msg that Outlook saves of it: it must be explained as the mail itself is.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "host/explain/answer.h"
#include "mime/outlook/convert.h"
#include "tests/outlook/as_exchange_does.h"

namespace eb::test {
namespace {

namespace fs = std::filesystem;

const fs::path kMails = fs::path(SOURCE_DIR) / "tests" / "mails";

// What Outlook's form of a report cannot hold, and so nobody can read from it.
const std::map<std::string, std::string> kLost = {
    {"real/postfix-local-forward.eml", "Original-Recipient: the table has the final recipient alone"},
    {"form/several-recipients.eml", "Original-Recipient, again"},
};

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

int severity(const std::string& action) {
  if (action == "failed") return 3;
  return action == "delayed" ? 2 : 1;
}

// The facts, without words and quoted text; of the recipients only those with the worst action: Outlook's table has no
// others ([MS-OXCMAIL] 2.2.3.7.1, step 3.1).
Json facts(const Json& answer) {
  Json out = {{"kind", answer.value("kind", "")}};
  int worst = 0;
  for (const Json& recipient : answer.value("recipients", Json::array()))
    worst = std::max(worst, severity(recipient.value("action", "")));
  for (const Json& recipient : answer.value("recipients", Json::array())) {
    if (severity(recipient.value("action", "")) < worst) continue;
    Json row;
    for (const char* name : {"address", "action", "reason", "status", "reply_code", "provider_code", "permanence",
                             "who", "resend", "provider", "blocklist", "ip"})
      if (recipient.contains(name)) row[name] = recipient[name];
    row["headline"] = recipient.value("explanation", Json::object()).value("headline", "");
    out["recipients"].push_back(row);
  }
  const Json original = answer.value("original", Json::object());
  out["subject"] = original.value("subject", "");
  out["message_id"] = original.value("message_id", "");
  return out;
}

class AsMsg : public testing::TestWithParam<const char*> {
 protected:
  // Calls `check` with the name and the bytes of each mail of the folder.
  template <typename Check>
  void for_each_mail(Check check) const {
    int mails = 0;
    for (const auto& entry : fs::directory_iterator(kMails / GetParam())) {
      if (entry.path().extension() != ".eml") continue;
      ++mails;
      check(fs::relative(entry.path(), kMails).string(), bytes_of(entry.path()));
    }
    EXPECT_GT(mails, 10);
  }
  static Json answer(std::string_view mail) {
    Question question;
    question.lang = "en";
    return facts(explain_mail(mail, question));
  }
  static Json answer(const TestMessage& message) {
    const auto converted = outlook::convert(msg_file(message));
    return converted ? answer(converted->mail) : Json();
  }
};

TEST_P(AsMsg, AsAReportIsExplainedAsTheMailIs) {
  for_each_mail([](const std::string& name, const std::string& mail) {
    const Json expected = answer(mail);
    const Json got = answer(as_exchange_does(mail));
    if (kLost.contains(name)) {
      EXPECT_NE(got, expected) << name << " needs no exception any more";
    } else {
      EXPECT_EQ(got.dump(1), expected.dump(1)) << name;
    }
  });
}

// A mail program that leaves the report as it is, and loses the types of its parts.
TEST_P(AsMsg, AsANoteIsExplainedAsTheMailIs) {
  for_each_mail([](const std::string& name, const std::string& mail) {
    EXPECT_EQ(answer(as_note(mail)).dump(1), answer(mail).dump(1)) << name;
  });
}

INSTANTIATE_TEST_SUITE_P(Mails, AsMsg, testing::Values("seed", "real", "form", "lang", "ordinary"),
                         [](const auto& folder) { return std::string(folder.param); });

}  // namespace
}  // namespace eb::test
