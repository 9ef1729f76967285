// SPDX-License-Identifier: MIT
// Sets of UIDs as IMAP writes them: "4,7:9,20" (RFC 9051, sequence-set, without "*").
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/mailbox/account.h"

namespace eb::imap {

class UidSet {
 public:
  // Nothing: that is no set.
  static std::optional<UidSet> parse(std::string_view text);
  bool has(Uid uid) const;
  std::uint64_t size() const;
  // Adds the UIDs to `into`, ascending. False: they would be more than `most`.
  bool expand(std::vector<Uid>& into, std::size_t most) const;

 private:
  std::vector<std::pair<Uid, Uid>> ranges_;  // ascending, apart from each other
};

// Writes `uids` (ascending) as sets of at most `most` bytes each: a command must fit in a line that every server takes
// (RFC 2683 3.2.1.5). A run of neighbours is one range.
std::vector<std::string> uid_sets(const std::vector<Uid>& uids, std::size_t most = 4000);

}  // namespace eb::imap
