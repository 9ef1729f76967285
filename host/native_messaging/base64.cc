// SPDX-License-Identifier: MIT
#include "host/native_messaging/base64.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace eb {
namespace {

constexpr std::uint8_t kInvalid = 255;

constexpr std::array<std::uint8_t, 256> make_values() {
  std::array<std::uint8_t, 256> values{};
  for (auto& value : values) value = kInvalid;
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  return values;
}

constexpr std::array<std::uint8_t, 256> kValues = make_values();

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  text.remove_suffix(padding);

  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t bits = 0;
  int count = 0;
  for (char c : text) {
    const std::uint8_t value = kValues[static_cast<unsigned char>(c)];
    if (value == kInvalid) return std::nullopt;
    bits = bits << 6 | value;
    if (++count < 4) continue;
    bytes.push_back(static_cast<char>(bits >> 16 & 0xFF));
    bytes.push_back(static_cast<char>(bits >> 8 & 0xFF));
    bytes.push_back(static_cast<char>(bits & 0xFF));
    bits = 0;
    count = 0;
  }
  if (count == 3) {  // 18 bits: two bytes and two bits that must be zero
    if (bits & 0x3) return std::nullopt;
    bytes.push_back(static_cast<char>(bits >> 10 & 0xFF));
    bytes.push_back(static_cast<char>(bits >> 2 & 0xFF));
  } else if (count == 2) {  // 12 bits: one byte and four bits that must be zero
    if (bits & 0xF) return std::nullopt;
    bytes.push_back(static_cast<char>(bits >> 4 & 0xFF));
  }
  return bytes;
}

std::string encode_base64(std::string_view bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto at = [&](std::size_t place) {
      return place < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[place])) : 0U;
    };
    const unsigned group = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    const std::size_t letters = std::min<std::size_t>(bytes.size() - i, 3) + 1;
    for (std::size_t n = 0; n < 4; ++n) out += n < letters ? alphabet[group >> (18 - 6 * n) & 0x3F] : '=';
  }
  return out;
}

}  // namespace eb
