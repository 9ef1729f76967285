// SPDX-License-Identifier: MIT
// The blocklists of host/explain/blocklists.json and where each is asked to let go of an address.
#pragma once

#include <string>
#include <string_view>

namespace eb {

// The list whose words stand in a refusal (any case): "blocked using zen.spamhaus.org" -> "Spamhaus". Empty: none.
std::string_view blocklist_in(std::string_view diagnostic);

// The page that shows why a list has the address and how it is removed; its front page where `ip` is empty; empty for
// a list that is not known. `name` may be longer than the table's: "Spamhaus SBL" is found as "Spamhaus".
std::string removal_page(std::string_view name, std::string_view ip);

}  // namespace eb
