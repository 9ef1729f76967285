// SPDX-License-Identifier: MIT
// Whatever stands in a mail -> UTF-8 text. Unknown or lying charsets degrade to U+FFFD, they never fail.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mime/message.h"

namespace eb {

// U+FEFF, which may stand at the beginning of a text.
constexpr std::string_view byte_order_mark = "\ufeff";

// The body with its Content-Transfer-Encoding undone (RFC 2045 6); as it stands where that is unknown.
std::string decoded_body(const Part& part);

// The body as UTF-8 text with LF line ends: transfer encoding, charset, format=flowed left alone; HTML becomes text.
std::string body_text(const Part& part);

// HTML (UTF-8) -> what a person would read, blocks and <br> as line ends, no scripts or styles.
std::string html_to_text(std::string_view html);

// bytes in `charset` (any name that iconv knows) -> UTF-8. An empty or unknown name, or bytes that do not fit:
// UTF-8 if they are valid as such, else windows-1252.
std::string to_utf8(std::string_view bytes, std::string_view charset);

// A header value with its RFC 2047 encoded words decoded; raw 8-bit bytes are read as UTF-8, else windows-1252.
std::string decode_words(std::string_view value);

// A parameter of a structured field ("multipart/report; report-type=delivery-status"), RFC 2231 forms included;
// quote-aware. Empty where there is none.
std::string parameter(std::string_view field_value, std::string_view name);

// All mail addresses in an address list field (RFC 5322 3.4) in order, without display names, comments or groups'
// names; UTF-8; IDNs as written.
std::vector<std::string> addresses(std::string_view field_value);

// A date-time of RFC 5322 3.3 (obsolete forms and named zones too) -> RFC 3339, e.g. "2026-11-23T06:45:00+01:00".
// Empty where it cannot be read.
std::string rfc3339_date(std::string_view date);

// ASCII case-insensitive comparison, and ASCII lower case; bytes above 127 are left alone.
bool same_word(std::string_view a, std::string_view b);
std::string ascii_lower(std::string_view s);
std::string_view trim(std::string_view s);

}  // namespace eb
