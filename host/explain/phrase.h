// SPDX-License-Identifier: MIT
// The small language of the catalog: {placeholders}, [alternatives|...], plural forms. A missing value never leaves a
// hole.
#pragma once

#include <string>
#include <string_view>

#include "host/explain/json.h"
#include "host/explain/values.h"

namespace eb {

// `entry`: a string, or plural forms by category. Empty if nothing remains.
std::string phrase(const Json& entry, const Values& values, std::string_view language);

// The plural category of a whole number (CLDR, cardinal): zero | one | two | few | many | other.
std::string_view plural_category(std::string_view language, unsigned long n);

}  // namespace eb
