// SPDX-License-Identifier: MIT
#include "host/explain/search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

#include "host/evidence/normalize.h"
#include "host/explain/catalog.h"
#include "host/explain/explainer.h"
#include "mime/ascii.h"
#include "mime/text.h"
#include "mime/utf8.h"

namespace eb {
namespace {

constexpr double whole_keyword = 20;

// A letter with a mark -> the letter, for the languages that we speak.
constexpr std::array<std::pair<std::string_view, std::string_view>, 34> marked{
    {{"å", "a"}, {"ä", "a"}, {"à", "a"}, {"á", "a"}, {"â", "a"}, {"ã", "a"}, {"æ", "a"}, {"ą", "a"}, {"ö", "o"},
     {"ø", "o"}, {"ò", "o"}, {"ó", "o"}, {"ô", "o"}, {"õ", "o"}, {"é", "e"}, {"è", "e"}, {"ê", "e"}, {"ë", "e"},
     {"ę", "e"}, {"ü", "u"}, {"ù", "u"}, {"ú", "u"}, {"û", "u"}, {"í", "i"}, {"ì", "i"}, {"î", "i"}, {"ï", "i"},
     {"ç", "c"}, {"ć", "c"}, {"ñ", "n"}, {"ń", "n"}, {"ł", "l"}, {"ś", "s"}, {"ż", "z"}}};

// Words that stand in every sentence, and tell nothing.
constexpr std::array<std::string_view, 70> common{
    "a",      "an",   "the",   "to",   "of",   "in",     "on",    "is",    "it",   "are",  "was",  "for",
    "and",    "or",   "not",   "no",   "my",   "your",   "you",   "i",     "we",   "this", "that", "be",
    "by",     "with", "from",  "at",   "as",   "has",    "have",  "why",   "what", "how",  "do",   "does",
    "en",     "ett",  "den",   "det",  "de",   "att",    "och",   "i",     "på",   "av",   "är",   "för",
    "till",   "som",  "med",   "inte", "ej",   "har",    "min",   "din",   "mitt", "ditt", "om",   "kan",
    "varför", "vad",  "error", "fel",  "mail", "e-post", "denna", "detta", "från", "vår"};

std::vector<std::string> letters_of(std::string_view utf8) {
  std::vector<std::string> out;
  for (const char c : utf8) {
    if (out.empty() || !continues_character(c)) out.emplace_back();
    out.back() += c;
  }
  return out;
}

// One letter put in, left out, changed, or two neighbours exchanged.
bool one_edit_apart(std::string_view one, std::string_view other) {
  std::vector<std::string> a = letters_of(one);
  std::vector<std::string> b = letters_of(other);
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin());
  if (x == a.end()) return true;
  if (a.size() < b.size()) return std::equal(x, a.end(), y + 1);
  if (std::equal(x + 1, a.end(), y + 1)) return true;
  return x + 1 != a.end() && *x == *(y + 1) && *(x + 1) == *y && std::equal(x + 2, a.end(), y + 2);
}

// The same word with another ending: at least four letters in common, at most four more.
bool same_stem(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return a.size() >= 4 && b.size() - a.size() <= 4 && b.starts_with(a);
}

// Another form of the word ("greylisted", "greylisting"), or a compound that ends with it ("lagringsutrymme",
// "utrymme").
bool same_root(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.size() < 6) return false;
  if (b.ends_with(a)) return true;
  const auto common_length = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
  return common_length >= 6 && b.size() - common_length <= 4;
}

// A word, and how it is written without marks.
struct Word {
  explicit Word(std::string_view word) : text(word), plain(folded(word)) {}
  // Codes are the same or not: there is no likeness between 5.7.26 and 5.7.25.
  bool is_code() const { return plain.find_first_of("0123456789") != std::string::npos; }
  std::string text, plain;
};

// Before an entry is taken apart: does one of the codes stand in it at all?
bool names_one(std::string_view id, std::string_view json, const std::vector<Word>& codes) {
  const std::string text = ascii_lower(id) + ' ' + ascii_lower(json);
  return std::any_of(codes.begin(), codes.end(),
                     [&](const Word& code) { return text.find(code.plain) != std::string::npos; });
}

double likeness_of(const Word& asked, const Word& word) {
  if (asked.text == word.text) return 1;
  if (asked.plain == word.plain) return 0.9;
  if (asked.is_code()) return 0;
  if (same_stem(asked.plain, word.plain)) return 0.8;
  if (asked.plain.size() >= 5 && one_edit_apart(asked.plain, word.plain)) return 0.6;
  return same_root(asked.plain, word.plain) ? 0.5 : 0;
}

