// SPDX-License-Identifier: MIT
#include "host/cli/register.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "host/cli/help.h"
#include "host/cli/print.h"
#include "host/cli/register_view.h"
#include "host/cli/terminal.h"
#include "host/feedback/feedback.h"
#include "manifest/doctor.h"
#include "manifest/present.h"

namespace eb {
namespace {

struct Options {
  std::vector<const Client*> chosen;
  std::string scope = "user";
  std::string lang;
  bool help = false;
  std::string unknown_client;
  std::string wrong;  // what else cannot be understood
};

// The value of "--name VALUE" or "--name=VALUE", taken out of the words; false: the word is another.
bool takes(std::string_view name, const std::vector<std::string>& words, std::size_t& at, std::string& value,
           Options& options) {
  const std::string& word = words[at];
  if (word.starts_with(std::string(name) + "=")) {
    value = word.substr(name.size() + 1);
  } else if (word != name) {
    return false;
  } else if (at + 1 < words.size()) {
    value = words[++at];
  } else {
    value.clear();
  }
  if (value.empty()) options.wrong = std::string(name) + " needs a value";
  return true;
}

Options read_options(const std::vector<std::string>& words) {
  Options options;
  std::string client;
  for (std::size_t at = 0; at < words.size() && options.wrong.empty() && options.unknown_client.empty(); ++at) {
    if (words[at] == "--help" || words[at] == "-h") {
      options.help = true;
    } else if (words[at] == "--system") {
      options.scope = "system";
    } else if (takes("--client", words, at, client, options)) {
      const Client* known = find_client(client);
      if (known == nullptr && options.wrong.empty()) options.unknown_client = client;
      if (known != nullptr && std::find(options.chosen.begin(), options.chosen.end(), known) == options.chosen.end())
        options.chosen.push_back(known);
    } else if (!takes("--lang", words, at, options.lang, options)) {
      options.wrong = (words[at].starts_with("-") ? "unknown option " : "not understood: ") + words[at];
    }
  }
  return options;
}

std::vector<const Client*> all_clients() {
  std::vector<const Client*> all;
  for (const Client& client : clients()) all.push_back(&client);
  return all;
}

int finish(const RegisterView& view, int code) {
  if (print(view.text()) && flush()) return code;
  complain("standard output cannot be written");
  return 1;
}

// The folders of one's own that could not be written; what went wrong otherwise is no question of rights.
std::vector<std::string> closed_folders(const std::vector<Outcome>& outcomes) {
  const std::string denied = ": " + std::generic_category().message(EACCES);
  std::vector<std::string> folders;
  for (const Outcome& outcome : outcomes)
    for (const std::string& detail : outcome.details) {
      if (outcome.state != "failed" || !detail.ends_with(denied)) continue;
      const std::string folder = above(detail.substr(0, detail.size() - denied.size()));
      if (std::find(folders.begin(), folders.end(), folder) == folders.end()) folders.push_back(folder);
    }
  return folders;
}

// What went wrong for want of rights, and the programs that others can change.
void add_warnings(RegisterView& view, const std::vector<Outcome>& outcomes, const std::string& verb,
                  const std::vector<const Client*>& chosen, const Options& options, const Environment& environment,
                  const Machine& machine) {
  const bool failed =
      std::any_of(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.state == "failed"; });
  if (failed && options.scope == "system" && !is_administrator()) view.note("needs_root", {view.command_for_all(verb)});
  std::vector<std::string> commands;
  if (options.scope == "user")
    for (const std::string& folder : closed_folders(outcomes)) commands.push_back(view.command_to_own(folder));
  if (!commands.empty()) view.note("not_yours", commands);
  if (verb == "uninstall") return;
  const auto unsafe = unsafe_programs(chosen, {options.scope}, environment, machine);
  if (!unsafe.empty()) view.note("unsafe", unsafe);
}

int run_install(Options options, const Environment& environment, Machine& machine, RegisterView& view) {
  const bool named = !options.chosen.empty();
  std::vector<Outcome> hopeless;
  for (const Client& client : clients()) {
    const Presence there = presence(client, environment, machine);
    if (named || there == Presence::none) continue;
    if (const std::string state = packaging_state(client, there); may_start(state))
      options.chosen.push_back(&client);
    else
      hopeless.push_back({&client, state, {}});
  }
  const auto outcomes = install(options.chosen, options.scope, environment, machine);
  bool installed = false;
  bool failed = false;
  for (const Outcome& outcome : outcomes) {
    view.add(outcome);
    if (outcome.state != "installed") {
      failed = true;
      continue;
    }
    installed = true;
    // Written, but of no use as it stands: a Snap that wants a question answered, a program that may not be run.
    Outcome after = examine(*outcome.client, {options.scope}, environment, machine);
    if (after.state != "ok" && after.state != "not_installed") view.add(after);
  }
  for (const Outcome& outcome : hopeless) view.add(outcome);
  if (outcomes.empty() && hopeless.empty()) {
    complain(view.word("none"));
    return 1;
  }
  add_warnings(view, outcomes, "install", options.chosen, options, environment, machine);
  if (installed) view.note("next");
  return finish(view, installed && !failed ? 0 : 1);
}

// What is the reader's own, and how it goes.
void add_own_files(RegisterView& view, const std::string& stored_results, const Machine& machine) {
  const std::pair<std::string, const char*> files[] = {{feedback_file(), "feedback delete"},
                                                       {stored_results, "scan --forget"}};
  std::vector<std::string> lines;
  for (const auto& [file, words] : files) {
    if (file.empty() || !machine.exists(file)) continue;
    lines.push_back(view.shown(file));
    lines.push_back(view.command(words));
  }
  if (!lines.empty()) view.note("left", lines);
}

int run_uninstall(Options options, const Environment& environment, Machine& machine, RegisterView& view,
                  const std::string& stored_results) {
  const bool all = options.chosen.empty();
  if (all) options.chosen = all_clients();
  const auto outcomes = uninstall(options.chosen, options.scope, environment, machine);
  bool failed = false;
  for (const Outcome& outcome : outcomes) {
    failed = failed || outcome.state == "failed";
    view.add(outcome);
  }
  if (outcomes.empty()) view.note("nothing");
  add_warnings(view, outcomes, "uninstall", options.chosen, options, environment, machine);
  if (options.scope == "user" && is_registered(options.chosen, "system", environment, machine))
    view.note("system_left", {view.command_for_all("uninstall")});
  if (all && options.scope == "user") add_own_files(view, stored_results, machine);
  return finish(view, failed ? 1 : 0);
}

int run_doctor(Options options, const Environment& environment, const Machine& machine, RegisterView& view) {
  if (options.chosen.empty()) options.chosen = all_clients();
  const std::vector<std::string> scopes =
      options.scope == "system" ? std::vector<std::string>{"system"} : std::vector<std::string>{"user", "system"};
  std::vector<Outcome> outcomes = examine_all(options.chosen, scopes, environment, machine);
  // First what is on this computer.
  std::stable_partition(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.state != "not_installed"; });
  bool found = false;
  bool broken = false;
  for (Outcome& outcome : outcomes) {
    found = found || is_well(outcome.state);
    broken = broken || is_broken(outcome.state);
    if (!is_broken(outcome.state)) outcome.details.clear();
    view.add(outcome);
  }
  const auto unsafe = unsafe_programs(options.chosen, scopes, environment, machine);
  if (!unsafe.empty()) view.note("unsafe", unsafe);
  const bool well = found && !broken;
  if (well) view.note("quiet");  // what cannot be seen from outside
  return finish(view, well ? 0 : 1);
}

}  // namespace

int run_register(std::string_view verb, const std::vector<std::string>& args, std::string_view lang,
                 const std::string& stored_results) {
  Options options = read_options(args);
  if (options.help) return print(register_help(verb)) && flush() ? 0 : 1;
  if (!options.wrong.empty()) return usage(options.wrong, verb);
  if (options.scope == "user")
    if (const std::string error = step_down_from_sudo(); !error.empty()) {
      complain(error);
      return 1;
    }
  const Environment environment = this_environment();
  const auto machine = this_machine();
  RegisterView view(options.lang.empty() ? lang : std::string_view(options.lang), output_width(), environment, *machine,
                    options.scope, options.chosen);
  if (!options.unknown_client.empty()) {
    std::string names;
    for (const Client& client : clients()) names += (names.empty() ? "" : ", ") + client.id;
    return usage(view.word("unknown_client") + " " + options.unknown_client + " (" + names + ")", verb);
  }
  if (options.scope == "user" && environment.home.empty()) {
    complain(view.word("no_home"));
    return 1;
  }
  if (verb == "doctor") return run_doctor(options, environment, *machine, view);
  if (verb == "uninstall") return run_uninstall(options, environment, *machine, view, stored_results);
  return run_install(options, environment, *machine, view);
}

}  // namespace eb
