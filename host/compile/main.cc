// SPDX-License-Identifier: MIT
// eb-compile --source DIR --out DIR: checks all rules and words and embeds them. Exit 1, and every fault on stderr, if
// there is one.
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>

#include "host/compile/catalog.h"
#include "host/compile/conditions.h"
#include "host/compile/faults.h"
#include "host/compile/notices.h"
#include "host/compile/providers.h"
#include "host/compile/rules.h"

int main(int argc, char** argv) try {
  std::filesystem::path source;
  std::filesystem::path out;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--source") == 0) source = argv[i + 1];
    if (std::strcmp(argv[i], "--out") == 0) out = argv[i + 1];
  }
  if (source.empty() || out.empty()) {
    std::fputs("usage: eb-compile --source DIR --out DIR\n", stderr);
    return 2;
  }
  eb::Faults faults;
  eb::compile_conditions(source, out, faults);
  eb::compile_notices(source, out, faults);
  eb::compile_providers(source, out, faults);
  eb::compile_rules(source, out, faults);
  eb::compile_catalog(source, out, faults);
  for (const auto& [file, what] : faults.all()) std::fprintf(stderr, "%s: %s\n", file.c_str(), what.c_str());
  return faults.empty() ? 0 : 1;
} catch (const std::exception& e) {
  std::fprintf(stderr, "eb-compile: %s\n", e.what());
  return 1;
}
