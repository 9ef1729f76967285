// SPDX-License-Identifier: MIT
// Verbs -> rooms; nothing else.
#include <string>
#include <string_view>
#include <vector>

#include "host/cli/caller.h"
#include "host/cli/explain.h"
#include "host/cli/feedback.h"
#include "host/cli/help.h"
#include "host/cli/labels.h"
#include "host/cli/lookup.h"
#include "host/cli/print.h"
#include "host/cli/register.h"
#include "host/native_messaging/services.h"
#include "host/native_messaging/stdio.h"
#include "host/scan/scan.h"

namespace {

int serve() { return eb::serve(eb::Session(eb::real_services())); }

int show(std::string_view text) { return eb::print(text) && eb::flush() ? 0 : 1; }

// The only words that `serve` takes are those that ask for help.
int help_on(std::string_view text, const std::vector<std::string>& words) {
  return words.front() == "--help" || words.front() == "-h" ? show(text)
                                                            : eb::usage("serve takes no " + words.front(), "serve");
}

int run(const std::vector<std::string>& words) {
  if (eb::is_started_by_client(words)) return serve();
  // A path or an origin in place of a verb: a client that starts us for an extension that is not ours.
  if (words.empty() || words.front().find('/') != std::string::npos) return eb::help_instead(eb::main_help());
  const std::string& verb = words.front();
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  if (verb == "explain") return eb::run_explain(rest);
  if (verb == "lookup") return eb::run_lookup(rest);
  if (verb == "scan") return eb::run_scan(rest);
  if (verb == "feedback") return eb::run_feedback(rest);
  if (verb == "serve") return rest.empty() ? serve() : help_on(eb::serve_help(), rest);
  if (verb == "install" || verb == "uninstall" || verb == "doctor")
    return eb::run_register(verb, rest, eb::answer_language(""), eb::stored_results());
  if (verb == "--help" || verb == "-h") return show(eb::main_help());
  if (verb == "--version") return show(eb::version());
  return eb::usage("unknown command " + verb, "");
}

}  // namespace

int main(int argc, char** argv) { return run(std::vector<std::string>(argv + 1, argv + argc)); }
