// SPDX-License-Identifier: MIT
#include "host/compile/phrase_check.h"

#include <algorithm>
#include <cstddef>

#include "host/explain/phrase.h"
#include "host/explain/plural.h"
#include "mime/utf8.h"

namespace eb {
namespace {

constexpr std::size_t longest_headline = 90;  // characters
constexpr std::size_t longest_name = 44;

// What a reader may come to see: every bracket with its first alternative, every one with its second ... and with
// nothing where it may vanish. A placeholder is shown as `stand_in`.
std::vector<std::string> readings(const Phrase& phrase, std::string_view stand_in) {
  std::size_t most = 1;
  for (const PhrasePart& part : phrase.parts) most = std::max(most, part.alternatives.size() + 1);
  std::vector<std::string> out;
  for (std::size_t k = 0; k < most; ++k) {
    std::string text;
    for (const PhrasePart& part : phrase.parts) {
      if (part.alternatives.empty()) continue;
      const auto& last = part.alternatives.back();
      const bool vanishes =
          part.bracket && std::any_of(last.begin(), last.end(), [](auto& p) { return p.placeholder; });
      if (k >= part.alternatives.size() && vanishes) continue;
      for (const PhrasePiece& piece : part.alternatives[std::min(k, part.alternatives.size() - 1)])
        text += piece.placeholder ? stand_in : piece.text;
    }
    const auto from = text.find_first_not_of(' ');
    const auto to = text.find_last_not_of(' ');
    out.push_back(from == std::string::npos ? "" : text.substr(from, to - from + 1));
  }
  return out;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return !continues_character(c); }));
}

// Lower-case letters of ASCII, Latin-1 and Latin Extended-A; other scripts have none that matter here.
bool begins_with_lower_case(std::string_view text) {
  if (text.empty()) return false;
  const char32_t point = character_at(text, 0).code;
  if (point >= 'a' && point <= 'z') return true;
  if (point >= 0xDF && point <= 0xFF) return point != 0xF7;
  const bool odd_is_upper = (point >= 0x139 && point <= 0x148) || (point >= 0x179 && point <= 0x17E);
  return point >= 0x100 && point < 0x180 && (point % 2 == 1) != odd_is_upper;
}

bool begins_with_letter(std::string_view text) {
  const char c = text.front();
  return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

void check_style(const Phrase& phrase, Style style, std::vector<std::string>& faults) {
  const auto add = [&](std::string fault) {
    if (std::find(faults.begin(), faults.end(), fault) == faults.end()) faults.push_back(std::move(fault));
  };
  if (style == Style::headline) {
    for (const std::string& text : readings(phrase, "")) {
      if (text.find('\n') != std::string::npos) add("a headline is one line");
      if (const auto n = characters(text); n > longest_headline)
        add("a headline has at most 90 characters; this one may have " + std::to_string(n));
      if (text.empty()) add("a headline that may be empty");
    }
  }
  if (style == Style::name) {
    const auto words = readings(phrase, "").front();
    if (words.find('\n') != std::string::npos) add("a name is one line");
    if (const auto n = characters(words); n > longest_name)
      add("a name has at most 44 characters; this one has " + std::to_string(n));
  }
  if (style == Style::sentence)
    for (const std::string& text : readings(phrase, "X"))
      if (text.empty()) add("a cause that may be empty");
  if (style == Style::step) {
    for (const std::string& text : readings(phrase, "X")) {
      if (text.empty()) continue;  // is left out
      if (begins_with_lower_case(text) || !begins_with_letter(text)) add("a step begins with an upper-case letter");
      if (!text.ends_with('.') && !text.ends_with("\u3002")) add("a step ends with a full stop");
    }
  }
}

void check_url(const Phrase& phrase, std::vector<std::string>& faults) {
  for (const PhrasePart& part : phrase.parts)
    for (const Alternative& alternative : part.alternatives) {
      const bool made =
          alternative.size() == 1 && (alternative[0].text == "removal_url" || alternative[0].text == "registry_url");
      const bool written = alternative.size() == 1 && !alternative[0].placeholder &&
                           alternative[0].text.starts_with("https://") && phrase.parts.size() == 1;
      if (!made && !written) {
        faults.emplace_back("a link is https://..., [{removal_url}] or [{registry_url}]");
        return;
      }
    }
}

void check_placeholders(const Phrase& phrase, Style style, std::vector<std::string>& faults) {
  for (const PhrasePart& part : phrase.parts)
    for (const Alternative& alternative : part.alternatives)
      for (const PhrasePiece& piece : alternative) {
        if (!piece.placeholder || style == Style::report) continue;
        const auto& of_report = report_placeholders();
        if (style == Style::name)
          faults.emplace_back("a name holds no placeholder");
        else if (std::find(of_report.begin(), of_report.end(), piece.text) != of_report.end())
          faults.emplace_back("the placeholder {" + std::string(piece.text) + "} is for the words report.* alone");
      }
}

void check_string(std::string_view text, Style style, std::vector<std::string>& faults) {
  if (text.empty() || text.find_first_not_of(" \n") == std::string_view::npos) {
    faults.emplace_back("an empty string");
    return;
  }
  const Phrase phrase = parse_phrase(text);
  faults.insert(faults.end(), phrase.faults.begin(), phrase.faults.end());
  if (!phrase.faults.empty()) return;
  if (text.find("  ") != std::string_view::npos) faults.emplace_back("two blanks in a row");
  if (text.front() == ' ' || text.back() == ' ') faults.emplace_back("a blank at the edge");
  check_placeholders(phrase, style, faults);
  if (style == Style::url)
    check_url(phrase, faults);
  else
    check_style(phrase, style, faults);
}

}  // namespace

std::vector<std::string> faults_of(const Json& text, std::string_view language, Style style) {
  std::vector<std::string> faults;
  if (text.is_string()) {
    check_string(text.get_ref<const std::string&>(), style, faults);
    return faults;
  }
  if (!text.is_object()) return {"a string or an object of plural forms is wanted"};
  const auto wanted = plural_categories(language);
  for (const std::string_view category : wanted)
    if (!text.contains(category)) faults.push_back("the plural form \"" + std::string(category) + "\" is missing");
  for (const auto& [category, form] : text.items()) {
    if (std::find(wanted.begin(), wanted.end(), category) == wanted.end())
      faults.push_back("the language has no plural form \"" + category + "\"");
    else if (form.is_string())
      check_string(form.get_ref<const std::string&>(), style, faults);
    else
      faults.push_back("the plural form \"" + category + "\" is no string");
  }
  return faults;
}

std::set<std::string> placeholders_in(const Json& text) {
  std::set<std::string> out;
  if (const auto* one = text.get_ptr<const std::string*>()) {
    for (const PhrasePart& part : parse_phrase(*one).parts)
      for (const Alternative& alternative : part.alternatives)
        for (const PhrasePiece& piece : alternative)
          if (piece.placeholder) out.emplace(piece.text);
  } else if (text.is_structured()) {
    for (const Json& child : text) out.merge(placeholders_in(child));
  }
  return out;
}

}  // namespace eb
