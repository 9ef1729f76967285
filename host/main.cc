// SPDX-License-Identifier: MIT
// Verbs -> rooms; nothing else.
#include <cstdio>
#include <string_view>

#include "host/native_messaging/services.h"
#include "host/native_messaging/stdio.h"

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "serve") return eb::serve(eb::Session(eb::real_services()));
  std::fputs("usage: explain-bounce serve\n", stderr);
  return 2;
}
