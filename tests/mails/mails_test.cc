// SPDX-License-Identifier: MIT
// Each x.eml below tests/mails must give at least what x.json says. See README.md beside this file.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "host/explain/answer.h"
#include "host/explain/catalog.h"
#include "tests/mails/mail_files.h"

namespace eb::test {
namespace {

namespace fs = std::filesystem;

const fs::path kMails = fs::path(SOURCE_DIR) / "tests" / "mails";

Json answer(std::string_view mail, std::string_view lang) {
  Question question;
  question.lang = lang;
  return explain_mail(mail, question);
}

// Where `got` lacks something of `expected`: one line for each difference. Objects may hold more than expected, arrays
// not. Names that begin with "_" are instructions to this test.
void differences(const Json& expected, const Json& got, const std::string& where, std::vector<std::string>& out) {
  if (expected.is_object() && got.is_object()) {
    for (const auto& [name, value] : expected.items()) {
      if (name.starts_with('_')) {
        continue;
      }
      const std::string path = where + "." + name;
      if (!got.contains(name)) {
        out.push_back(path + ": expected " + value.dump() + ", got nothing");
      } else {
        differences(value, got[name], path, out);
      }
    }
  } else if (expected.is_array() && got.is_array() && expected.size() == got.size()) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
      differences(expected[i], got[i], where + "[" + std::to_string(i) + "]", out);
    }
  } else if (expected != got) {
    out.push_back(where + ": expected " + expected.dump() + ", got " + got.dump());
  }
}

Json expectation(const fs::path& mail) {
  fs::path file = mail;
  file.replace_extension(".json");
  return Json::parse(bytes_of(file), nullptr, false);
}

// All words that a person would read in an explanation, wherever they stand in the answer.
void collect_words(const Json& value, bool inside, std::vector<std::string>& out) {
  if (value.is_string() && inside) {
    out.push_back(value.get<std::string>());
  } else if (value.is_object()) {
    for (const auto& [name, child] : value.items()) {
      collect_words(child, name != "url" && (inside || name == "explanation"), out);
    }
  } else if (value.is_array()) {
    for (const Json& child : value) {
      collect_words(child, inside, out);
    }
  }
}

// What must be the same whatever the line ends: the facts, without words and without quoted text.
Json facts(const Json& answer) {
  Json out = {{"kind", answer.value("kind", "")}};
  for (const Json& recipient : answer.value("recipients", Json::array())) {
    Json row;
    for (const char* name : {"address", "action", "reason", "status", "reply_code", "provider_code", "permanence"}) {
      row[name] = recipient.value(name, "");
    }
    out["recipients"].push_back(row);
  }
  return out;
}

class Folder : public testing::TestWithParam<const char*> {
 protected:
  std::vector<fs::path> mails() const { return files_below(kMails / GetParam(), ".eml"); }
};

TEST_P(Folder, SaysWhatIsExpected) {
  ASSERT_FALSE(mails().empty());
  for (const fs::path& mail : mails()) {
    const Json expected = expectation(mail);
    ASSERT_TRUE(expected.is_object()) << mail << " has no readable .json beside it";
    const std::string bytes = bytes_of(mail);
    for (std::string_view lang : languages()) {
      const Json got = answer(bytes, lang);
      std::vector<std::string> lines;
      differences(expected, got, "", lines);
      for (const Json& name : expected.value("_absent", Json::array())) {
        if (got.contains(name.get<std::string>())) {
          lines.push_back("." + name.get<std::string>() + ": must be absent");
        }
      }
      for (const std::string& line : lines) {
        ADD_FAILURE() << fs::relative(mail, kMails).string() << " (" << lang << ") " << line;
      }
      if (!lines.empty()) {
        break;  // the other language would repeat it
      }
    }
  }
}

TEST_P(Folder, SaysItInWholeSentences) {
  for (const fs::path& mail : mails()) {
    const Json expected = expectation(mail);
    const std::string bytes = bytes_of(mail);
    for (std::string_view lang : languages()) {
      const Json got = answer(bytes, lang);
      const std::string name = fs::relative(mail, kMails).string() + " (" + std::string(lang) + ")";
      std::vector<std::string> words;
      collect_words(got, false, words);
      std::string all;
      for (const std::string& sentence : words) {
        EXPECT_EQ(sentence.find_first_of("{}[]"), std::string::npos) << name << ": " << sentence;
        EXPECT_FALSE(sentence.empty()) << name;
        all += sentence + "\n";
      }
      // A provider's own advice stands in English and Swedish; other languages have the reason's words.
      const bool own_advice = lang == "en" || lang == "sv";
      for (const Json& piece : expected.value("_says", Json::array())) {
        if (!own_advice && piece.get<std::string>().find('@') == std::string::npos) continue;
        EXPECT_NE(all.find(piece.get<std::string>()), std::string::npos)
            << name << " does not say " << piece << " in:\n"
            << all;
      }
      for (const Json& recipient : got.value("recipients", Json::array())) {
        if (recipient.contains("reason")) {
          const Json explanation = recipient.value("explanation", Json::object());
          EXPECT_NE(explanation.value("headline", ""), "") << name;
          EXPECT_NE(explanation.value("cause", ""), "") << name;
          EXPECT_FALSE(explanation.value("steps", Json::array()).empty()) << name;
        }
      }
    }
  }
}

