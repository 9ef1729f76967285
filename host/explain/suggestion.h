// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eb {

// What the reader is known to write to.
struct Known {
  std::vector<std::string> addresses;  // of people: a failed address a slip away from one probably meant it
  std::vector<std::string>
      domains;  // of those and of whoever else the mail names: the same, for a domain that is missing
};

// The address that was probably meant: a slip of the pen in `address` undone. Empty where nothing is close.
// `domain_missing`: the domain does not exist (then a slip of two letters is believed, too, and one towards a known
// domain). Never a guess at another mailbox name, except towards a known address.
std::string suggestion_for(std::string_view address, const Known& known, bool domain_missing);

}  // namespace eb
