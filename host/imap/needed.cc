// SPDX-License-Identifier: MIT
#include "host/imap/needed.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace eb {
namespace {

constexpr std::uint64_t kOfReturned = 6144;  // its header, of most mails
constexpr std::uint64_t kSmallParts = 8192;  // parts of unknown use are taken along up to this
constexpr std::uint64_t kLeast = 2048;

template <std::size_t N>
bool is_one_of(const std::string& type, const std::array<std::string_view, N>& types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

bool is_report(const MailShape::Leaf& leaf) {
  static constexpr std::array<std::string_view, 5> kTypes = {
      "message/delivery-status", "message/global-delivery-status", "message/feedback-report",
      "message/disposition-notification", "message/global-disposition-notification"};
  return is_one_of(leaf.type, kTypes);
}

bool is_returned(const MailShape::Leaf& leaf) {
  static constexpr std::array<std::string_view, 4> kTypes = {"message/rfc822", "message/global", "text/rfc822-headers",
                                                             "message/global-headers"};
  return is_one_of(leaf.type, kTypes);
}

}  // namespace

std::uint32_t octets_needed(const MailShape& shape) {
  const std::uint64_t size = shape.size == 0 ? kMostOfMail : shape.size;
  const auto& leaves = shape.leaves;
  if (shape.multipart.empty() || leaves.empty() || shape.more)
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(size, kMostOfMail));

  // The last part that must be there in whole: a report, else the words at the beginning.
  std::optional<std::size_t> whole;
  for (std::size_t i = 0; i < leaves.size(); ++i)
    if (is_report(leaves[i])) whole = i;
  const bool has_report = whole.has_value();
  for (std::size_t i = 0;
       !has_report && i < leaves.size() && leaves[i].type.starts_with("text/") && !is_returned(leaves[i]); ++i)
    whole = i;
  // The mail that came back, behind it.
  std::size_t end = whole ? *whole + 1 : 0;  // parts before this one are taken
  std::uint64_t unneeded = 0;
  const auto returned = std::find_if(leaves.begin() + static_cast<std::ptrdiff_t>(end), leaves.end(), is_returned);
  if (returned != leaves.end()) {
    end = static_cast<std::size_t>(returned - leaves.begin()) + 1;
    unneeded = returned->octets - std::min<std::uint64_t>(returned->octets, kOfReturned);
  } else if (shape.multipart == "report") {
    end = leaves.size();
  } else {
    for (std::uint64_t small = 0; end < leaves.size() && small + leaves[end].octets <= kSmallParts; ++end)
      small += leaves[end].octets;
  }
  for (std::size_t i = end; i < leaves.size(); ++i) unneeded += leaves[i].octets;
  const std::uint64_t needed = std::max(size - std::min(size, unneeded), kLeast);
  const std::uint64_t most = has_report ? kMostUpToReport : kMostOfMail;
  return static_cast<std::uint32_t>(std::min({needed, size, most}));
}

std::uint32_t rounded_octets(std::uint32_t octets) {
  // Steps of an eighth to a quarter.
  std::uint32_t step = 1024;
  while (octets > step * 8) step *= 2;
  return std::max<std::uint32_t>((octets + step - 1) / step * step, step);
}

}  // namespace eb
