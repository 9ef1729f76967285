// SPDX-License-Identifier: MIT
#include "host/mailbox/imap/printable.h"

namespace eb::imap {

std::string printable(std::string_view text, std::size_t most) {
  std::string out;
  for (const char c : text.substr(0, most)) out += c >= ' ' && c < 127 ? c : '?';
  if (text.size() > most) out += "...";
  return out;
}

}  // namespace eb::imap
