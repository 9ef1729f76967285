// SPDX-License-Identifier: MIT
// Options, times, charts, the progress line, commands, files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <utility>

#include "host/cli/display.h"
#include "host/scan/chart.h"
#include "host/scan/judge.h"
#include "host/scan/local_watch.h"
#include "host/scan/options.h"
#include "host/scan/output_file.h"
#include "host/scan/progress.h"
#include "host/scan/shell.h"
#include "host/scan/times.h"
#include "tests/scan/fake_account.h"

namespace eb {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

auto options(const std::vector<std::string>& words) { return read_scan_options(words, "2026-03-01", 2); }

TEST(ScanOptionsTest, AreRead) {
  const auto all =
      options({"--since", "2d", "--folder", "A*", "--folder=B", "--max", "7", "--format", "html", "--output", "o",
               "--fast", "--me", "a@b.example", "--jobs", "3", "--timeout=5", "imaps://h@x/"});
  ASSERT_TRUE(all) << all.error();
  EXPECT_EQ(all->since, "2026-02-27");
  EXPECT_THAT(all->folders, ElementsAre("A*", "B"));
  EXPECT_EQ(all->newest, 7U);
  EXPECT_EQ(all->format, ScanFormat::html);
  EXPECT_EQ(all->output, "o");
  EXPECT_TRUE(all->fast);
  EXPECT_EQ(all->jobs, 3U);
  EXPECT_EQ(all->timeout, 5U);
  EXPECT_EQ(options({"x"})->jobs, 2U);
}

TEST(ScanOptionsTest, WhatIsWrongIsNamed) {
  const std::pair<std::vector<std::string>, const char*> wrong[] = {
      {{}, "scan needs a URL or a PATH"},
      {{""}, "an empty PATH"},
      {{"--since", "yesterday", "x"}, "--since is a day, such as 2026-11-23, or 30d for 30 days, not \"yesterday\""},
      {{"--since", "2026-02-30", "x"}, "--since is a day, such as 2026-11-23, or 30d for 30 days, not \"2026-02-30\""},
      {{"--max", "0", "x"}, "--max is a number from 1 to 1000000000, not \"0\""},
      {{"--format", "pdf", "x"}, "--format is text, json, csv or html, not \"pdf\""},
      {{"--exec", "c", "x"}, "--exec needs --watch"},
      {{"--watch", "x", "y"}, "--watch takes one URL or PATH"},
      {{"--watch", "-"}, "--watch cannot watch standard input"},
      {{"--watch", "--format", "csv", "x"}, "--watch goes with --format text or json"},
      {{"--watch", "--output", "o", "x"}, "--watch and --output do not go together"},
      {{"--folder", "A", "x"}, "--folder and --all-folders are for mail on a server"},
      {{"--all-folders", "--folder", "A", "imaps://h@x"}, "--all-folders and --folder do not go together"},
      {{"--password", "secret", "x"}, "unknown option --password"}};
  for (const auto& [words, what] : wrong) {
    const auto read = options(words);
    ASSERT_FALSE(read) << what;
    EXPECT_EQ(read.error(), what);
  }
}

TEST(TimesTest, AreComparedAcrossZones) {
  EXPECT_EQ(utc_time("1970-01-02T00:00:00Z"), 86400);
  EXPECT_EQ(utc_time("2026-11-23T06:45:00+01:00"), utc_time("2026-11-23T05:45:00Z"));
  EXPECT_EQ(utc_time("2026-11-22T23:45:00-06:00"), utc_time("2026-11-23T05:45:00Z"));
  EXPECT_LT(utc_time("nonsense"), utc_time("0001-01-01T00:00:00Z"));
  EXPECT_EQ(rfc3339_time(1'795'412'700), "2026-11-23T05:45:00Z");
  EXPECT_EQ(day_since("1d", "2024-03-01"), "2024-02-29");
  EXPECT_EQ(day_since("-1d", "2024-03-01"), "");
  EXPECT_EQ(day_since("99999999999999d", "2024-03-01"), "");
}

TEST(ChartTest, BarsAreAsLongAsTheirCounts) {
  std::string whole;
  for (int i = 0; i < 13; ++i) whole += "\u2588";
  const std::string half = whole.substr(0, 18) + "\u258C" + std::string(6, ' ');
  EXPECT_THAT(bar_lines({{"One", 8}, {"Two", 4}, {"None", 0}}, 20, 8),
              ElementsAre("One  " + whole + " 8", "Two  " + half + " 4", "None " + std::string(13, ' ') + " 0"));
}

TEST(ChartTest, LinesHaveTheirWidth) {
  for (const std::size_t width : {20U, 38U, 60U})
    for (const std::string& line : bar_lines({{"配信できません宛先不明のアドレスです", 1234}, {"x", 1}}, width, 1234))
      EXPECT_EQ(display_width(line), width) << line;
  EXPECT_EQ(fitted("abcdef", 4), "abc\u2026");
  EXPECT_EQ(fitted("ab", 4), "ab  ");
}

TEST(ChartTest, TheRestIsOneLine) {
  const std::vector<NamedCount> counts = {{"a", 5}, {"b", 4}, {"c", 3}, {"d", 2}};
  EXPECT_EQ(with_others(counts, 3, "Others").size(), 4U);  // one more is shown rather than called a rest
  const auto cut = with_others(counts, 2, "Others");
  ASSERT_EQ(cut.size(), 3U);
  EXPECT_EQ(cut[2].name, "Others");
  EXPECT_EQ(cut[2].count, 5U);
}

TEST(ChartTest, TimeIsCountedInDaysWeeksOrMonths) {
  Span span = span_of({{"2026-11-20", 1}, {"2026-11-23", 2}}, 10);
  EXPECT_EQ(span.unit, Span::Unit::day);
  EXPECT_THAT(span.counts, ElementsAre(1, 0, 0, 2));
  span = span_of({{"2026-11-02", 1}, {"2026-11-08", 2}, {"2026-11-23", 4}}, 10);  // Monday, Sunday, Monday
  EXPECT_EQ(span.unit, Span::Unit::week);
  EXPECT_THAT(span.counts, ElementsAre(3, 0, 0, 4));
  EXPECT_EQ(span.first, "2026-11-02");
  span = span_of({{"2026-01-31", 1}, {"2026-03-01", 2}, {"2026-04-30", 4}}, 4);
  EXPECT_EQ(span.unit, Span::Unit::month);
  EXPECT_THAT(span.counts, ElementsAre(1, 0, 2, 4));
  span = span_of({{"0001-01-01", 1}, {"2026-11-23", 2}}, 5);
  EXPECT_EQ(span.counts.size(), 5U);
  span = span_of({{"2026-11-23", 2}, {"9999-12-31", 1}}, 5);  // the last day that can be written
  EXPECT_THAT(span.counts, ElementsAre(0, 0, 0, 0, 1));
  span = span_of({{"1969-12-29", 1}, {"1970-02-01", 2}}, 5);  // a Monday and a Sunday, around the beginning of counting
  EXPECT_THAT(span.counts, ElementsAre(1, 0, 0, 0, 2));
  EXPECT_EQ(spark_line({1, 0, 8}), "\u2581 \u2588");
}

TEST(ProgressTest, SaysHowFarItIs) {
  ProgressState state{"INBOX", 4000, 5000, false, 31, 2};
  EXPECT_EQ(progress_line(state, 100), "INBOX  [################....]  80 %  31 found  0 s left  2000 mails/s");
  EXPECT_EQ(progress_line(state, 50), "[################....]  80 %  31 found  0 s left");
  EXPECT_EQ(progress_line(state, 30), "[################....]  80 %");
  state.seconds = 0.1;  // too early for a guess
  EXPECT_EQ(progress_line(state, 100), "INBOX  [################....]  80 %  31 found");
  EXPECT_EQ(progress_line({"a", 0, 0, true, 0, 0}, 80), "a  0 found");
  EXPECT_EQ(progress_line({"x\x1b[2J", 0, 0, true, 0, 0}, 80), "x\uFFFD[2J  0 found");
}

TEST(JudgeTest, TheHeaderEndsAtTheEmptyLine) {
  EXPECT_EQ(header_of("From a@b Mon Nov 23 06:45:00 2026\nA: 1\r\nB: 2\r\n\r\nC: 3"), "A: 1\r\nB: 2\r\n");
  EXPECT_EQ(header_of("\n\nA: 1\n\nB: 2"), "A: 1\n");
  EXPECT_EQ(header_of("A: 1"), "A: 1");
  EXPECT_EQ(header_of(""), "");
  EXPECT_EQ(received_at("Received: by x; Mon, 23 Nov 2026 06:45:00 +0100\nDate: Sun, 22 Nov 2026 06:45:00 +0100\n"),
            "2026-11-23T06:45:00+01:00");
  EXPECT_EQ(received_at("Received: by x\nDate: Sun, 22 Nov 2026 06:45:00 +0100\n"), "2026-11-22T06:45:00+01:00");
}

TEST(ShellTest, ASecretIsTheFirstLine) {
  EXPECT_EQ(*first_line_of("printf 'geheim\\r\\nmore\\n'"), "geheim");
  EXPECT_EQ(*first_line_of("seq 1 100000"), "1");
  EXPECT_EQ(first_line_of("exit 3").error(), "The command failed with exit code 3: exit 3");
  EXPECT_EQ(first_line_of("true").error(), "The command printed nothing: true");
}

TEST(ShellTest, AHookGetsItsInputAndItsCodeIsTold) {
  const std::string file = testing::TempDir() + "explain-bounce-hook-" + std::to_string(::getpid());
  EXPECT_EQ(run_hook("cat > " + file + "; exit 7", "line\n"), 7);
  std::ifstream in(file);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "line\n");
  fs::remove(file);
  EXPECT_EQ(run_hook("true", std::string(1 << 20, 'x')), 0);  // reads none of it
  EXPECT_EQ(run_hook("kill -9 $$", ""), 128 + 9);
}

class FilesTest : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(root_); }
  void TearDown() override { fs::remove_all(root_); }
  static std::string text(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(root_), fs::directory_iterator()));
  }
  std::string root_ = testing::TempDir() + "explain-bounce-files-" + std::to_string(::getpid());
};

