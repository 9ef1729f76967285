// SPDX-License-Identifier: MIT
// The fields of a delivery-status part that stand in the words: a server that knows no MIME, a mail that was forwarded
// as text, a multipart whose boundary is broken.
#pragma once

#include <string>
#include <string_view>

namespace eb {

// The first run of such fields that names a recipient and says what became of it, without the "> " of quotations;
// empty if there is none. To be read by read_delivery_status().
std::string status_fields_in(std::string_view text);

// The text without the "> " in front of each line, if most of its lines have one: what somebody forwarded.
std::string unquoted(std::string_view text);

}  // namespace eb
