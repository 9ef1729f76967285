// SPDX-License-Identifier: MIT
#include "host/explain/host_names.h"

#include <vector>

#include "mime/ascii.h"
#include "mime/text.h"

namespace eb {

std::string owner_of(std::string_view host) {
  while (!host.empty() && host.back() == '.') host.remove_suffix(1);
  std::string name = ascii_lower(host);
  std::vector<std::size_t> dots;
  for (std::size_t i = 0; i < name.size(); ++i)
    if (name[i] == '.') dots.push_back(i);
  if (dots.empty() || is_digit(name.back())) return {};
  if (dots.size() == 1) return name;
  const std::size_t last = dots.back();
  const std::size_t second = dots[dots.size() - 2];
  const bool country = name.size() - last == 3 && last - second <= 4;  // co.uk, com.au, ac.jp
  if (!country) return name.substr(second + 1);
  return dots.size() == 2 ? name : name.substr(dots[dots.size() - 3] + 1);
}

bool names_host_of(std::string_view hop, std::string_view owner) {
  for (std::size_t at = hop.find(owner); at != std::string_view::npos; at = hop.find(owner, at + 1)) {
    const char before = at == 0 ? ' ' : hop[at - 1];
    const char after = at + owner.size() < hop.size() ? hop[at + owner.size()] : ' ';
    const auto part_of_name = [](char c) {
      return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '@' || c == '=';
    };
    if (!part_of_name(before) && !part_of_name(after) &&
        !(after == '.' && at + owner.size() + 1 < hop.size() && part_of_name(hop[at + owner.size() + 1])))
      return true;
  }
  return false;
}

}  // namespace eb
