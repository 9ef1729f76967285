// SPDX-License-Identifier: MIT
// Everything that mimetic does for us, behind plain types. What it is given here has been made safe for it: it is never
// handed a whole mail, and none of its address, date or list parsers is called.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mime/message.h"

namespace eb::mimetic_adapter {

// Stands before each name that mimetic is given: it takes the fields it knows apart while it loads and puts them
// together anew, `boundary="a;b"` as something else; a name with a mark it does not know.
inline constexpr char field_mark = '-';

// `block`: lines "-Name: value" CRLF, one per field, already unfolded, without NUL and without lines that are no field.
std::vector<Field> parse_fields(std::string block);

// RFC 2045 6.8. Bytes outside the alphabet are skipped; padding ends a group, and another may follow.
std::string decode_base64(std::string_view encoded);

// RFC 2045 6.7. A broken escape is left as it stands; line ends stay as they are in the mail.
std::string decode_quoted_printable(std::string_view encoded);

}  // namespace eb::mimetic_adapter
