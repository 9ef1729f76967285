// SPDX-License-Identifier: MIT
// RFC 2047: =?charset?encoding?text?=
#include <utility>

#include "mime/ascii.h"
#include "mime/mimetic_adapter.h"
#include "mime/text.h"

namespace eb {
namespace {

struct Word {
  std::string_view charset;
  char encoding = 'q';
  std::string_view text;
  std::size_t end = 0;  // behind the closing "?="
};

constexpr std::size_t longest_charset = 64;

// The word that begins at `at`, where "=?" stands. Looks no further than the next '?' that is not the text's own, so
// that the work stays linear however many words are begun and never ended.
bool read_word(std::string_view value, std::size_t at, Word& word) {
  const std::size_t charset = at + 2;
  const std::size_t mark = value.substr(charset, longest_charset).find('?');
  if (mark == std::string_view::npos || mark == 0) return false;
  word.charset = value.substr(charset, mark);
  if (word.charset.find_first_of(" \t=<>@\"") != std::string_view::npos) return false;
  const std::size_t letter = charset + mark + 1;
  if (letter + 2 > value.size() || value[letter + 1] != '?') return false;
  word.encoding = value[letter] == 'B' || value[letter] == 'b' ? 'b' : 'q';
  if (word.encoding == 'q' && value[letter] != 'Q' && value[letter] != 'q') return false;
  const std::size_t text = letter + 2;
  std::size_t end = value.find('?', text);
  while (end != std::string_view::npos && end + 1 < value.size() && value[end + 1] == '?') ++end;
  if (end == std::string_view::npos || end + 1 >= value.size() || value[end + 1] != '=') return false;
  word.text = value.substr(text, end - text);
  word.end = end + 2;
  word.charset = word.charset.substr(0, word.charset.find('*'));  // a language may follow (RFC 2231 5)
  return true;
}

std::string decode_q(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '=' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low >= 0) {
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      out.push_back(text[i] == '_' ? ' ' : text[i]);
    }
  }
  return out;
}

bool all_blank(std::string_view text) {
  for (const char c : text) {
    if (!is_blank(c)) return false;
  }
  return true;
}

}  // namespace

std::string decode_words(std::string_view value) {
  std::string out;
  std::string_view charset;  // of the words that were read and not yet converted
  std::string bytes;         // together, for a character may be divided between two words
  bool after_word = false;
  std::size_t plain = 0;  // begin of what stands between words
  const auto finish_words = [&] {
    if (!bytes.empty()) out += to_utf8(bytes, charset);
    bytes.clear();
  };
  for (std::size_t at = value.find("=?"); at != std::string_view::npos;) {
    Word word;
    if (!read_word(value, at, word)) {
      at = value.find("=?", at + 1);
      continue;
    }
    const std::string_view between = value.substr(plain, at - plain);
    const bool adjacent = after_word && all_blank(between);  // RFC 2047 6.2: such blanks are not shown
    if (!adjacent || !same_word(charset, word.charset)) finish_words();
    if (!adjacent) out += to_utf8(between, {});
    charset = word.charset;
    bytes += word.encoding == 'b' ? mimetic_adapter::decode_base64(word.text) : decode_q(word.text);
    after_word = true;
    plain = word.end;
    at = value.find("=?", plain);
  }
  finish_words();
  out += to_utf8(value.substr(plain), {});
  return out;
}

}  // namespace eb
