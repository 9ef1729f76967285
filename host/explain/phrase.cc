// SPDX-License-Identifier: MIT
#include "host/explain/phrase.h"

#include <cstdlib>

#include "mime/text.h"

namespace eb {
namespace {

// Fills the placeholders of a piece without brackets; false if a value is missing.
bool fill(std::string_view piece, const Values& values, std::string& out) {
  for (std::size_t i = 0; i < piece.size();) {
    const auto close = piece[i] == '{' ? piece.find('}', i) : std::string_view::npos;
    if (close == std::string_view::npos) {
      out += piece[i++];
      continue;
    }
    const auto value = values.find(piece.substr(i + 1, close - i - 1));
    if (value == values.end()) return false;
    out += value->second;
    i = close + 1;
  }
  return true;
}

// "[a|b|c]" without its brackets: the first alternative whose values are all known.
std::string choose(std::string_view alternatives, const Values& values) {
  while (true) {
    const auto bar = alternatives.find('|');
    std::string out;
    if (fill(alternatives.substr(0, bar), values, out)) return out;
    if (bar == std::string_view::npos) return {};
    alternatives.remove_prefix(bar + 1);
  }
}

// A bracket that vanished leaves no doubled blank, and none before punctuation.
void append(std::string& out, std::string_view piece) {
  for (const char c : piece) {
    if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
    if (std::string_view(".,;:!?)").find(c) != std::string_view::npos && !out.empty() && out.back() == ' ')
      out.pop_back();
    out += c;
  }
}

}  // namespace

std::string_view plural_category(std::string_view language, unsigned long n) {
  const unsigned long tens = n % 10;
  const unsigned long hundreds = n % 100;
  if (language == "ja") return "other";
  if (language == "fr" || language == "pt") return n <= 1 ? "one" : n != 0 && n % 1000000 == 0 ? "many" : "other";
  if (language == "es" || language == "it") return n == 1 ? "one" : n != 0 && n % 1000000 == 0 ? "many" : "other";
  if (language == "pl")
    return n == 1 ? "one" : tens >= 2 && tens <= 4 && (hundreds < 12 || hundreds > 14) ? "few" : "many";
  if (language == "ar") {
    if (n <= 2) return n == 0 ? "zero" : n == 1 ? "one" : "two";
    return hundreds >= 3 && hundreds <= 10 ? "few" : hundreds >= 11 ? "many" : "other";
  }
  return n == 1 ? "one" : "other";
}

std::string phrase(const Json& entry, const Values& values, std::string_view language) {
  std::string form;
  if (entry.is_object()) {
    const auto count = values.find("count");
    const unsigned long n = count == values.end() ? 1 : std::strtoul(count->second.c_str(), nullptr, 10);
    const std::string category(plural_category(language, n));
    form = entry.contains(category) ? entry[category].get<std::string>() : entry.value("other", std::string());
  } else if (entry.is_string()) {
    form = entry.get<std::string>();
  }
  std::string out;
  for (std::size_t i = 0; i < form.size();) {
    const auto open = form.find('[', i);
    const std::string_view plain = std::string_view(form).substr(i, open == std::string::npos ? open : open - i);
    std::string filled;
    fill(plain, values, filled);
    append(out, filled);
    if (open == std::string::npos) break;
    const auto close = form.find(']', open);
    append(out, choose(std::string_view(form).substr(open + 1, close - open - 1), values));
    i = close == std::string::npos ? form.size() : close + 1;
  }
  return std::string(trim(out));
}

}  // namespace eb