TEST_F(FilesTest, AnOutputIsThereAsAWholeOrNotAtAll) {
  const std::string file = root_ + "/out";
  std::ofstream(file) << "before";
  {
    OutputFile out(file);
    EXPECT_TRUE(out.write("half"));
  }
  EXPECT_EQ(text(file), "before");
  OutputFile out(file);
  EXPECT_TRUE(out.write("whole") && out.commit());
  EXPECT_EQ(text(file), "whole");
  EXPECT_EQ(files(), 1U);
  EXPECT_EQ(OutputFile(root_ + "/no/such/folder").fault(), "No such file or directory");
}

TEST_F(FilesTest, WhatIsNoFileIsNotReplaced) {
  {
    OutputFile out("/dev/null");
    EXPECT_TRUE(out.write("x") && out.commit());
  }
  struct stat about {};
  ASSERT_EQ(::stat("/dev/null", &about), 0);
  EXPECT_TRUE(S_ISCHR(about.st_mode));
  std::ofstream(root_ + "/real") << "old";
  fs::create_symlink("real", root_ + "/link");
  OutputFile out(root_ + "/link");
  EXPECT_TRUE(out.write("new") && out.commit());
  EXPECT_TRUE(fs::is_symlink(root_ + "/link"));
  EXPECT_EQ(text(root_ + "/real"), "new");
}

