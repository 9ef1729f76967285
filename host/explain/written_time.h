// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace eb {

// An RFC 3339 time written out to the minute, in the zone that it names: en "23 November 2026, 06:45", sv "23 november
// 2026 kl. 06:45"; a language without month names here gets ISO 8601, "2026-11-23 06:45". Empty where it is no time.
std::string written_time(std::string_view rfc3339, std::string_view language);

}  // namespace eb
