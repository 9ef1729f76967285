// SPDX-License-Identifier: MIT
#include "host/explain/imceaex.h"

#include <algorithm>
#include <cstddef>

#include "mime/ascii.h"
#include "mime/text.h"
#include "mime/utf8.h"

namespace eb {
namespace {

constexpr std::string_view prefix = "imceaex-";

}  // namespace

std::string decode_imceaex(std::string_view address) {
  if (!same_word(address.substr(0, prefix.size()), prefix)) return {};
  address.remove_prefix(prefix.size());
  address = address.substr(0, address.rfind('@'));
  std::string bytes;
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (address[i] == '_') {
      bytes += '/';
    } else if (address[i] == '+' && i + 2 < address.size() && hex_digit(address[i + 1]) >= 0 &&
               hex_digit(address[i + 2]) >= 0) {
      bytes += static_cast<char>(hex_digit(address[i + 1]) * 16 + hex_digit(address[i + 2]));
      i += 2;
    } else {
      bytes += address[i];
    }
  }
  return is_utf8(bytes) ? bytes : to_utf8(bytes, {});
}

std::string readable_name(std::string_view text) {
  const std::string lower = ascii_lower(text);
  const auto start = lower.find(prefix);
  if (start == std::string::npos) return {};
  const auto at = text.find('@', start);
  if (at == std::string_view::npos || at - start > 1000) return {};
  // Blanks are never part of it: a blank is written +20.
  std::string address(text.substr(start, at - start));
  std::erase_if(address, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  const std::string name = decode_imceaex(address);
  const auto cn = ascii_lower(name).rfind("/cn=");
  if (cn == std::string::npos) return {};
  std::string found = name.substr(cn + 4);
  constexpr std::size_t number = 32;
  if (found.size() > number + 1 && found[number] == '-' &&
      std::all_of(found.begin(), found.begin() + number, [](char c) { return hex_digit(c) >= 0; }))
    found.erase(0, number + 1);
  return found;
}

}  // namespace eb