// What each word of an entry is worth: keywords and the headline say what it is about, the cause says it in passing.
class Entry {
 public:
  Entry(const Json& entry, std::string_view id, std::string_view language) {
    std::map<std::string, double> weights;
    const auto weigh = [&](const Json& text, double weight) {
      for (std::string& word : words_of(fill(text, language, {}))) {
        double& known = weights[std::move(word)];
        known = std::max(known, weight);
      }
    };
    weigh(entry.value("cause", Json()), 1);
    weigh(entry.value("headline", Json()), 3);
    for (const Json& keyword : entry.value("keywords", Json::array())) {
      weigh(keyword, 4);
      if (keyword.is_string()) keywords_.push_back(" " + normalize(keyword.get_ref<const std::string&>()) + " ");
    }
    std::string spaced(id);
    std::replace_if(
        spaced.begin(), spaced.end(), [](char c) { return c == '/' || c == '_' || c == '-'; }, ' ');
    weigh(spaced, 3);
    for (const auto& [word, weight] : weights) words_.emplace_back(Word(word), weight);
  }

  // The best that any word of the entry does for an asked one.
  double worth(const Word& asked) const {
    double best = 0;
    for (const auto& [word, weight] : words_)
      if (weight > best) best = std::max(best, weight * likeness_of(asked, word));
    return best;
  }

  // A keyword of several words that stands in the query as it is.
  bool has_keyword_in(std::string_view query) const {
    return std::any_of(keywords_.begin(), keywords_.end(), [&](const std::string& keyword) {
      return keyword.find(' ', 1) + 1 < keyword.size() && query.find(keyword) != std::string_view::npos;
    });
  }

 private:
  std::vector<std::pair<Word, double>> words_;
  std::vector<std::string> keywords_;
};

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  const std::string normal = normalize(text);
  std::vector<std::string> out;
  std::string word;
  const auto end_word = [&] {
    const auto last = word.find_last_not_of(".-");
    word.resize(last == std::string::npos ? 0 : last + 1);
    if (!word.empty()) out.push_back(std::exchange(word, {}));
  };
  for (const char c : normal) {
    const bool letter = (c >= 'a' && c <= 'z') || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
    if (letter || (!word.empty() && (c == '.' || c == '-')))
      word += c;
    else
      end_word();
  }
  end_word();
  return out;
}

std::string folded(std::string_view word) {
  std::string out;
  for (const std::string& letter : letters_of(word)) {
    const auto found =
        std::find_if(marked.begin(), marked.end(), [&](const auto& pair) { return pair.first == letter; });
    out += found == marked.end() ? std::string_view(letter) : found->second;
  }
  return out;
}

double likeness(std::string_view asked, std::string_view word) { return likeness_of(Word(asked), Word(word)); }

std::vector<Hit> search_catalog(const std::vector<std::string>& all, std::string_view language) {
  std::vector<Word> asked;
  const auto is_reply_code = [](const std::string& word) {
    return word.size() == 3 && word.find_first_not_of("0123456789") == std::string::npos;
  };
  for (const std::string& word : all)
    if (std::find(common.begin(), common.end(), word) == common.end() && !is_reply_code(word)) asked.emplace_back(word);
  if (asked.empty()) return {};
  std::string query = " ";
  for (const std::string& word : all) query += word + " ";
  const bool codes_only = std::all_of(asked.begin(), asked.end(), [](const Word& word) { return word.is_code(); });
  struct Scored {
    Hit hit;
    bool keyword;
    std::vector<double> by_word;
  };
  std::vector<Scored> scored;
  std::vector<double> seen_in(asked.size(), 0);
  for (const char* section : {"topics", "reasons", "rules"})
    for (const std::string_view id : catalog_ids(language, section)) {
      if (id.find('@') != std::string_view::npos) continue;  // the same for another reader
      if (codes_only && !names_one(id, catalog_text(language, section, id), asked)) continue;
      const Entry entry(catalog_entry(language, section, id), id, language);
      Scored one{{section, std::string(id), 0, false}, entry.has_keyword_in(query), {}};
      for (std::size_t i = 0; i < asked.size(); ++i) {
        one.by_word.push_back(entry.worth(asked[i]));
        if (one.by_word.back() > 0) ++seen_in[i];
      }
      scored.push_back(std::move(one));
    }
  // A word that stands in every third entry says nothing, in whatever language.
  const auto tells = [&](std::size_t i) { return seen_in[i] * 3 <= static_cast<double>(scored.size()); };
  std::size_t telling = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) telling += tells(i) ? 1 : 0;
  if (telling == 0) return {};
  std::vector<Hit> out;
  for (Scored& one : scored) {
    std::size_t found = 0;
    double best = 0;
    for (std::size_t i = 0; i < asked.size(); ++i) {
      if (one.by_word[i] <= 0 || !tells(i)) continue;
      ++found;
      best = std::max(best, one.by_word[i]);
      // A word that stands in few entries tells more.
      one.hit.score += one.by_word[i] * std::log(1.5 + static_cast<double>(scored.size()) / seen_in[i]);
    }
    one.hit.whole = found == telling;
    one.hit.score *= static_cast<double>(found) / static_cast<double>(telling);
    if (one.keyword) one.hit.score += whole_keyword;
    // A single word in passing is chance, and so is too little of what was asked.
    const std::size_t wanted = best >= 3 ? 3 : 2;  // a third, where a word says what the entry is about; else half
    if (!one.keyword && (found == 0 || found * wanted < telling || (best < 1.5 && found < 2))) continue;
    out.push_back(std::move(one.hit));
  }
  std::stable_sort(out.begin(), out.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
  return out;
}

}  // namespace eb
