// SPDX-License-Identifier: MIT
// What we send. Nothing with a line end or a zero byte in it gets through: that would be a command of somebody else's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eb::imap {

// "a\"b" with its quotes. Nothing: a line end, a zero byte, or 8-bit text, which only a literal may carry.
std::optional<std::string> quoted_string(std::string_view text);
bool has_line_end_or_zero(std::string_view text);
bool is_field_name(std::string_view text);

// "2026-11-23" -> "23-Nov-2026". Nothing: no date.
std::optional<std::string> imap_date(std::string_view iso);

// Each term {"FROM", "x"} or {"HEADER", "Name", "x"} -> "OR FROM "x" OR HEADER "Name" "x" ...". Nothing: no such term.
std::optional<std::string> any_of(const std::vector<std::vector<std::string>>& terms);

std::string base64(std::string_view bytes);

}  // namespace eb::imap
