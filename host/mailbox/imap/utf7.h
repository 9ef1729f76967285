// SPDX-License-Identifier: MIT
// Names of folders: UTF-8 here, modified UTF-7 on the line (RFC 3501 5.1.3).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace eb::imap {

// Nothing: `name` is no UTF-8, or holds a control character (line ends and zero bytes among them).
std::optional<std::string> to_utf7(std::string_view name);
// Nothing: no such encoding, or a control character in it. Names that come as UTF-8, against the rule, are taken as
// such.
std::optional<std::string> from_utf7(std::string_view name);

}  // namespace eb::imap
