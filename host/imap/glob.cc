// SPDX-License-Identifier: MIT
#include "host/imap/glob.h"

#include <algorithm>

#include "mime/ascii.h"
#include "mime/utf8.h"

namespace eb {
namespace {

bool is_inbox(std::string_view name) {
  constexpr std::string_view kInbox = "inbox";
  return std::equal(name.begin(), name.end(), kInbox.begin(), kInbox.end(),
                    [](char a, char b) { return lower_case(a) == b; });
}

}  // namespace

bool fits_glob(std::string_view name, std::string_view glob) {
  if (is_inbox(name) && is_inbox(glob)) return true;
  // The last star, and where in the name it was tried to end: one step back is enough, so the time is bounded.
  std::size_t n = 0, g = 0, star = std::string_view::npos, behind = 0;
  while (n < name.size()) {
    const std::size_t length = character_at(name, n).size;
    if (g < glob.size() && glob[g] == '*') {
      star = g++;
      behind = n;
    } else if (g < glob.size() && glob[g] == '?') {
      ++g;
      n += length;
    } else if (g < glob.size() && glob[g] == name[n]) {
      ++g;
      ++n;
    } else if (star != std::string_view::npos) {
      behind += character_at(name, behind).size;
      n = behind;
      g = star + 1;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

}  // namespace eb
