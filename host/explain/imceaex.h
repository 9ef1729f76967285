// SPDX-License-Identifier: MIT
// Exchange's way to write an internal directory name as a mail address: IMCEAEX-_O=EXAMPLE_OU=..._CN=HOLLY@example.com.
// https://learn.microsoft.com/en-us/troubleshoot/exchange/email-delivery/imceaex-ndr
#pragma once

#include <string>
#include <string_view>

namespace eb {

// The directory name behind an IMCEAEX address: "/O=EXAMPLE/OU=.../CN=HOLLY". Empty if it is none.
std::string decode_imceaex(std::string_view address);

// What a person would know the mailbox by: the last CN of the first IMCEAEX address in the text (mail programs break it
// with blanks), without the number that Exchange Online puts in front. Empty where there is none.
std::string readable_name(std::string_view text);

}  // namespace eb