class Names : public MailVisitor {
 public:
  bool mail(Mail mail) override {
    names.push_back(fs::path(mail.name).filename().string() + ":" + std::to_string(mail.bytes.size()));
    return true;
  }
  void trouble(const std::string&, Trouble, const std::string&) override {}
  std::vector<std::string> take() { return std::exchange(names, {}); }
  std::vector<std::string> names;
};

TEST_F(FilesTest, AWatchSeesWhatComesIntoAMaildirOnce) {
  for (const char* part : {"cur", "new", "tmp"}) fs::create_directories(root_ + "/" + part);
  std::ofstream(root_ + "/new/1.a") << letter();
  LocalWatch watch(root_);
  Names names;
  watch.look(names);
  EXPECT_THAT(names.take(), testing::IsEmpty());
  std::ofstream(root_ + "/new/2.b") << letter();
  watch.look(names);
  EXPECT_THAT(names.take(), ElementsAre("2.b:" + std::to_string(letter().size())));
  // The client marks it as read.
  fs::rename(root_ + "/new/2.b", root_ + "/cur/2.b:2,S");
  watch.look(names);
  EXPECT_THAT(names.take(), testing::IsEmpty());
}

TEST_F(FilesTest, AWatchSeesWhatIsAppendedToAnMbox) {
  const std::string mbox = root_ + "/box";
  const std::string from = "From a@b.example Mon Nov 23 06:45:00 2026\n";
  std::ofstream(mbox) << from << letter() << "\n";
  LocalWatch watch(mbox);
  Names names;
  watch.look(names);
  std::ofstream(mbox, std::ios::app) << from << letter() << "\n" << from << newsletter();
  watch.look(names);
  EXPECT_THAT(names.take(), testing::IsEmpty());  // it may be written still
  watch.look(names);
  EXPECT_THAT(names.take(),
              ElementsAre("box#1:" + std::to_string(letter().size()), "box#2:" + std::to_string(newsletter().size())));
  watch.look(names);
  EXPECT_THAT(names.take(), testing::IsEmpty());
}

TEST_F(FilesTest, AWatchSeesTheFirstMailOfAnEmptyMbox) {
  const std::string mbox = root_ + "/spool";
  std::ofstream(mbox).flush();
  LocalWatch watch(mbox);
  Names names;
  watch.look(names);
  std::ofstream(mbox, std::ios::app) << "From a@b.example Mon Nov 23 06:45:00 2026\n" << letter();
  watch.look(names);
  watch.look(names);
  EXPECT_THAT(names.take(), ElementsAre("spool:" + std::to_string(letter().size())));
}

}  // namespace
}  // namespace eb
