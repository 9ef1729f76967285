// SPDX-License-Identifier: MIT
#include "mime/content_type.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>
#include <vector>

#include "mime/ascii.h"
#include "mime/text.h"

namespace eb {
namespace {

// The place behind the comment that begins at `at` (RFC 5322 3.2.2), or `at` where it is never closed.
std::size_t skip_comment(std::string_view text, std::size_t at) {
  int depth = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '(') {
      ++depth;
    } else if (text[i] == ')' && --depth == 0) {
      return i + 1;
    }
  }
  return at;
}

// What stands before the first ';', without comments and blanks.
std::string first_token(std::string_view value) {
  std::string token;
  for (std::size_t i = 0; i < value.size() && value[i] != ';';) {
    if (value[i] == '(') {
      const std::size_t behind = skip_comment(value, i);
      if (behind == i) break;
      i = behind;
      continue;
    }
    token.push_back(value[i++]);
  }
  return ascii_lower(trim(token));
}

struct Parameter {
  std::string_view name;
  std::string value;
};

// One quoted string (RFC 5322 3.2.4); `at` is behind the opening quote, and afterwards behind the closing one.
std::string quoted_string(std::string_view text, std::size_t& at) {
  std::string value;
  for (; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
    value.push_back(text[at]);
  }
  if (at < text.size()) ++at;
  return value;
}

std::vector<Parameter> all_parameters(std::string_view text) {
  std::vector<Parameter> found;
  bool comments = true;
  const auto skip_to_separator = [&](std::size_t at) {
    while (at < text.size() && text[at] != ';') {
      if (text[at] == '"') {
        ++at;
        quoted_string(text, at);
      } else if (text[at] == '(' && comments) {
        const std::size_t behind = skip_comment(text, at);
        comments = behind != at;  // not closed now, not closed later: the search is made once
        at = std::max(behind, at + 1);
      } else {
        ++at;
      }
    }
    return at;
  };
  for (std::size_t at = skip_to_separator(0); at < text.size(); at = skip_to_separator(at)) {
    ++at;
    while (at < text.size() && is_blank(text[at])) ++at;
    const std::size_t name_begin = at;
    while (at < text.size() && text[at] != '=' && text[at] != ';' && text[at] != '"' && text[at] != '(') ++at;
    if (at == text.size() || text[at] != '=') continue;
    Parameter parameter{trim(text.substr(name_begin, at - name_begin)), {}};
    ++at;
    while (at < text.size() && is_blank(text[at])) ++at;
    if (at < text.size() && text[at] == '"') {
      ++at;
      parameter.value = quoted_string(text, at);
    } else {
      const std::size_t value_begin = at;
      while (at < text.size() && text[at] != ';' && !(text[at] == '(' && at > value_begin && is_blank(text[at - 1]))) {
        ++at;
      }
      parameter.value = trim(text.substr(value_begin, at - value_begin));
    }
    found.push_back(std::move(parameter));
  }
  return found;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low >= 0) {
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

// One piece of a parameter that is split (RFC 2231 3) or names its charset (RFC 2231 4).
struct Piece {
  unsigned number = 0;
  bool encoded = false;
  std::string_view value;
};

// `suffix` is what follows the parameter's name: "*", "*0", "*0*".
bool read_suffix(std::string_view suffix, Piece& piece) {
  if (!suffix.starts_with('*')) return false;
  suffix.remove_prefix(1);
  if (suffix.empty()) return piece.encoded = true;
  if (suffix.ends_with('*')) {
    piece.encoded = true;
    suffix.remove_suffix(1);
  }
  const auto [end, error] = std::from_chars(suffix.data(), suffix.data() + suffix.size(), piece.number);
  return error == std::errc() && end == suffix.data() + suffix.size();
}

std::string joined(std::vector<Piece>& pieces) {
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.number < b.number; });
  std::string_view charset;
  std::string bytes;
  unsigned expected = 0;
  for (Piece& piece : pieces) {
    if (piece.number != expected) {
      if (piece.number < expected) continue;  // the same number twice
      break;
    }
    if (piece.encoded && expected == 0) {  // charset'language'text
      const std::size_t first = piece.value.find('\'');
      const std::size_t second = first == std::string_view::npos ? first : piece.value.find('\'', first + 1);
      if (second != std::string_view::npos) {
        charset = piece.value.substr(0, first);
        piece.value.remove_prefix(second + 1);
      }
    }
    ++expected;
    bytes += piece.encoded ? percent_decoded(piece.value) : std::string(piece.value);
  }
  return to_utf8(bytes, charset);
}

}  // namespace

std::string media_type(std::string_view field_value) {
  const std::string token = first_token(field_value);
  const std::size_t slash = token.find('/');
  if (slash == std::string::npos) return {};
  const std::string_view type = trim(std::string_view(token).substr(0, slash));
  std::string_view subtype = trim(std::string_view(token).substr(slash + 1));
  subtype = subtype.substr(0, subtype.find_first_of(" \t,\""));
  if (type.empty() || subtype.empty() || type.find_first_of(" \t\"") != std::string_view::npos) return {};
  return std::string(type) + "/" + std::string(subtype);
}

std::string transfer_encoding(std::string_view field_value) {
  std::string token = first_token(field_value);
  std::erase(token, '"');
  return token.substr(0, token.find_first_of(" \t,"));
}

std::string raw_parameter(std::string_view field_value, std::string_view name) {
  for (Parameter& parameter : all_parameters(field_value)) {
    if (same_word(parameter.name, name)) return std::move(parameter.value);
  }
  return {};
}

std::string parameter(std::string_view field_value, std::string_view name) {
  const std::vector<Parameter> all = all_parameters(field_value);
  std::vector<Piece> pieces;
  const std::string* plain = nullptr;
  for (const Parameter& p : all) {
    if (p.name.size() < name.size() || !same_word(p.name.substr(0, name.size()), name)) continue;
    if (p.name.size() == name.size()) {
      if (plain == nullptr) plain = &p.value;
      continue;
    }
    Piece piece;
    piece.value = p.value;
    if (read_suffix(p.name.substr(name.size()), piece)) pieces.push_back(piece);
  }
  std::string value = joined(pieces);  // the form with a charset is the better one where both are given
  if (value.empty() && plain != nullptr) value = to_utf8(*plain, {});
  return value;
}

}  // namespace eb
