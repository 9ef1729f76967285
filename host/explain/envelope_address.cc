// SPDX-License-Identifier: MIT
#include "host/explain/envelope_address.h"

#include "mime/text.h"

namespace eb {
namespace {

bool is_separator(char c) { return c == '=' || c == '-' || c == '+'; }

// "hash=day=domain=local" -> local@domain; empty where it is not of that form.
std::string srs0(std::string_view rest) {
  for (int skipped = 0; skipped < 2; ++skipped) {
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos) return {};
    rest.remove_prefix(equals + 1);
  }
  const auto equals = rest.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == rest.size()) return {};
  return std::string(rest.substr(equals + 1)) + '@' + std::string(rest.substr(0, equals));
}

std::string_view without_tag(std::string_view local) {
  const auto plus = local.find('+');
  return plus == std::string_view::npos || plus == 0 ? local : local.substr(0, plus);
}

}  // namespace

EnvelopeAddress envelope_address(std::string_view address) {
  EnvelopeAddress out{std::string(address), {}};
  const auto at = address.rfind('@');
  if (at == std::string_view::npos) return out;
  const std::string_view local = address.substr(0, at);
  const std::string lower = ascii_lower(local);
  if (lower.size() > 5 && lower.starts_with("srs0") && is_separator(lower[4])) {
    if (std::string was = srs0(local.substr(5)); !was.empty())
      out = {envelope_address(was).address, std::string(address.substr(at + 1))};
  } else if (lower.size() > 5 && lower.starts_with("srs1") && is_separator(lower[4])) {
    // SRS1=hash=first-forwarder==hash=day=domain=local
    if (const auto inner = local.find("=="); inner != std::string_view::npos)
      if (std::string was = srs0(local.substr(inner + 2)); !was.empty())
        out = {std::move(was), std::string(address.substr(at + 1))};
  } else if (lower.starts_with("prvs=")) {
    if (const auto equals = local.find('=', 5); equals != std::string_view::npos && equals + 1 < local.size())
      out.address = std::string(address.substr(equals + 1));
  }
  return out;
}

bool same_mailbox(std::string_view a, std::string_view b) {
  const std::string one = envelope_address(a).address;
  const std::string other = envelope_address(b).address;
  const auto at = one.rfind('@');
  const auto other_at = other.rfind('@');
  if (at == std::string::npos || other_at == std::string::npos) return same_word(one, other);
  return same_word(std::string_view(one).substr(at), std::string_view(other).substr(other_at)) &&
         same_word(without_tag(std::string_view(one).substr(0, at)),
                   without_tag(std::string_view(other).substr(0, other_at)));
}

}  // namespace eb
