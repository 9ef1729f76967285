// SPDX-License-Identifier: MIT
#include "mime/outlook/code_page.h"

#include <array>
#include <utility>

#include "mime/utf8.h"

namespace eb::outlook {
namespace {

// https://learn.microsoft.com/en-us/windows/win32/intl/code-page-identifiers, where the name is not "cp" and the
// number.
constexpr std::array<std::pair<std::uint32_t, const char*>, 21> kNames = {{
    {0, "windows-1252"},    {874, "windows-874"},   {936, "gbk"},           {950, "big5"},
    {1200, "utf-16le"},     {10000, "macintosh"},   {20127, "us-ascii"},    {20866, "koi8-r"},
    {20932, "euc-jp"},      {20936, "gb2312"},      {21866, "koi8-u"},      {38598, "iso-8859-8"},
    {50220, "iso-2022-jp"}, {50221, "iso-2022-jp"}, {50222, "iso-2022-jp"}, {50225, "iso-2022-kr"},
    {51932, "euc-jp"},      {51936, "gb2312"},      {51949, "euc-kr"},      {54936, "gb18030"},
    {65001, "utf-8"},
}};

}  // namespace

std::string charset_of(std::uint32_t code_page) {
  for (const auto& [number, name] : kNames)
    if (number == code_page) return name;
  if (code_page >= 1250 && code_page <= 1258) return "windows-" + std::to_string(code_page);
  if (code_page > 28590 && code_page < 28606) return "iso-8859-" + std::to_string(code_page - 28590);
  return "cp" + std::to_string(code_page);
}

std::string from_utf16le(std::string_view bytes) {
  const auto unit = [&](std::size_t at) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at])) |
           static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + 1])) << 8;
  };
  std::string out;
  out.reserve(bytes.size() / 2);
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    std::uint32_t code = unit(at);
    if (code >= 0xD800 && code < 0xDC00 && at + 3 < bytes.size())
      if (const std::uint32_t low = unit(at + 2); low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        at += 2;
      }
    append_utf8(code, out);
  }
  return out;
}

}  // namespace eb::outlook
