// SPDX-License-Identifier: MIT
// PROTOCOL.md against the code.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "host/native_messaging/services.h"

namespace eb {
namespace {

std::vector<std::string> lines() {
  std::ifstream file(SOURCE_DIR "/host/native_messaging/PROTOCOL.md");
  std::vector<std::string> all;
  for (std::string line; std::getline(file, line);) all.push_back(line);
  return all;
}

// What the document shows must be there, with the same values; "..." stands for any text that is not empty, and the
// real answer may hold more.
void expect_covers(const Json& shown, const Json& real, const std::string& where) {
  if (where.ends_with("/host") || where.ends_with("/version")) {
    EXPECT_EQ(real, EXPLAIN_BOUNCE_VERSION) << where;
  } else if (shown == "...") {
    EXPECT_TRUE(real.is_string() && !real.get<std::string>().empty()) << where;
  } else if (shown.is_object()) {
    ASSERT_TRUE(real.is_object()) << where << ": " << real;
    for (const auto& [key, value] : shown.items()) {
      ASSERT_TRUE(real.contains(key)) << where << "/" << key << " in " << real;
      expect_covers(value, real[key], where + "/" + key);
    }
  } else if (shown.is_array() && !shown.empty() && shown[0].is_object()) {
    ASSERT_TRUE(real.is_array() && real.size() >= shown.size()) << where << ": " << real;
    for (std::size_t i = 0; i < shown.size(); ++i) expect_covers(shown[i], real[i], where + "/" + std::to_string(i));
  } else {
    EXPECT_EQ(shown, real) << where;
  }
}

TEST(Protocol, EveryExampleIsAnsweredAsShown) {
  const std::string state = testing::TempDir() + "explain-bounce-protocol";
  std::filesystem::remove_all(state);
  setenv("XDG_STATE_HOME", state.c_str(), 1);
  const Session session(real_services());
  std::optional<std::string> reply;
  int examples = 0;
  for (const std::string& line : lines()) {
    if (line.starts_with("    -> ")) {
      ASSERT_FALSE(reply) << "a request without its reply, before " << line;
      reply = session.answer(line.substr(7));
      ASSERT_TRUE(reply) << line;
    } else if (line.starts_with("    <- ")) {
      ASSERT_TRUE(reply) << line;
      const Json shown = Json::parse(line.substr(7));
      const Json real = Json::parse(*reply);
      EXPECT_EQ(shown.contains("error"), real.contains("error")) << *reply;
      if (shown.contains("error"))
        EXPECT_EQ(shown, real);
      else
        expect_covers(shown, real, "");
      reply.reset();
      ++examples;
    }
  }
  EXPECT_EQ(examples, 13);
}

TEST(Protocol, MethodsAreThoseOfTheDocument) {
  std::vector<std::string> documented;
  for (const std::string& line : lines())
    if (line.starts_with("### ")) documented.push_back(line.substr(4));
  EXPECT_THAT(documented, testing::ElementsAreArray(methods().begin(), methods().end()));
}

TEST(Protocol, ErrorsAreThoseOfTheDocument) {
  std::vector<std::string> documented;
  for (const std::string& line : lines())
    if (line.starts_with("| -32")) documented.push_back(line.substr(0, line.find(" |", line.find('`'))) + " |");
  std::vector<std::string> ours;
  for (const ErrorWord& error : error_words())
    ours.push_back("| " + std::to_string(error.code) + " | `" + std::string(error.word) + "` |");
  EXPECT_EQ(documented, ours);
}

// Words are only ever added: a client in the field knows these.
TEST(Protocol, NoWordOfTheFirstProtocolWentAway) {
  std::vector<std::string_view> words;
  for (const ErrorWord& error : error_words()) words.push_back(error.word);
  for (std::string_view word : {"parse_error", "invalid_request", "method_not_found", "invalid_params",
                                "internal_error", "too_large", "unreadable", "not_kept"})
    EXPECT_THAT(words, testing::Contains(word));
}

}  // namespace
}  // namespace eb
