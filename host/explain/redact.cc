// SPDX-License-Identifier: MIT
#include "host/explain/redact.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "mime/ascii.h"
#include "mime/utf8.h"

namespace eb {
namespace {

constexpr std::string_view kGone = "\u2026";

// Fields whose values are words of the contract, codes or names that no mail can set.
constexpr std::array<std::string_view, 21> kOurs = {
    "schema", "host",       "file",   "lang",          "kind",   "id",          "action",
    "reason", "permanence", "resend", "who",           "status", "reply_code",  "provider",
    "ip",     "blocklist",  "rule",   "provider_code", "source", "retry_after", "code"};

// True if a letter or digit begins at `at`. Beyond ASCII everything counts as a letter but the blocks of signs and
// quotation marks: U+0080 to U+00BF, U+2000 to U+203F, U+3000 to U+303F.
bool is_letter_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  if (static_cast<unsigned char>(text[at]) < 0x80) return is_alphanumeric(text[at]);
  const std::string_view lead = text.substr(at, 2);
  return !lead.starts_with('\xC2') && lead != "\xE2\x80" && lead != "\xE3\x80";
}

bool is_letter_before(std::string_view text, std::size_t end) {
  return end > 0 && is_letter_at(text, character_begin(text, end - 1));
}

// Where the local part before the @ at `at` begins; `at` where there is none: RFC 5321 4.1.2, with the UTF-8 of RFC
// 6531.
std::size_t local_begin(std::string_view text, std::size_t at) {
  // What follows must be able to begin a domain.
  if (!is_letter_at(text, at + 1) && text.substr(at + 1, 1) != "[") return at;
  if (at > 1 && text[at - 1] == '"') {  // a quoted string
    const std::size_t open = text.rfind('"', at - 2);
    return open == std::string_view::npos ? at : open;
  }
  std::size_t begin = at;
  while (begin > 0) {
    const std::size_t before = character_begin(text, begin - 1);
    const bool atom = is_letter_at(text, before) ||
                      std::string_view("!#$%&'*+-/=?^_`{|}~.").find(text[before]) != std::string_view::npos;
    if (!atom) break;
    begin = before;
  }
  return begin;
}

// "bob@example.com" -> "...@example.com", everywhere.
std::string without_local_parts(std::string_view text) {
  std::string out;
  std::size_t copied = 0;
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    const std::size_t begin = std::max(copied, local_begin(text, at));
    if (begin == at) continue;
    out.append(text.substr(copied, begin - copied)).append(kGone);
    copied = at;
  }
  return out.append(text.substr(copied));
}

// Each occurrence of `word` that stands as a word, whatever its ASCII case.
std::string without_word(std::string_view text, std::string_view word) {
  std::string out;
  std::size_t at = 0;
  const auto same = [](char a, char b) { return lower_case(a) == lower_case(b); };
  while (at < text.size()) {
    const auto found =
        std::search(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), word.begin(), word.end(), same);
    const auto begin = static_cast<std::size_t>(found - text.begin());
    if (begin == text.size()) break;
    const std::size_t end = begin + word.size();
    const bool whole = !is_letter_before(text, begin) && !is_letter_at(text, end);
    out.append(text.substr(at, begin - at)).append(whole ? kGone : text.substr(begin, word.size()));
    at = end;
  }
  return out.append(text.substr(std::min(at, text.size())));
}

bool is_ours(std::string_view key) { return std::find(kOurs.begin(), kOurs.end(), key) != kOurs.end(); }

// Calls `change` with each string that may hold something of the mail.
template <typename Change>
void for_each_text(Json& value, const Change& change) {
  if (auto* text = value.get_ptr<std::string*>()) {
    change(*text);
  } else if (value.is_array()) {
    for (Json& item : value) for_each_text(item, change);
  } else if (value.is_object()) {
    for (auto member = value.begin(); member != value.end(); ++member)
      if (!is_ours(member.key())) for_each_text(*member, change);
  }
}

// Local parts of all addresses of the answer; the longest first, so that none leaves the tail of another.
struct LongestFirst {
  bool operator()(const std::string& a, const std::string& b) const {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  }
};
using Words = std::set<std::string, LongestFirst>;

void collect(std::string_view text, Words& words) {
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    const std::size_t begin = local_begin(text, at);
    // Two letters alone are words of many languages.
    if (at - begin >= 3) words.emplace(text.substr(begin, at - begin));
  }
}

}  // namespace

void redact(Json& answer) {
  if (!answer.is_object()) return;
  Words words;
  for_each_text(answer, [&](std::string& text) { collect(text, words); });
  if (auto original = answer.find("original"); original != answer.end() && original->is_object()) {
    if (auto subject = original->find("subject"); subject != original->end()) {
      if (const auto* text = subject->get_ptr<const std::string*>(); text && !text->empty()) words.insert(*text);
      original->erase("subject");
    }
    if (original->empty()) answer.erase("original");
  }
  for_each_text(answer, [&](std::string& text) {
    text = without_local_parts(text);
    for (const std::string& word : words) text = without_word(text, word);
  });
}

}  // namespace eb
