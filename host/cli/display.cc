// SPDX-License-Identifier: MIT
#include "host/cli/display.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "mime/utf8.h"

namespace eb {
namespace {

struct Range {
  char32_t first, last;
};

template <std::size_t n>
bool within(const std::array<Range, n>& ranges, char32_t c) {
  const auto it =
      std::lower_bound(ranges.begin(), ranges.end(), c, [](const Range& r, char32_t x) { return r.last < x; });
  return it != ranges.end() && c >= it->first;
}

// Default_Ignorable_Code_Point and Bidi_Control of Unicode that can hide or turn round text. The joiners U+200C and
// U+200D stay: Persian and the Indic scripts need them.
constexpr std::array<Range, 11> kInvisible = {{{0xAD, 0xAD},
                                               {0x61C, 0x61C},
                                               {0x180E, 0x180E},
                                               {0x200B, 0x200B},
                                               {0x200E, 0x200F},
                                               {0x202A, 0x202E},
                                               {0x2060, 0x206F},
                                               {0xFEFF, 0xFEFF},
                                               {0xFFF9, 0xFFFB},
                                               {0x1D173, 0x1D17A},
                                               {0xE0000, 0xE0FFF}}};

// General_Category Mn and Me of the scripts that are common in mail, the joiners and the variation selectors.
constexpr std::array<Range, 38> kCombining = {
    {{0x300, 0x36F},   {0x483, 0x489},    {0x591, 0x5BD},   {0x5BF, 0x5BF},   {0x5C1, 0x5C2},   {0x5C4, 0x5C5},
     {0x5C7, 0x5C7},   {0x610, 0x61A},    {0x64B, 0x65F},   {0x670, 0x670},   {0x6D6, 0x6DC},   {0x6DF, 0x6E4},
     {0x6E7, 0x6E8},   {0x6EA, 0x6ED},    {0x901, 0x902},   {0x93C, 0x93C},   {0x941, 0x948},   {0x94D, 0x94D},
     {0x951, 0x957},   {0x9BC, 0x9BC},    {0x9C1, 0x9C4},   {0x9CD, 0x9CD},   {0xBC0, 0xBC0},   {0xBCD, 0xBCD},
     {0xE31, 0xE31},   {0xE34, 0xE3A},    {0xE47, 0xE4E},   {0xEB1, 0xEB1},   {0xEB4, 0xEBC},   {0x1AB0, 0x1AFF},
     {0x1DC0, 0x1DFF}, {0x200C, 0x200D},  {0x20D0, 0x20F0}, {0x302A, 0x302D}, {0x3099, 0x309A}, {0xFE00, 0xFE0F},
     {0xFE20, 0xFE2F}, {0x1F3FB, 0x1F3FF}}};

// East_Asian_Width W and F (UAX #11).
constexpr std::array<Range, 17> kWide = {{{0x1100, 0x115F},
                                          {0x231A, 0x231B},
                                          {0x2E80, 0x303E},
                                          {0x3041, 0x33FF},
                                          {0x3400, 0x4DBF},
                                          {0x4E00, 0x9FFF},
                                          {0xA000, 0xA4CF},
                                          {0xA960, 0xA97F},
                                          {0xAC00, 0xD7A3},
                                          {0xF900, 0xFAFF},
                                          {0xFE30, 0xFE6F},
                                          {0xFF00, 0xFF60},
                                          {0xFFE0, 0xFFE6},
                                          {0x1F300, 0x1F64F},
                                          {0x1F680, 0x1F6FF},
                                          {0x1F900, 0x1FAFF},
                                          {0x20000, 0x3FFFD}}};

constexpr char32_t kBad = 0xFFFFFFFF;

// Takes one character off the front (RFC 3629); kBad, and one byte, where there is none.
char32_t take(std::string_view& text) {
  const Character c = character_at(text, 0);
  text.remove_prefix(c.is_valid ? c.size : 1);
  return c.is_valid ? c.code : kBad;
}

std::size_t columns(char32_t c) { return within(kCombining, c) ? 0 : within(kWide, c) ? 2 : 1; }

// What must not stand at the beginning of a line: closing brackets and stops of Chinese and Japanese.
bool closes(char32_t c) {
  static constexpr std::array<char32_t, 14> kClosing = {0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011,
                                                        0xFF01, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F};
  return std::find(kClosing.begin(), kClosing.end(), c) != kClosing.end();
}

// Text between two blanks, in pieces that may not be broken: a word, or ideographs one by one.
struct Piece {
  std::string_view text;
  std::size_t width = 0;
  bool blank_before = false;
};

std::vector<Piece> pieces(std::string_view text) {
  std::vector<Piece> all;
  bool blank = false;
  bool open = false;  // the last piece may grow
  while (!text.empty()) {
    const char* begin = text.data();
    const char32_t c = take(text);
    const auto size = static_cast<std::size_t>(text.data() - begin);
    if (c == ' ') {
      blank = !all.empty();
      open = false;
      continue;
    }
    const std::size_t width = columns(c);
    const bool wide = width == 2;
    if (!all.empty() && !blank && (open || width == 0 || closes(c)) && !(wide && !closes(c))) {
      all.back().text = {all.back().text.data(), all.back().text.size() + size};
      all.back().width += width;
    } else {
      all.push_back({{begin, size}, width, blank});
    }
    open = !wide;
    blank = false;
  }
  return all;
}

bool is_link(std::string_view word) { return word.find("https://") < 2 || word.find("http://") < 2; }

}  // namespace

std::string safe(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::string_view rest = text;
    const char32_t c = take(text);
    if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029)
      out += ' ';
    else if (c == kBad || c < 0x20 || (c >= 0x7F && c <= 0x9F))
      out += "\uFFFD";
    else if (!within(kInvisible, c))
      out += rest.substr(0, rest.size() - text.size());
  }
  return out;
}

