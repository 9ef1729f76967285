// SPDX-License-Identifier: MIT
// A code or words -> entries of the catalog: the rules first (a pasted reply is what they are made for), then the
// words.
#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "host/classify/verdict.h"
#include "host/evidence/code.h"
#include "host/evidence/normalize.h"
#include "host/evidence/provider.h"
#include "host/explain/answer.h"
#include "host/explain/catalog.h"
#include "host/explain/explainer.h"
#include "mime/text.h"

namespace eb {
namespace {

constexpr std::size_t most_matches = 8;

// å ä ö é -> a a o e, for those who type without them
std::string folded(std::string_view s) {
  static constexpr std::string_view plain = "aaaaaaaceeeeiiiidnooooo/ouuuuythyaaaaaaaceeeeiiiidnooooo/ouuuuythy";
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (c == 0xc3 && i + 1 < s.size()) {
      const auto d = static_cast<unsigned char>(s[i + 1]);
      if (d >= 0x80 && d < 0xc0) {
        out += plain[d - 0x80U];
        ++i;
        continue;
      }
    }
    out += s[i];
  }
  return out;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : folded(normalize(text))) {
    if (static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word += c;
    } else if (!word.empty()) {
      out.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) out.push_back(std::move(word));
  return out;
}

// At most one letter changed, missing, doubled or too many.
bool nearly(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (i + 1 < a.size() && a.size() == b.size() && a[i] == b[i + 1] && a[i + 1] == b[i])
    return a.substr(i + 2) == b.substr(i + 2);
  return a.substr(a.size() == b.size() ? i + 1 : i, std::string_view::npos) == b.substr(i + 1);
}

bool close(const std::string& asked, const std::string& word) {
  if (asked == word) return true;
  if (asked.size() >= 5 && word.size() > asked.size() && word.compare(0, asked.size(), asked) == 0) return true;
  return asked.size() >= 5 && word.size() >= 5 && nearly(asked, word);
}

int score_in(const std::vector<std::string>& asked, const std::vector<std::string>& words, int worth) {
  int score = 0;
  for (const std::string& word : asked)
    if (std::any_of(words.begin(), words.end(), [&](const std::string& w) { return close(word, w); })) score += worth;
  return score;
}

std::string all_of(const Json& value) {
  std::string out;
  if (value.is_string()) return value.get<std::string>();
  if (value.is_object() || value.is_array())
    for (const auto& item : value) out += " " + all_of(item);
  return out;
}

// How well an entry answers: every word that was asked for must be somewhere in it.
int score_of(const std::vector<std::string>& asked, const Json& entry) {
  const auto headline = words_of(all_of(entry.value("headline", Json())));
  const auto keywords = words_of(all_of(entry.value("keywords", Json())));
  const auto cause = words_of(all_of(entry.value("cause", Json())));
  for (const std::string& word : asked) {
    const std::vector<std::string> one{word};
    if (word.size() > 2 && score_in(one, headline, 1) + score_in(one, keywords, 1) + score_in(one, cause, 1) == 0)
      return 0;
  }
  return score_in(asked, keywords, 4) + score_in(asked, headline, 3) + score_in(asked, cause, 1);
}

struct Hit {
  int score;
  std::string section, id;
};

std::vector<Hit> search(std::string_view language, const std::vector<std::string>& asked) {
  std::vector<Hit> hits;
  for (const char* section : {"reasons", "rules"})
    for (const std::string_view id : catalog_ids(language, section)) {
      if (id.find('@') != std::string_view::npos) continue;
      if (const int score = score_of(asked, catalog_entry(language, section, id)); score > 0)
        hits.push_back({score, section, std::string(id)});
    }
  std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
  return hits;
}

class Matches {
 public:
  explicit Matches(std::string_view language) : language_(language) {}

  void add(const Verdict& verdict) {
    Json match = {{"reason", std::string(verdict.reason)}};
    if (!verdict.provider.empty()) match["provider"] = verdict.provider;
    if (!verdict.provider_code.empty()) match["code"] = std::string(verdict.provider_code);
    match["explanation"] = explain(verdict, {}, language_);
    keep(std::move(match));
  }

  void add(const Hit& hit) {
    Json match = Json::object();
    if (hit.section == "reasons") match["reason"] = hit.id;
    const auto slash = hit.id.find('/');
    if (hit.section == "rules") {
      const Verdict verdict = verdict_of_rule(hit.id);
      match["reason"] = std::string(verdict.reason);
      if (!provider_name(hit.id.substr(0, slash)).empty()) match["provider"] = hit.id.substr(0, slash);
      if (!verdict.provider_code.empty()) match["code"] = std::string(verdict.provider_code);
    }
    Json entry = catalog_entry(language_, hit.section, hit.id);
    if (entry.is_null()) return;
    match["explanation"] = explanation_of(entry, {}, language_);
    keep(std::move(match));
  }

  bool full() const { return list_.size() >= most_matches; }
  bool empty() const { return list_.empty(); }
  Json take() { return std::move(list_); }

 private:
  void keep(Json match) {
    if (full() || !told_.insert(match["explanation"].dump()).second) return;
    list_.push_back(std::move(match));
  }

  std::string_view language_;
  Json list_ = Json::array();
  std::set<std::string> told_;
};

Verdict classified(std::string_view query) {
  Evidence evidence;
  evidence.action = "failed";
  const Codes codes = believe("", query, "");
  evidence.status = codes.status;
  evidence.reply_code = codes.reply_code;
  std::string normal = normalize(query);
  if (std::string_view(normal).find_first_not_of("0123456789.# ") != std::string_view::npos)
    evidence.texts.push_back({Source::diagnostic, normal});
  evidence.provider = std::string(provider_of_text(normal));
  return classify(evidence);
}

}  // namespace

Json lookup(std::string_view query, const Question& question) {
  const std::string_view language = best_language(question.lang);
  const std::string text = is_utf8(query) ? std::string(query) : to_utf8(query, {});
  Matches matches(language);
  const Verdict verdict = classified(std::string_view(text).substr(0, 8000));
  if (!verdict.rule.empty() && verdict.reason != "not_recognised" && verdict.reason != "not_stated")
    matches.add(verdict);
  const auto asked = words_of(std::string_view(text).substr(0, 400));
  const bool only_codes = std::all_of(asked.begin(), asked.end(), [](const std::string& w) {
    return w.find_first_not_of("0123456789") == std::string::npos;
  });
  if (!asked.empty() && !only_codes && asked.size() <= 12) {
    for (const Hit& hit : search(language, asked)) matches.add(hit);
    for (const std::string_view other : languages())
      if (other != language)
        for (const Hit& hit : search(other, asked)) matches.add(hit);
  }
  if (matches.empty() && verdict.reason == "not_stated" && !verdict.rule.empty()) matches.add(verdict);
  Json answer;
  answer["schema"] = 1;
  answer["query"] = safe(text, 1000);
  answer["lang"] = language;
  answer["matches"] = matches.take();
  return answer;
}

}  // namespace eb
