// SPDX-License-Identifier: MIT
// The mbox format (RFC 4155, and what is found in the wild: asctime dates with or without zone, CRLF and CR line ends,
// Thunderbird's "From - ").
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "host/mailbox/mailbox.h"
#include "host/mailbox/source.h"

namespace eb {

// True for "From ", then a weekday, a month and a time of day among the words: the line in front of each mail of an
// mbox.
bool is_from_line(std::string_view line);

// True if a line begins as a header field does (RFC 5322 2.2 and 4.5.8): a name of ordinary characters and a colon.
bool is_field_line(std::string_view line);

// Splits at From lines that follow an empty line and are followed by a header field, and hands the mails out one by
// one. An error of the input is told in place of the mail that it broke. False if the visitor had enough.
bool split_mbox(LineSource& source, const std::string& name, MailVisitor& visitor, std::size_t limit);

}  // namespace eb
