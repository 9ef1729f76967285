// SPDX-License-Identifier: MIT
// Charsets. ASCII, UTF-8 and windows-1252 are read here: for each other one the C library loads a module, which a
// program that a click starts should not pay for without need.
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <utility>

#include "mime/ascii.h"
#include "mime/text.h"
#include "mime/utf8.h"

namespace eb {
namespace {

bool is_ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// 0x80 to 0x9F of windows-1252 (unicode.org, MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT); the rest is Latin-1.
constexpr std::array<std::uint16_t, 32> windows_1252_high = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

std::string from_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const unsigned code = static_cast<unsigned char>(c);
    append_utf8(code >= 0x80 && code < 0xA0 ? windows_1252_high[code - 0x80] : code, out);
  }
  return out;
}

// A text that came out of a charset, and how well the bytes fitted it.
struct Converted {
  std::string text;
  std::size_t fitting = 0;  // characters beyond ASCII
  std::size_t broken = 0;   // places that became U+FFFD
};

Converted from_utf8(std::string_view bytes) {
  Converted result;
  result.text.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size();) {
    const Character c = character_at(bytes, i);
    if (!c.is_valid)
      ++result.broken;
    else if (c.size > 1)
      ++result.fitting;
    result.text += c.is_valid ? bytes.substr(i, c.size) : replacement_character;
    i += c.size;
  }
  return result;
}

