// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eb {

// The address that was probably meant: a slip of the pen in `address` undone, or the one of `known` that is a slip
// away. Empty where nothing is close. `domain_missing`: the domain does not exist (then a slip of two letters is
// believed, too). Never a guess at another mailbox name, except towards `known`.
std::string suggestion_for(std::string_view address, const std::vector<std::string>& known, bool domain_missing);

}  // namespace eb