std::string safe_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    out += safe(text.substr(0, end));
    if (end == std::string_view::npos) break;
    out += '\n';
    text.remove_prefix(end + 1);
  }
  return out;
}

std::string safe_json(std::string_view json) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  out.reserve(json.size());
  while (!json.empty()) {
    const std::string_view rest = json;
    const char32_t c = take(json);
    // Outside of strings JSON has ASCII alone, so all of these stand in strings.
    const bool escape =
        (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || (c <= 0xFFFF && within(kInvisible, c));
    if (!escape) {
      out += rest.substr(0, rest.size() - json.size());
      continue;
    }
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += kHex[c >> shift & 0xF];
  }
  return out;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) width += columns(take(text));
  return width;
}

std::string_view first_columns(std::string_view text, std::size_t width) {
  std::string_view rest = text;
  for (std::size_t used = 0; !rest.empty();) {
    std::string_view after = rest;
    used += columns(take(after));
    if (used > width) break;
    rest = after;
  }
  return text.substr(0, text.size() - rest.size());
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  width = std::max<std::size_t>(width, 1);
  std::vector<std::string> lines;
  std::string line;
  std::size_t used = 0;
  const auto end_line = [&] {
    lines.push_back(std::move(line));
    line.clear();
    used = 0;
  };
  for (const Piece& piece : pieces(text)) {
    const std::size_t gap = piece.blank_before && used > 0 ? 1 : 0;
    if (used + gap + piece.width <= width) {
      line.append(gap, ' ').append(piece.text);
      used += gap + piece.width;
      continue;
    }
    if (used > 0) end_line();
    std::string_view rest = piece.text;
    if (piece.width > width && !is_link(rest)) {
      while (!rest.empty()) {
        std::string_view after = rest;
        const std::size_t next = columns(take(after));
        if (used > 0 && used + next > width) end_line();
        line += rest.substr(0, rest.size() - after.size());
        used += next;
        rest = after;
      }
    } else {
      line = piece.text;
      used = piece.width;
    }
  }
  if (used > 0 || !line.empty() || lines.empty()) end_line();
  return lines;
}

}  // namespace eb
