// SPDX-License-Identifier: MIT
// The rules against their own examples: each lesson is a fault found in another project's rule files.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "host/classify/verdict.h"
#include "host/evidence/code.h"
#include "host/evidence/normalize.h"
#include "host/evidence/provider.h"
#include "host/explain/json.h"

namespace {

using eb::Json;

const std::filesystem::path root = SOURCE_DIR;

Json read(const std::filesystem::path& path) {
  std::ifstream in(path);
  return Json::parse(in);
}

struct Rule {
  Json json;
  std::string file;
  std::string id() const { return json["id"]; }
  bool success() const { return json.value("success", false); }
};

std::vector<Rule> all_rules() {
  std::vector<Rule> rules;
  for (const auto& entry : std::filesystem::directory_iterator(root / "host/classify/rules"))
    if (entry.path().extension() == ".json")
      for (auto& rule : read(entry.path())) rules.push_back({rule, entry.path().filename().string()});
  return rules;
}

// The evidence that a `seen` sentence stands for: a server's own words, as they come in a diagnostic.
eb::Evidence evidence_of(const Json& seen) {
  eb::Evidence e;
  e.action = seen.is_object() ? seen.value("action", std::string("failed")) : "failed";
  e.still_trying = e.action == "delayed";
  const std::string text = seen.is_object() ? seen.value("text", std::string()) : seen.get<std::string>();
  const auto codes = eb::believe(seen.is_object() ? seen.value("status", std::string()) : "", text, "");
  e.status = codes.status;
  e.reply_code = seen.is_object() && seen.contains("reply") ? seen["reply"].get<std::string>() : codes.reply_code;
  e.diagnostic = text;
  if (const std::string normal = eb::normalize(text); !normal.empty())
    e.texts.push_back({eb::Source::diagnostic, normal});
  e.provider = seen.is_object() && seen.contains("provider") ? seen["provider"].get<std::string>()
                                                             : std::string(eb::provider_of_text(eb::normalize(text)));
  return e;
}

TEST(Rules, EverySeenSentencePicksItsOwnRule) {
  for (const Rule& rule : all_rules()) {
    if (rule.success()) continue;
    for (const auto& seen : rule.json["seen"]) {
      const eb::Verdict verdict = eb::classify(evidence_of(seen));
      EXPECT_EQ(verdict.rule, rule.id()) << rule.file << ": " << seen.dump();
    }
  }
}

// "Longer words win" may choose between two rules of one reason; between two reasons it would be chance.
TEST(Rules, NoAlternativeIsDead) {
  for (const Rule& rule : all_rules()) {
    if (rule.success() || !rule.json["when"].contains("any")) continue;
    std::set<std::string> seen_words;
    for (const auto& seen : rule.json["seen"]) seen_words.insert(eb::classify(evidence_of(seen)).matched);
    EXPECT_GE(seen_words.size() + 1, rule.json["when"]["any"].size() * 2 / 3)
        << rule.id() << ": most alternatives want a sentence of their own";
  }
}

TEST(Rules, EveryRegisteredStatusCodeIsAnsweredBehindEveryReplyCode) {
  int codes = 0;
  for (const Rule& rule : all_rules()) {
    if (rule.file != "iana.json" || rule.id().rfind("iana/", 0) != 0) continue;
    ++codes;
    if (rule.success()) continue;
    const std::string wanted = rule.json["when"]["status"];
    for (const char cls : {'4', '5'}) {
      const std::string status = std::string(1, cls) + wanted.substr(1);
      for (const char* reply : {"421", "450", "451", "452", "455", "500", "501", "502", "503", "504",
                                "521", "530", "535", "550", "551", "552", "553", "554", "555", "556"}) {
        eb::Evidence e;
        e.action = "failed";
        e.status = status;
        e.reply_code = reply;
        const eb::Verdict verdict = eb::classify(e);
        EXPECT_EQ(verdict.reason, rule.json["reason"].get<std::string>())
            << status << " behind " << reply << " by " << verdict.rule;
      }
    }
  }
  EXPECT_EQ(codes, 82) << "IANA's registry of enhanced status codes";
}

TEST(Rules, EveryReasonIsUsed) {
  std::set<std::string> used{"not_recognised"};
  for (const Rule& rule : all_rules())
    if (!rule.success()) used.insert(rule.json["reason"].get<std::string>());
  for (const std::string_view reason : eb::reasons()) EXPECT_TRUE(used.contains(std::string(reason))) << reason;
}

TEST(Rules, VagueCodesOfTheRegistryAreThoseThatTheCodeHoldsVague) {
  for (const Rule& rule : all_rules())
    if (rule.id().rfind("iana/", 0) == 0 && !rule.success()) {
      const std::string status = "5" + rule.json["when"]["status"].get<std::string>().substr(1);
      EXPECT_EQ(rule.json.value("vague", false), eb::is_vague_status(status)) << rule.id();
    }
}

// Two rules that fit one sentence equally well must agree, else their order in the file would decide.
TEST(Rules, NoTwoRulesOfOneRankContradictEachOther) {
  std::map<std::string, std::string> reason;
  for (const Rule& rule : all_rules())
    if (!rule.success()) reason[rule.id()] = rule.json["reason"];
  std::map<std::string, std::pair<std::string, std::string>> owner;  // words and conditions -> rule
  for (const Rule& rule : all_rules()) {
    if (rule.success()) continue;
    Json conditions = rule.json["when"];
    std::vector<Json> alternatives;
    if (conditions.contains("words")) alternatives.push_back(conditions["words"]);
    if (conditions.contains("any"))
      for (const auto& one : conditions["any"]) alternatives.push_back(one.is_string() ? Json::array({one}) : one);
    if (alternatives.empty()) alternatives.emplace_back(nullptr);
    conditions.erase("words");
    conditions.erase("any");
    for (const auto& one : alternatives) {
      const std::string key = conditions.dump() + one.dump();
      const auto [it, fresh] = owner.try_emplace(key, rule.id(), reason[rule.id()]);
      if (fresh) continue;
      EXPECT_EQ(it->second.second, reason[rule.id()]) << it->second.first << " and " << rule.id() << ": " << key;
    }
  }
}

}  // namespace
