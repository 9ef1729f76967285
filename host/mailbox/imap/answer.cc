// SPDX-License-Identifier: MIT
#include "host/mailbox/imap/answer.h"

#include <algorithm>
#include <charconv>

#include "host/mailbox/imap/wire/uid_set.h"

namespace eb::imap {
namespace {

using Result = Answer::Result;

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
  return out;
}

// Takes the first word off `rest`, and the blank behind it.
std::string_view take_word(std::string_view& rest) {
  const std::size_t end = std::min(rest.find(' '), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

std::optional<std::uint32_t> number(std::string_view digits) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

Result result_of(const std::string& word) {
  if (word == "OK") return Result::ok;
  if (word == "NO") return Result::no;
  if (word == "BAD") return Result::bad;
  if (word == "BYE") return Result::bye;
  if (word == "PREAUTH") return Result::preauth;
  return Result::none;
}

void take_text(std::string_view rest, Answer& answer) {
  if (const std::size_t end = rest.find(']'); rest.starts_with('[') && end != std::string_view::npos) {
    answer.code = rest.substr(1, end - 1);
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  answer.text = rest;
}

}  // namespace

std::optional<Answer> read_answer(std::string_view line) {
  Answer answer;
  if (line.starts_with('+')) {
    answer.kind = Answer::Kind::continuation;
    answer.text = line.substr(std::min<std::size_t>(2, line.size()));
    return answer;
  }
  std::string_view rest = line;
  answer.tag = take_word(rest);
  if (answer.tag.empty()) return std::nullopt;
  const std::string word = upper(take_word(rest));
  answer.result = result_of(word);
  if (answer.tag != "*") {
    if (answer.result == Result::none) return std::nullopt;
    answer.kind = Answer::Kind::tagged;
    take_text(rest, answer);
    return answer;
  }
  answer.text = rest;
  if (answer.result != Result::none) {
    answer.kind = Answer::Kind::untagged;
    take_text(rest, answer);
  } else if (word == "CAPABILITY") {
    answer.kind = Answer::Kind::capability;
  } else if (word == "SEARCH") {
    answer.kind = Answer::Kind::search;
  } else if (word == "ESEARCH") {
    answer.kind = Answer::Kind::esearch;
  } else if (word == "LIST") {
    answer.kind = Answer::Kind::list;
  } else if (const auto counted = number(word)) {
    answer.number = *counted;
    const std::string what = upper(take_word(rest));
    if (what == "EXISTS") answer.kind = Answer::Kind::exists;
    if (what == "EXPUNGE") answer.kind = Answer::Kind::expunge;
    if (what == "FETCH") answer.kind = Answer::Kind::fetch;
  }
  return answer;
}

std::optional<std::uint32_t> code_number(std::string_view code, std::string_view word) {
  if (upper(take_word(code)) != word) return std::nullopt;
  const auto value = number(code);
  return value && *value != 0 ? value : std::nullopt;
}

std::vector<std::string> read_capabilities(std::string_view words) {
  std::vector<std::string> out;
  while (!words.empty() && out.size() < 500) {
    const std::string_view word = take_word(words);
    if (!word.empty()) out.push_back(upper(word));
  }
  return out;
}

bool read_search(std::string_view words, std::size_t most, std::vector<Uid>& into) {
  while (!words.empty()) {
    const std::string_view word = take_word(words);
    if (word.empty()) continue;
    if (word.starts_with('(')) return true;  // RFC 7162: "(MODSEQ 9)" at the end
    const auto uid = number(word);
    if (!uid || *uid == 0 || into.size() == most) return false;
    into.push_back(*uid);
  }
  return true;
}

bool read_esearch(std::string_view words, std::size_t most, std::vector<Uid>& into) {
  if (words.starts_with('(')) {
    const std::size_t end = words.find(')');
    if (end == std::string_view::npos) return false;
    words.remove_prefix(std::min(end + 2, words.size()));
  }
  while (!words.empty()) {
    const std::string name = upper(take_word(words));
    if (name == "UID") continue;
    const std::string_view value = take_word(words);
    if (name != "ALL") continue;
    const auto set = UidSet::parse(value);
    if (!set || into.size() > most || !set->expand(into, most - into.size())) return false;
  }
  return true;
}

}  // namespace eb::imap
