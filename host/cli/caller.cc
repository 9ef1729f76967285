// SPDX-License-Identifier: MIT
#include "host/cli/caller.h"

#include "manifest/clients.h"

namespace eb {

bool is_started_by_client(const std::vector<std::string>& words) {
  if (words.empty()) return false;
  if (words[0].starts_with("chrome-extension://")) return is_allowed_caller(words[0]);
  return words.size() >= 2 && words[0].ends_with(".json") && is_allowed_caller(words[1]);
}

}  // namespace eb
