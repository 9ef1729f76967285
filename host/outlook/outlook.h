// SPDX-License-Identifier: MIT
// A .msg file of classic Outlook -> a mail. The work is done by a program of its own, explain-bounce-outlook
// (mime/outlook), which lies beside this one and is started when such a file comes.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace eb {

// True if the bytes begin as a compound file does, which is what Outlook saves ([MS-CFB] 2.2).
bool is_outlook_file(std::string_view bytes);

struct OutlookMail {
  std::string bytes;  // RFC 5322
  bool cut = false;   // something was left out: a limit was passed
};

// On failure: why, in words for the person who asked. Called in several threads.
tl::expected<OutlookMail, std::string> read_outlook_file(std::string_view bytes);

}  // namespace eb
