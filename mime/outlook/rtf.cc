// SPDX-License-Identifier: MIT
#include "mime/outlook/rtf.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "mime/ascii.h"
#include "mime/outlook/code_page.h"
#include "mime/text.h"
#include "mime/utf8.h"

namespace eb::outlook {
namespace {

constexpr std::size_t kDeepest = 1000;  // groups inside groups; deeper ones are read as part of that one

constexpr std::size_t kMostFonts = 4096;

// Groups that hold no words of the text.
constexpr std::array<std::string_view, 12> kSilent = {"fonttbl", "colortbl", "stylesheet", "info",
                                                      "pict",    "object",   "listtable",  "header",
                                                      "footer",  "revtbl",   "themedata",  "generator"};

constexpr int kDefaultFont = -1;  // \deff
constexpr int kNoFont = -2;       // the code page of the document

// \fcharset of the font table -> code page ([MS-RTF] and the charsets of LOGFONT). 0, 1 and 2 (ANSI, default, symbol)
// are the document's own.
std::uint32_t code_page_of_charset(int charset) {
  static constexpr std::array<std::pair<int, std::uint32_t>, 17> table = {{
      {77, 10000},
      {128, 932},
      {129, 949},
      {130, 1361},
      {134, 936},
      {136, 950},
      {161, 1253},
      {162, 1254},
      {163, 1258},
      {177, 1255},
      {178, 1256},
      {186, 1257},
      {204, 1251},
      {222, 874},
      {238, 1250},
      {254, 437},
      {255, 850},
  }};
  const auto* const found =
      std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.first == charset; });
  return found == table.end() ? 0 : found->second;
}

struct Group {
  bool silent = false;
  bool fonts = false;  // the font table
  int font = kDefaultFont;
  bool html_rtf = false;  // [MS-OXRTFEX] 2.1.3.2: RTF that the HTML does not hold
  int skip = 1;           // characters after \u that stand in for it (\uc)
};

class Reader {
 public:
  explicit Reader(std::string_view rtf) : rtf_(rtf) { groups_.emplace_back(); }

  RtfText read() {
    while (at_ < rtf_.size()) step(rtf_[at_++]);
    flush();
    return {std::move(text_), html_};
  }

 private:
  Group& group() { return groups_.back(); }

  void step(char c) {
    // A character of more than one byte may be written across groups, but what \u stands in for is not.
    if (c == '{' || c == '}') to_skip_ = 0;
    if (c == '{') {
      begins_ = true;
      if (groups_.size() < kDeepest) groups_.push_back(group());
    } else if (c == '}') {
      begins_ = false;
      if (groups_.size() > 1) {
        const std::uint32_t before = code_page();
        std::string bytes = std::exchange(bytes_, {});
        groups_.pop_back();
        if (before == code_page())
          bytes_ = std::move(bytes);
        else
          text_ += to_utf8(bytes, charset_of(before));
      }
    } else if (c == '\\') {
      control();
    } else if (c != '\r' && c != '\n' && c != '\0') {
      begins_ = false;
      put(c);
    }
  }

  void control() {
    if (at_ >= rtf_.size()) return;
    const char c = rtf_[at_++];
    if (is_letter(c)) {
      --at_;
      word();
      return;
    }
    if (c == '*') {
      ignorable_ = begins_;
      return;
    }
    begins_ = false;
    if (c == '\'' && at_ + 1 < rtf_.size() && hex_digit(rtf_[at_]) >= 0 && hex_digit(rtf_[at_ + 1]) >= 0) {
      put(static_cast<char>(hex_digit(rtf_[at_]) * 16 + hex_digit(rtf_[at_ + 1])));
      at_ += 2;
    } else if (c == '~') {
      put(' ');
    } else if (c == '\r' || c == '\n') {
      put('\n');
    } else if (c == '\\' || c == '{' || c == '}') {
      put(c);
    }
  }

