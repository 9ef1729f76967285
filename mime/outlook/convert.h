// SPDX-License-Identifier: MIT
// A .msg file, as Outlook saves a message -> the same message as a mail of the Internet, for read_message(). A report
// that Exchange took apart into properties becomes the delivery status notification again that it was ([MS-OXCMAIL]
// 2.1.3.6, RFC 3464, RFC 8098).
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "mime/outlook/item.h"

namespace eb::outlook {

struct Converted {
  std::string mail;
  bool cut = false;  // a limit was passed
};

enum class Fault {
  damaged,     // no compound file, or one that cannot be read
  no_message,  // a compound file that holds no message: a document, a spreadsheet
};

tl::expected<Converted, Fault> convert(std::string_view bytes, const Limits& limits = {});

}  // namespace eb::outlook
