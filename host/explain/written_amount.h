// SPDX-License-Identifier: MIT
// Amounts written out in a language, with the units of its catalog ("size.mega", "time.minutes").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace eb {

// Bytes, in powers of 1024 as mail programs count: en "35 MB", fr "1,5 Mo". Empty for 0.
std::string written_size(std::uint64_t bytes, std::string_view language);

// Seconds, in the largest unit that says them whole, and never less than a minute: "5 minutes", "one hour". Empty for 0
// and below.
std::string written_wait(int seconds, std::string_view language);

}  // namespace eb
