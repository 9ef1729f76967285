// SPDX-License-Identifier: MIT
// Verbs -> rooms; nothing else.
#include <string>
#include <vector>

#include "host/cli/explain.h"
#include "host/cli/help.h"
#include "host/cli/lookup.h"
#include "host/cli/print.h"
#include "host/native_messaging/services.h"
#include "host/native_messaging/stdio.h"

namespace {

int serve() { return eb::serve(eb::Session(eb::real_services())); }

int run(const std::vector<std::string>& words) {
  if (words.empty()) return eb::usage("a verb is missing", "");
  const std::string& verb = words.front();
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  if (verb == "explain") return eb::run_explain(rest);
  if (verb == "lookup") return eb::run_lookup(rest);
  if (verb == "serve" && rest.empty()) return serve();
  if (verb == "--help" || verb == "-h") return eb::print(eb::main_help()) && eb::flush() ? 0 : 1;
  if (verb == "--version") return eb::print(eb::version()) && eb::flush() ? 0 : 1;
  return eb::usage("unknown command " + verb, "");
}

}  // namespace

int main(int argc, char** argv) { return run(std::vector<std::string>(argv + 1, argv + argc)); }
