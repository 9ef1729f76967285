// SPDX-License-Identifier: MIT
#include "host/explain/ip_address.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

namespace eb {
namespace {

std::optional<std::uint32_t> parse_v4(std::string_view text) {
  std::uint32_t out = 0;
  for (int i = 0; i < 4; ++i) {
    const auto end = i < 3 ? text.find('.') : text.size();
    if (end == std::string_view::npos || end == 0 || end > 3) return std::nullopt;
    unsigned octet = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + end, octet);
    if (error != std::errc{} || stop != text.data() + end || octet > 255 || (text.front() == '0' && end > 1))
      return std::nullopt;
    out = out << 8 | octet;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// Groups of hexadecimal digits with colons between, at most 8; false if anything else stands there.
bool read_groups(std::string_view text, std::array<std::uint16_t, 8>& groups, std::size_t& count) {
  while (!text.empty()) {
    const auto end = std::min(text.find(':'), text.size());
    const std::string_view group = text.substr(0, end);
    if (end == text.size() && group.find('.') != std::string_view::npos) {
      const auto v4 = parse_v4(group);
      if (!v4 || count > 6) return false;
      groups.at(count++) = static_cast<std::uint16_t>(*v4 >> 16);
      groups.at(count++) = static_cast<std::uint16_t>(*v4 & 0xFFFF);
      return true;
    }
    unsigned value = 0;
    const auto [stop, error] = std::from_chars(group.data(), group.data() + group.size(), value, 16);
    if (group.empty() || group.size() > 4 || error != std::errc{} || stop != group.data() + group.size() || count > 7)
      return false;
    groups.at(count++) = static_cast<std::uint16_t>(value);
    if (end + 1 == text.size()) return false;  // a colon at the end
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

std::optional<IpAddress> parse_v6(std::string_view text) {
  std::array<std::uint16_t, 8> front{};
  std::array<std::uint16_t, 8> back{};
  std::size_t front_count = 0;
  std::size_t back_count = 0;
  const auto gap = text.find("::");
  if (!read_groups(text.substr(0, gap), front, front_count)) return std::nullopt;
  if (gap == std::string_view::npos) {
    if (front_count != 8) return std::nullopt;
  } else {
    if (!read_groups(text.substr(gap + 2), back, back_count) || front_count + back_count > 7) return std::nullopt;
    for (std::size_t i = 0; i < back_count; ++i) front.at(8 - back_count + i) = back.at(i);
  }
  IpAddress ip{true, 0, 0};
  for (std::size_t i = 0; i < 4; ++i) {
    ip.high = ip.high << 16 | front.at(i);
    ip.low = ip.low << 16 | front.at(i + 4);
  }
  return ip;
}

struct Prefix {
  std::uint64_t bits;
  unsigned length;
};

constexpr Prefix v4(std::uint64_t a, std::uint64_t b, std::uint64_t c, unsigned length) {
  return {a << 56 | b << 48 | c << 40, length};
}

template <std::size_t N>
bool any_covers(const std::array<Prefix, N>& prefixes, std::uint64_t high) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const Prefix& p) { return covers(p.bits, p.length, high); });
}

// RFC 6890 and its updates: this network, private, shared, loopback, link-local, protocol assignments, benchmarks,
// 6to4 relays, multicast, reserved.
constexpr std::array<Prefix, 12> special_v4{v4(0, 0, 0, 8),     v4(10, 0, 0, 8),     v4(100, 64, 0, 10),
                                            v4(127, 0, 0, 8),   v4(169, 254, 0, 16), v4(172, 16, 0, 12),
                                            v4(192, 0, 0, 24),  v4(192, 88, 99, 24), v4(192, 168, 0, 16),
                                            v4(198, 18, 0, 15), v4(224, 0, 0, 4),    v4(240, 0, 0, 4)};
// RFC 4291 2.4: all that is handed out is 2000::/3.
constexpr Prefix global_v6{std::uint64_t{0x2000} << 48, 3};

}  // namespace

std::optional<IpAddress> parse_ip(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return parse_v6(text);
  if (const auto found = parse_v4(text)) return IpAddress{false, std::uint64_t{*found} << 32, 0};
  return std::nullopt;
}

bool is_public(const IpAddress& ip) {
  return ip.v6 ? covers(global_v6.bits, global_v6.length, ip.high) : !any_covers(special_v4, ip.high);
}

}  // namespace eb
