// SPDX-License-Identifier: MIT
// Public bounces that lie beside the checkout, where there are any: whatever their form, none may crash the reader.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <tuple>

#include "host/explain/answer.h"
#include "tests/mails/mail_files.h"

namespace eb::test {
namespace {

class Corpus : public testing::TestWithParam<LineEnds> {};

TEST_P(Corpus, IsReadWholeAndCut) {
  const std::filesystem::path folder = corpus();
  if (folder.empty()) {
    GTEST_SKIP() << "skipped: no corpus";
  }
  Question question;
  question.lang = "sv";
  std::size_t mails = 0;
  for (const std::filesystem::path& file : files_below(folder / "emails", "")) {
    const std::string bytes = with_line_ends(bytes_of(file), GetParam());
    const Json whole = explain_mail(bytes, question);
    EXPECT_TRUE(whole.contains("kind")) << file;
    EXPECT_NO_THROW(std::ignore = whole.dump()) << file;
    ++mails;
    // Every kilobyte of an ordinary mail; of a huge one 64 places are enough.
    for (std::size_t size = 0; size < bytes.size(); size += std::max<std::size_t>(1024, bytes.size() / 64)) {
      const Json cut = explain_mail(std::string_view(bytes).substr(0, size), question);
      EXPECT_NO_THROW(std::ignore = cut.dump()) << file << " cut at " << size;
    }
  }
  EXPECT_GT(mails, 0U);
}

INSTANTIATE_TEST_SUITE_P(LineEnds, Corpus,
                         testing::Values(LineEnds::lf, LineEnds::crlf, LineEnds::cr, LineEnds::mixed));

}  // namespace
}  // namespace eb::test