// Names that mails use and iconv does not know, or knows as something narrower than what mails hold.
constexpr std::array<std::pair<std::string_view, std::string_view>, 40> aliases = {{
    {"unicode-1-1-utf-7", "utf-7"},
    {"x-unicode-2-0-utf-7", "utf-7"},
    {"csunicode11utf7", "utf-7"},
    {"gb2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"gb2312-80", "gb18030"},
    {"gb-2312", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"euc-cn", "gb18030"},
    {"cn-gb", "gb18030"},
    {"chinese", "gb18030"},
    {"csgb2312", "gb18030"},
    {"cp936", "gb18030"},
    {"windows-936", "gb18030"},
    {"big5", "big5-hkscs"},
    {"big-5", "big5-hkscs"},
    {"cn-big5", "big5-hkscs"},
    {"x-x-big5", "big5-hkscs"},
    {"shift_jis", "cp932"},
    {"shift-jis", "cp932"},
    {"x-sjis", "cp932"},
    {"sjis", "cp932"},
    {"ms_kanji", "cp932"},
    {"windows-31j", "cp932"},
    {"x-euc-jp", "euc-jp"},
    {"iso-2022-jp-ms", "iso-2022-jp-3"},
    {"ks_c_5601-1987", "cp949"},
    {"ks_c_5601", "cp949"},
    {"ksc5601", "cp949"},
    {"ks_c_5601-1989", "cp949"},
    {"euc-kr", "cp949"},
    {"windows-949", "cp949"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"iso-8859-8-e", "iso-8859-8"},
    {"iso-8859-6-i", "iso-8859-6"},
    {"x-mac-roman", "macintosh"},
    {"x-macroman", "macintosh"},
    {"x-mac-cyrillic", "mac-cyrillic"},
    {"windows-874", "cp874"},
}};

constexpr std::array<std::string_view, 5> ascii_names = {"us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us", "us"};
constexpr std::array<std::string_view, 6> utf8_names = {"utf-8",   "utf8",  "unicode-1-1-utf-8",
                                                        "x-utf-8", "utf_8", "cp65001"};
constexpr std::array<std::string_view, 9> latin_names = {
    "windows-1252", "cp1252", "cp-1252", "x-cp1252", "iso-8859-1", "iso8859-1", "iso_8859-1", "iso88591", "latin1"};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// In lower case, without quotes, blanks and an RFC 2231 language; empty if it cannot be the name of a charset.
std::string charset_name(std::string_view name) {
  name = name.substr(0, name.find_first_of("*;("));
  std::string clean;
  for (const char c : ascii_lower(trim(name))) {
    if (c == '"' || c == '\'') continue;
    const bool plain =
        (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '_' || c == '.' || c == ':' || c == '+';
    if (!plain) return {};  // iconv gives '/' and ',' a meaning of their own
    clean.push_back(c);
  }
  // These are the C library's own forms of text in memory, not charsets of mails.
  if (clean.size() > 40 || clean == "internal" || clean == "wchar_t" || clean == "char") return {};
  for (const auto& [alias, known] : aliases) {
    if (clean == alias) return std::string(known);
  }
  return clean;
}

// UTF-16 without a byte order mark is big-endian (RFC 2781 4.3), and yet often is not: in text of the West every second
// byte is 0.
std::string utf16_order(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return "utf-16le";
  if (bytes.starts_with("\xFE\xFF")) return "utf-16be";
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < std::min<std::size_t>(bytes.size(), 512); ++i) zeros[i % 2] += bytes[i] == '\0';
  return zeros[1] > zeros[0] ? "utf-16le" : "utf-16be";
}

class Converter {
 public:
  explicit Converter(const std::string& charset) : handle_(iconv_open("UTF-8", charset.c_str())) {
    if (handle_ == none() && charset.starts_with("cp-"))
      handle_ = iconv_open("UTF-8", ("cp" + charset.substr(3)).c_str());
    if (handle_ == none() && charset.starts_with("x-")) handle_ = iconv_open("UTF-8", charset.substr(2).c_str());
  }
  ~Converter() {
    if (handle_ != none()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  bool known() const { return handle_ != none(); }

  // `unit`: how many bytes to skip where one does not fit.
  Converted convert(std::string_view bytes, std::size_t unit);

 private:
  static iconv_t none() { return reinterpret_cast<iconv_t>(-1); }  // NOLINT: POSIX says so
  iconv_t handle_;
};

Converted Converter::convert(std::string_view bytes, std::size_t unit) {
  Converted result;
  std::array<char, 4096> buffer;
  char* in = const_cast<char*>(bytes.data());  // NOLINT: iconv does not write there
  std::size_t in_left = bytes.size();
  while (in_left > 0) {
    char* out = buffer.data();
    std::size_t out_left = buffer.size();
    const std::size_t before = in_left;
    const std::size_t status = iconv(handle_, &in, &in_left, &out, &out_left);
    const int error = status == static_cast<std::size_t>(-1) ? errno : 0;
    const std::size_t written = buffer.size() - out_left;
    result.text.append(buffer.data(), written);
    if (error == 0) break;
    if (error == E2BIG && (written > 0 || in_left < before)) continue;
    result.text += replacement_character;
    ++result.broken;
    if (error == EINVAL) break;  // the text was cut inside a character
    const std::size_t skipped = std::min(unit, in_left);
    in += skipped;
    in_left -= skipped;
  }
  char* out = buffer.data();
  std::size_t out_left = buffer.size();
  if (iconv(handle_, nullptr, nullptr, &out, &out_left) != static_cast<std::size_t>(-1)) {
    result.text.append(buffer.data(), buffer.size() - out_left);
  }
  const auto leads = std::count_if(result.text.begin(), result.text.end(),
                                   [](char c) { return static_cast<unsigned char>(c) >= 0xC0; });
  result.fitting = static_cast<std::size_t>(leads) - result.broken;
  return result;
}

std::string guessed(std::string_view bytes) { return is_utf8(bytes) ? std::string(bytes) : from_windows_1252(bytes); }

// A few broken places are damage; mostly broken is the wrong charset.
std::string settled(Converted converted, std::string_view bytes) {
  if (converted.broken == 0 || converted.broken <= converted.fitting) return std::move(converted.text);
  return guessed(bytes);
}

std::string converted_text(std::string_view bytes, std::string_view charset) {
  const std::string name = charset_name(charset);
  if (among(utf8_names, name)) return settled(from_utf8(bytes), bytes);
  if (name.empty() || among(ascii_names, name)) return guessed(bytes);
  if (among(latin_names, name)) return from_windows_1252(bytes);
  const bool utf16 = name == "utf-16" || name == "utf16" || name == "unicode" || name == "ucs-2";
  Converter converter(utf16 ? utf16_order(bytes) : name);
  if (!converter.known()) return guessed(bytes);
  const std::size_t unit = utf16 || name.starts_with("utf-16") ? 2 : name.starts_with("utf-32") ? 4 : 1;
  Converted converted = converter.convert(bytes, unit);
  if (converted.broken > 0 && unit == 1 && !is_ascii(bytes) && is_utf8(bytes)) return std::string(bytes);
  return settled(std::move(converted), bytes);
}

// Charsets in which bytes below 128 may be something else than ASCII.
bool may_hide_in_ascii(std::string_view charset) {
  const std::string name = charset_name(charset);
  constexpr std::array<std::string_view, 5> supersets = {"iso-8859", "windows-125", "gb18030", "koi8", "big5"};
  if (name.empty() || among(utf8_names, name) || among(ascii_names, name) || among(latin_names, name)) return false;
  return std::none_of(supersets.begin(), supersets.end(), [&](std::string_view s) { return name.starts_with(s); });
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view charset) {
  std::string text =
      is_ascii(bytes) && !may_hide_in_ascii(charset) ? std::string(bytes) : converted_text(bytes, charset);
  if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  return text;
}

}  // namespace eb
