// SPDX-License-Identifier: MIT
#include "host/cli/register.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "host/explain/catalog.h"
#include "manifest/install.h"

namespace eb {
namespace {

struct Options {
  std::vector<const Client*> chosen;
  std::string scope = "user";
  bool help = false;
  std::string wrong;  // what cannot be understood
};

Options read_options(const std::vector<std::string>& args) {
  Options options;
  for (std::size_t i = 0; i < args.size() && options.wrong.empty(); ++i) {
    if (args[i] == "--help" || args[i] == "-h") {
      options.help = true;
    } else if (args[i] == "--system") {
      options.scope = "system";
    } else if (args[i] == "--client" && i + 1 < args.size()) {
      const Client* client = find_client(args[++i]);
      if (client == nullptr) options.wrong = args[i];
      if (client != nullptr) options.chosen.push_back(client);
    } else {
      options.wrong = args[i];
    }
  }
  return options;
}

std::string word(std::string_view lang, const std::string& state) {
  const Json entry = catalog_entry(best_language(lang), "words", "doctor." + state);
  return entry.is_string() ? entry.get<std::string>() : state;
}

std::string own_path() {
  std::error_code error;
  const auto path = std::filesystem::canonical("/proc/self/exe", error);
  return error ? std::string() : path.string();
}

void print_help(std::string_view verb) {
  std::printf("Usage: explain-bounce %.*s [--client NAME]... [--system]\n\n", static_cast<int>(verb.size()),
              verb.data());
  std::puts("  --client NAME   only this client (all that are on this machine otherwise):");
  std::printf("                 ");
  for (const Client& client : clients()) std::printf(" %s", client.id.c_str());
  std::puts("\n  --system        for all users of this machine (needs root)\n\nExamples:");
  std::printf("  explain-bounce %.*s\n  explain-bounce %.*s --client thunderbird\n", static_cast<int>(verb.size()),
              verb.data(), static_cast<int>(verb.size()), verb.data());
}

int print(const std::vector<Outcome>& outcomes, std::string_view lang) {
  bool failed = false;
  for (const Outcome& outcome : outcomes) {
    failed = failed || outcome.state == "failed";
    std::printf("%s %s %s\n", outcome.client->name.c_str(), word(lang, outcome.state).c_str(), outcome.detail.c_str());
  }
  return failed ? 1 : 0;
}

int doctor(const std::vector<const Client*>& chosen, const Environment& environment, const Files& files,
           std::string_view lang) {
  bool found = false;
  bool broken = false;
  for (const Client* client : chosen) {
    const Outcome outcome = examine(*client, own_path(), environment, files);
    found = found || outcome.state == "ok" || outcome.state == "snap_needs_portal";
    broken = broken || (outcome.state != "ok" && outcome.state != "not_installed" &&
                        outcome.state != "not_registered" && outcome.state != "snap_needs_portal" &&
                        outcome.state != "snap_unsupported" && outcome.state != "flatpak_unsupported");
    std::printf("%-15s %s\n", client->name.c_str(), word(lang, outcome.state).c_str());
    if (!outcome.detail.empty()) std::printf("%-15s   %s\n", "", outcome.detail.c_str());
  }
  return found && !broken ? 0 : 1;
}

}  // namespace

int run_register(std::string_view verb, const std::vector<std::string>& args, std::string_view lang) {
  Options options = read_options(args);
  if (options.help) {
    print_help(verb);
    return 0;
  }
  if (!options.wrong.empty()) {
    std::fprintf(stderr, "explain-bounce: %s %s\n", word(lang, "unknown_client").c_str(), options.wrong.c_str());
    return 2;
  }
  const Environment environment = this_environment();
  PosixFiles files;
  const bool all = options.chosen.empty();
  for (const Client& client : clients())
    if (all && (verb != "install" || is_present(client, environment, files))) options.chosen.push_back(&client);
  if (verb == "doctor") return doctor(options.chosen, environment, files, lang);
  if (verb == "uninstall") return print(uninstall(options.chosen, options.scope, environment, files), lang);
  if (options.chosen.empty()) {
    std::fprintf(stderr, "%s\n", word(lang, "none").c_str());
    return 1;
  }
  return print(install(options.chosen, options.scope, own_path(), environment, files), lang);
}

}  // namespace eb
