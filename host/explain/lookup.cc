// SPDX-License-Identifier: MIT
#include "host/explain/lookup.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "host/classify/verdict.h"
#include "host/explain/catalog.h"
#include "host/explain/search.h"
#include "host/explain/values.h"
#include "mime/line_pattern.h"
#include "mime/report.h"
#include "mime/text.h"

namespace eb {
namespace {

constexpr std::size_t most_matches = 8;
constexpr std::size_t longest_query = 16384;
constexpr std::size_t longest_search = 40;  // words; what is longer is a pasted text, and its first words decide
constexpr double other_language = 0.9;      // the reader's own words come first among equals
constexpr double general = 0.5;             // who asks for a word mostly has a mail that came back
constexpr double good_enough = 0.45;        // of the best

bool same_words(const Explanation& a, const Explanation& b) { return a.headline == b.headline && a.cause == b.cause; }

class Matches {
 public:
  void add(LookupMatch match) {
    if (full() || match.explanation.headline.empty()) return;
    const bool known = std::any_of(all_.begin(), all_.end(),
                                   [&](const LookupMatch& m) { return same_words(m.explanation, match.explanation); });
    if (!known) all_.push_back(std::move(match));
  }
  bool full() const { return all_.size() >= most_matches; }
  std::vector<LookupMatch> take() { return std::move(all_); }

 private:
  std::vector<LookupMatch> all_;
};

struct Classified {
  bool found = false;
  bool by_words = false;      // not by a bare code
  bool tells_little = false;  // a code that says nothing
  LookupMatch match;
};

// A query of one line is taken for what a server said; several lines are read as a bounce.
Report read_query(std::string_view query) {
  if (query.find('\n') != std::string_view::npos) return read_visible_text(query);
  Report report;
  report.recipients.emplace_back();
  report.recipients.front().action = "failed";
  report.recipients.front().address = find_address(query);
  report.recipients.front().diagnostic = query;
  return report;
}

// What the rules say to the query.
Classified classified(std::string_view query, std::string_view language) {
  Classified out;
  const Report report = read_query(query);
  if (report.recipients.empty()) return out;
  const ReportedRecipient& recipient = report.recipients.front();
  const Evidence evidence = gather(report, recipient);
  const Verdict verdict = classify(evidence);
  if (verdict.rule.empty() || verdict.source == "action") return out;
  out.found = true;
  out.tells_little = verdict.reason == "not_stated" || verdict.reason == "not_recognised";
  out.by_words = verdict.source != "status" && verdict.source != "reply_code";
  out.match.reason = verdict.reason;
  out.match.provider = verdict.provider;
  out.match.code = verdict.provider_code;
  if (out.match.code.empty()) out.match.code = evidence.status;
  if (out.match.code.empty() && verdict.source == "reply_code") out.match.code = evidence.reply_code;
  out.match.explanation = explain(verdict, values_of(report, recipient, verdict, Question{}, language), language);
  return out;
}

// From what it is to what to do about it.
constexpr std::array<std::string_view, 10> topics{"bounce",       "hard_and_soft", "who_writes",  "read",
                                                  "still_trying", "sender_checks", "block_lists", "backscatter",
                                                  "lures",        "newsletters"};

LookupMatch topic_match(std::string_view id, std::string_view language) {
  LookupMatch match;
  match.topic = id;
  match.explanation = filled(catalog_entry(language, "topics", id), {}, language);
  return match;
}

LookupMatch match_of(const Hit& hit, std::string_view language) {
  if (hit.section == "topics") return topic_match(hit.id, language);
  LookupMatch match;
  Verdict verdict;
  std::string reason = hit.id;
  if (hit.section == "rules") {
    verdict = verdict_of_rule(hit.id);
    reason = verdict.reason;
    match.provider = verdict.provider;
    match.code = verdict.provider_code;
  }
  verdict.reason = reason;
  match.reason = reason;
  match.explanation = explain(verdict, {}, language);
  return match;
}

// `everywhere`: in the other languages too, unless the reader's own knows it all: reading fourteen catalogs takes time.
std::vector<Hit> search_all(const std::vector<std::string>& words, std::string_view language, bool everywhere) {
  std::vector<Hit> hits = search_catalog(words, language);
  const bool enough = std::any_of(hits.begin(), hits.end(), [](const Hit& hit) { return hit.whole; });
  for (const std::string_view other : languages()) {
    if (other == language || enough || !everywhere) continue;
    for (Hit& hit : search_catalog(words, other)) {
      hit.score *= other_language;
      const auto known = std::find_if(hits.begin(), hits.end(),
                                      [&](const Hit& h) { return h.section == hit.section && h.id == hit.id; });
      if (known == hits.end())
        hits.push_back(std::move(hit));
      else
        known->score = std::max(known->score, hit.score);
    }
  }
  for (Hit& hit : hits)
    if (hit.section == "topics") hit.score *= general;
  std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
  return hits;
}

}  // namespace

std::vector<LookupMatch> find_matches(std::string_view query, std::string_view language) {
  Matches matches;
  std::vector<std::string> words = words_of(query.substr(0, longest_query));
  if (words.empty()) {
    if (!trim(query).empty()) return {};
    std::vector<LookupMatch> all;
    all.reserve(topics.size());
    for (const std::string_view id : topics) all.push_back(topic_match(id, language));
    return all;
  }
  Classified by_rules = classified(trim(query.substr(0, longest_query)), language);
  // A code alone, with nothing but digits and dots, is that code; with other words, they tell more than a bare code.
  const bool only_code = std::all_of(words.begin(), words.end(), [](const std::string& word) {
    return word.find_first_not_of("0123456789.-") == std::string::npos;
  });
  if (by_rules.found && !by_rules.tells_little && (by_rules.by_words || only_code)) {
    matches.add(by_rules.match);
    if (words.size() > 6) return matches.take();  // a whole reply: it says what it is
  }
  words.resize(std::min(words.size(), longest_search));
  const std::vector<Hit> hits = search_all(words, language, !only_code);
  for (const Hit& hit : hits)
    if (hit.score >= hits.front().score * good_enough) matches.add(match_of(hit, language));
  if (by_rules.found && (only_code || !by_rules.tells_little)) matches.add(std::move(by_rules.match));
  return matches.take();
}

}  // namespace eb
