// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace eb {

// A label out of the catalog's section "words"; of English where a language lacks it.
std::string catalog_label(std::string_view lang, std::string_view key);

// The language to answer in: `asked`, or the locale's where nothing was asked for.
std::string answer_language(const std::string& asked);

}  // namespace eb
