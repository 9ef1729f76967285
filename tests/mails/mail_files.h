// SPDX-License-Identifier: MIT
// The mails of a folder, and the forms in which the same mail may arrive.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace eb::test {

// All regular files below `folder` with that extension (any, if empty), in name order.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder, std::string_view extension);

std::string bytes_of(const std::filesystem::path& file);

enum class LineEnds { as_is, lf, crlf, cr, mixed };

// The mail with its line ends changed. `mixed` takes LF, CR and CRLF in turn; in this order no empty line is lost by
// two neighbours melting into one CRLF.
std::string with_line_ends(std::string_view mail, LineEnds ends);

// What lies next to the checkout: EXPLAIN_BOUNCE_CORPUS, or ../shared/corpus. Empty where there is none.
std::filesystem::path corpus();

}  // namespace eb::test
