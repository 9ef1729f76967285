// SPDX-License-Identifier: MIT
// Domains at which anybody may have a mailbox: their records are the provider's, not the reader's, to change.
#pragma once

#include <span>
#include <string_view>

namespace eb {

// Where most people's mailboxes are: a slip of the pen probably meant one of these.
std::span<const std::string_view> well_known_domains();
bool is_well_known_domain(std::string_view domain);

// One of those, or another provider's that exists. Lower case.
bool is_mailbox_domain(std::string_view domain);

}  // namespace eb
