// SPDX-License-Identifier: MIT
// Addresses that are dead for good, and may be taken off a list.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host/scan/found.h"

namespace eb {

class Removals {
 public:
  // Of a bounce, those recipients who failed for good because there is no such mailbox any more (user_unknown,
  // domain_unknown, mailbox_disabled, recipient_moved). Nothing that is temporary, or a refusal of this mail or sender.
  // A bounce of a mail that the reader never sent, or one that is a lure, kills no address.
  void add(const Found& found);

  struct Entry {
    std::string address;  // as the reader wrote it
    std::string reason;
    std::string said;         // the server's own words, or the status code; may be empty
    std::string received_at;  // of the bounce that came last
  };
  // By address; an address in two spellings (upper and lower case) is one.
  std::vector<Entry> entries() const;
  std::size_t size() const { return entries_.size(); }

 private:
  std::map<std::string, Entry> entries_;
};

// A recipient whose address is dead for good.
bool is_dead(const Json& recipient);

// "bob@example.com<TAB>user_unknown<TAB>550 5.1.1 ...<LF>": the address alone is `cut -f1`.
std::string removal_lines(const Removals& removals);

}  // namespace eb
