// SPDX-License-Identifier: MIT
// IP addresses as they stand in refusals, and who hands them out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eb {

struct IpAddress {
  bool v6 = false;
  std::uint64_t high = 0;  // the first 64 bits; an IPv4 address stands in the upper 32 of them
  std::uint64_t low = 0;
};

// Dotted decimal without leading zeros, or RFC 4291 2.2.
std::optional<IpAddress> parse_ip(std::string_view text);

// Neither private, loopback, link-local, shared, multicast nor reserved (RFC 6890). The addresses that RFC 5737 and
// RFC 3849 set aside for examples count as public here: they stand for real ones.
bool is_public(const IpAddress& ip);

// Whether an address whose first 64 bits are `high` lies in the prefix.
constexpr bool covers(std::uint64_t bits, unsigned length, std::uint64_t high) {
  return length == 0 || (bits ^ high) >> (64 - length) == 0;
}

struct Registry {
  std::string_view name;  // "RIPE NCC"
  std::string_view url;
};

// The regional internet registry that IANA designates for the address (host/explain/registries/*.csv, longest prefix);
// nothing for an address that belongs to nobody, those of the examples included.
std::optional<Registry> registry_of(const IpAddress& ip);

// The sending server's address as the refusing server named it in its reply ("Client host [203.0.113.9] blocked"), as
// written. Empty where none stands there. Never the refusing server's own address, never one that is not public.
std::string sending_ip(std::string_view diagnostic, std::string_view remote_mta);

}  // namespace eb