TEST_P(Folder, ReadsAnyLineEnds) {
  for (const fs::path& mail : mails()) {
    const std::string bytes = bytes_of(mail);
    const Json expected = facts(answer(bytes, "en"));
    for (LineEnds ends : {LineEnds::lf, LineEnds::crlf, LineEnds::cr, LineEnds::mixed}) {
      EXPECT_EQ(facts(answer(with_line_ends(bytes, ends), "en")), expected)
          << fs::relative(mail, kMails) << " with line ends " << static_cast<int>(ends);
    }
  }
}

TEST_P(Folder, SurvivesACutAnywhere) {
  for (const fs::path& mail : mails()) {
    const std::string bytes = bytes_of(mail);
    for (std::size_t size = 0; size < bytes.size(); size += 1024) {
      const Json got = answer(std::string_view(bytes).substr(0, size), "sv");
      EXPECT_NO_THROW(std::ignore = got.dump()) << fs::relative(mail, kMails) << " cut at " << size;  // valid UTF-8
      EXPECT_TRUE(got.contains("kind") || got.contains("error")) << fs::relative(mail, kMails) << " cut at " << size;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Mails, Folder, testing::Values("seed", "real", "form", "lang", "ordinary"),
                         [](const auto& folder) { return std::string(folder.param); });

TEST(Mails, NoFolderIsForgotten) {
  std::set<std::string> folders;
  for (const auto& entry : fs::directory_iterator(kMails)) {
    if (entry.is_directory()) {
      folders.insert(entry.path().filename().string());
    }
  }
  EXPECT_EQ(folders, (std::set<std::string>{"form", "lang", "ordinary", "real", "seed"}));
}

// The rows of the help page: each is explained in words of its own, not in those of its reason.
TEST(Seed, HasWordsOfItsOwn) {
  for (const fs::path& mail : files_below(kMails / "seed", ".eml")) {
    const Json got = answer(bytes_of(mail), "en");
    const std::string name = mail.filename().string();
    ASSERT_TRUE(got.contains("recipients") && !got["recipients"].empty()) << name;
    const Json& recipient = got["recipients"][0];
    const std::string rule = recipient.value("evidence", Json::object()).value("rule", "");
    const std::string reason = recipient.value("reason", "");
    std::set<std::string> headlines;
    for (const std::string_view lang : {"en", "sv"}) {
      const Json own = catalog_entry(lang, "rules", rule);
      EXPECT_FALSE(own.is_null()) << name << ": the rule \"" << rule << "\" has no words of its own in " << lang;
      EXPECT_NE(own, catalog_entry(lang, "reasons", reason)) << name << " in " << lang;
      const Json explanation = answer(bytes_of(mail), lang)["recipients"][0].value("explanation", Json::object());
      headlines.insert(explanation.value("headline", ""));
      headlines.insert(explanation.value("cause", ""));
    }
    EXPECT_EQ(headlines.size(), 4U) << name << ": the languages say the same, or nothing";
    EXPECT_FALSE(headlines.contains("")) << name;
  }
}

TEST(Ordinary, YieldsNoReason) {
  for (const fs::path& mail : files_below(kMails / "ordinary", ".eml")) {
    EXPECT_FALSE(answer(bytes_of(mail), "en").contains("recipients")) << mail.filename();
  }
}

// Every sender of talk.json with every body: parcels, newsletters, digests, questions about a bounce.
TEST(Ordinary, TalkOfDeliveryYieldsNoReason) {
  const Json talk = Json::parse(bytes_of(kMails / "talk.json"));
  int mails = 0;
  for (const Json& sender : talk["senders"]) {
    std::string header = "From: " + sender["from"].get<std::string>() +
                         "\nTo: holly@bakery.example\nSubject: " + sender["subject"].get<std::string>() +
                         "\nDate: Mon, 23 Nov 2026 08:00:00 +0100\nMIME-Version: 1.0\n"
                         "Content-Type: text/plain; charset=utf-8\n";
    for (const Json& field : sender["fields"]) header += field.get<std::string>() + "\n";
    for (const Json& body : talk["bodies"]) {
      ++mails;
      const Json found = answer(header + "\n" + body.get<std::string>(), "en");
      EXPECT_EQ(found["kind"], "not_a_report") << header << "\n" << body.get<std::string>();
      EXPECT_FALSE(found.contains("recipients")) << header;
      EXPECT_FALSE(found.contains("notes")) << header << "\n" << body.get<std::string>();
    }
  }
  EXPECT_GE(mails, 200);
}

}  // namespace
}  // namespace eb::test
