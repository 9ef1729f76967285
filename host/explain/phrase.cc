// SPDX-License-Identifier: MIT
#include "host/explain/phrase.h"

#include <algorithm>
#include <charconv>

#include "host/explain/plural.h"

namespace eb {
namespace {

bool among(const std::vector<std::string_view>& all, std::string_view name) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

// The pieces of one stretch without brackets or bars.
Alternative read_pieces(std::string_view text, std::vector<std::string>& faults) {
  Alternative pieces;
  while (!text.empty()) {
    const auto open = text.find_first_of("{}");
    if (open != 0) pieces.push_back({false, text.substr(0, open)});
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    const auto close = text.find('}');
    if (text.front() == '}' || close == std::string_view::npos) {
      faults.emplace_back("a brace without its partner");
      break;
    }
    const std::string_view name = text.substr(1, close - 1);
    if (!among(placeholders(), name) && !among(report_placeholders(), name))
      faults.emplace_back("the placeholder {" + std::string(name) + "} is not known");
    pieces.push_back({true, name});
    text.remove_prefix(close + 1);
  }
  return pieces;
}

PhrasePart read_bracket(std::string_view inside, std::vector<std::string>& faults) {
  PhrasePart part{true, {}};
  while (true) {
    const auto bar = inside.find('|');
    part.alternatives.push_back(read_pieces(inside.substr(0, bar), faults));
    if (bar == std::string_view::npos) break;
    inside.remove_prefix(bar + 1);
  }
  const auto plain = [](const Alternative& a) {
    return std::none_of(a.begin(), a.end(), [](const PhrasePiece& p) { return p.placeholder; });
  };
  const auto first = std::find_if(part.alternatives.begin(), part.alternatives.end(), plain);
  if (first == part.alternatives.begin())
    faults.emplace_back("a bracket whose first alternative has no placeholder");
  else if (first != part.alternatives.end() && first + 1 != part.alternatives.end())
    faults.emplace_back("an alternative behind one that has no placeholder");
  return part;
}

bool known(const Alternative& alternative, const Values& values) {
  return std::all_of(alternative.begin(), alternative.end(), [&](const PhrasePiece& piece) {
    if (!piece.placeholder) return true;
    const auto found = values.find(piece.text);
    return found != values.end() && !found->second.empty();
  });
}

// Words behind a bracket that vanished: no doubled blank, none at the beginning, none before punctuation.
std::string_view mend(std::string& out, std::string_view words) {
  if (out.empty() || out.back() == ' ')
    while (!words.empty() && words.front() == ' ') words.remove_prefix(1);
  constexpr std::string_view punctuation = ".,;:!?)";
  if (!words.empty() && punctuation.find(words.front()) != std::string_view::npos)
    while (!out.empty() && out.back() == ' ') out.pop_back();
  return words;
}

}  // namespace

const std::vector<std::string_view>& placeholders() {
  static const std::vector<std::string_view> all{
      "recipient",        "recipient_domain", "final_address", "sender",        "sender_domain", "ip",
      "registry",         "registry_url",     "removal_url",   "blocklist",     "subject",       "date",
      "provider",         "provider_code",    "remote_mta",    "reporting_mta", "readable_name", "last_attempt",
      "will_retry_until", "contact_instead",  "count",         "limit",         "size",          "wait",
      "own_domain",       "public_domain",    "spf_mechanism", "spf_record",    "forwarder"};
  return all;
}

const std::vector<std::string_view>& report_placeholders() {
  static const std::vector<std::string_view> all{"shown", "done", "total", "time", "folder"};
  return all;
}

Phrase parse_phrase(std::string_view text) {
  Phrase phrase;
  while (!text.empty()) {
    const auto open = text.find_first_of("[]|");
    if (open != 0) {
      phrase.parts.push_back({false, {read_pieces(text.substr(0, open), phrase.faults)}});
      for (const PhrasePiece& piece : phrase.parts.back().alternatives.front())
        // Plural forms are chosen by the count, so it is known.
        if (piece.placeholder && piece.text != "count" && !among(report_placeholders(), piece.text))
          phrase.faults.emplace_back("the placeholder {" + std::string(piece.text) + "} stands outside brackets");
    }
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    if (text.front() != '[') {
      phrase.faults.emplace_back(text.front() == ']' ? "a closing bracket without an opening one"
                                                     : "a bar outside brackets");
      text.remove_prefix(1);
      continue;
    }
    const auto close = text.find_first_of("[]", 1);
    if (close == std::string_view::npos || text[close] == '[') {
      phrase.faults.emplace_back("an opening bracket without a closing one");
      text.remove_prefix(1);
      continue;
    }
    phrase.parts.push_back(read_bracket(text.substr(1, close - 1), phrase.faults));
    text.remove_prefix(close + 1);
  }
  return phrase;
}

std::string fill(std::string_view text, const Values& values) {
  std::string out;
  bool vanished = false;
  const Phrase phrase = parse_phrase(text);
  for (const PhrasePart& part : phrase.parts) {
    const auto shown = std::find_if(part.alternatives.begin(), part.alternatives.end(),
                                    [&](const Alternative& a) { return !part.bracket || known(a, values); });
    if (shown == part.alternatives.end() || shown->empty()) {
      vanished = true;
      continue;
    }
    for (const PhrasePiece& piece : *shown) {
      if (piece.placeholder) {
        if (const auto value = values.find(piece.text); value != values.end()) out += value->second;
      } else {
        out += vanished ? mend(out, piece.text) : piece.text;
      }
      vanished = false;
    }
  }
  if (vanished)
    while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string fill(const Json& text, std::string_view language, const Values& values) {
  if (const auto* one = text.get_ptr<const std::string*>()) return fill(std::string_view(*one), values);
  if (!text.is_object()) return {};
  std::uint64_t count = 1;
  if (const auto found = values.find("count"); found != values.end())
    std::from_chars(found->second.data(), found->second.data() + found->second.size(), count);
  for (const std::string_view category : {plural_category(language, count), std::string_view("other")})
    if (const auto form = text.find(category); form != text.end() && form->is_string())
      return fill(std::string_view(form->get_ref<const std::string&>()), values);
  return {};
}

}  // namespace eb
