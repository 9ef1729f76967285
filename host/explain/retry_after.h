// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace eb {

// How long a server asks to wait, in seconds: "greylisted, please try again in 10 minutes" -> 600. 0: it does not say.
// At most a week; what a server promises to do itself ("will be retried until 4 days old") is not taken.
int retry_after(std::string_view words);

}  // namespace eb