  void word() {
    const std::size_t begin = at_;
    while (at_ < rtf_.size() && is_letter(rtf_[at_])) ++at_;
    const std::string_view name = rtf_.substr(begin, at_ - begin);
    const std::size_t digits = at_;
    if (at_ < rtf_.size() && rtf_[at_] == '-') ++at_;
    while (at_ < rtf_.size() && is_digit(rtf_[at_])) ++at_;
    int value = 0;
    const bool has_value =
        std::from_chars(rtf_.data() + digits, rtf_.data() + at_, value).ec == std::errc() && at_ > digits;
    if (at_ < rtf_.size() && rtf_[at_] == ' ') ++at_;
    const bool ignorable = std::exchange(ignorable_, false);
    const bool first = std::exchange(begins_, false);
    if (first && (std::find(kSilent.begin(), kSilent.end(), name) != kSilent.end() || (ignorable && name != "htmltag")))
      group().silent = true;
    if (first && name == "fonttbl") group().fonts = true;
    if (first && name == "htmltag") set_font(kNoFont);  // [MS-OXRTFEX] 2.1.3: markup is in the document's own code page
    obey(name, value, has_value);
  }

  void obey(std::string_view name, int value, bool has_value) {
    if (name == "fromhtml") html_ = true;
    if (name == "ansicpg" && value > 0) code_page_ = static_cast<std::uint32_t>(value);
    if (name == "deff") default_font_ = value;
    if (name == "f") set_font(value);
    if (name == "plain") set_font(kDefaultFont);
    if (name == "fcharset" && group().fonts && fonts_.size() < kMostFonts)
      fonts_[group().font] = code_page_of_charset(value);
    if (name == "htmlrtf") group().html_rtf = !has_value || value != 0;
    if (name == "uc") group().skip = std::clamp(value, 0, 100);
    if (name == "u") unicode(value);
    if (name == "bin") at_ += std::min(static_cast<std::size_t>(std::max(value, 0)), rtf_.size() - at_);
    if (name == "par" || name == "line" || name == "row") put('\n');
    if (name == "tab" || name == "cell") put('\t');
    if (name == "lquote" || name == "rquote") put('\'');
    if (name == "ldblquote" || name == "rdblquote") put('"');
    if (name == "emdash" || name == "endash") put('-');
  }

  std::uint32_t code_page() const {
    const int font = groups_.back().font == kDefaultFont ? default_font_ : groups_.back().font;
    const auto found = fonts_.find(font);
    return found == fonts_.end() || found->second == 0 ? code_page_ : found->second;
  }

  void set_font(int font) {
    if (font == group().font) return;
    flush();
    group().font = font;
  }

  void unicode(int value) {
    if (hidden()) return;
    flush();
    const auto unit = static_cast<std::uint32_t>(value) & 0xFFFF;  // negative above 32767
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_ = unit;
    } else {
      const bool pair = high_ != 0 && unit >= 0xDC00 && unit < 0xE000;
      append_utf8(pair ? 0x10000 + ((high_ - 0xD800) << 10) + (unit - 0xDC00) : unit, text_);
      high_ = 0;
    }
    to_skip_ = group().skip;
  }

  bool hidden() const { return groups_.back().silent || (html_ && groups_.back().html_rtf); }

  void put(char c) {
    if (to_skip_ > 0) {
      --to_skip_;
    } else if (!hidden()) {
      bytes_.push_back(c);
    }
  }

  // Bytes of the code page that stand together are read together: half of a character says nothing.
  void flush() {
    if (bytes_.empty()) return;
    text_ += to_utf8(bytes_, charset_of(code_page()));
    bytes_.clear();
  }

  std::string_view rtf_;
  std::size_t at_ = 0;
  std::vector<Group> groups_;
  bool begins_ = false;     // a group has just been opened
  bool ignorable_ = false;  // and "\*" stood there
  bool html_ = false;
  std::uint32_t code_page_ = 1252;
  int default_font_ = kNoFont;
  std::unordered_map<int, std::uint32_t> fonts_;  // their code pages; 0: the document's
  std::uint32_t high_ = 0;                        // the first half of a surrogate pair
  int to_skip_ = 0;
  std::string bytes_;
  std::string text_;
};

}  // namespace

RtfText read_rtf(std::string_view rtf) { return Reader(rtf).read(); }

}  // namespace eb::outlook
