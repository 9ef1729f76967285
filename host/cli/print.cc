// SPDX-License-Identifier: MIT
#include "host/cli/print.h"

#include <cstdio>

#include "host/cli/display.h"

namespace eb {

bool print(std::string_view text) { return std::fwrite(text.data(), 1, text.size(), stdout) == text.size(); }

bool flush() { return std::fflush(stdout) == 0 && !std::ferror(stdout); }

void complain(const std::string& what) { std::fprintf(stderr, "explain-bounce: %s\n", safe(what).c_str()); }

int usage(const std::string& what, std::string_view verb) {
  complain(what);
  const std::string where = "explain-bounce " + std::string(verb) + (verb.empty() ? "" : " ") + "--help";
  std::fprintf(stderr, "See: %s\n", where.c_str());
  return 2;
}

int help_instead(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  return 2;
}

std::string json_line(const Json& value) {
  return safe_json(value.dump(-1, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace eb
