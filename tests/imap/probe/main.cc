// SPDX-License-Identifier: MIT
// Uses ImapAccount as `scan` does, and prints JSON lines: what the Python tests look at.
//
//   probe OPTION=VALUE... COMMAND...
//   commands, in order: folders  open=NAME  present  candidates  wait=SECONDS
//   options: url ca insecure mechanism secret connect idle command grace poll fields after since newest fast only
//   stop_after
//            globs quiet (counts only) pause (milliseconds for each of a back-off's) memory
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <thread>

#include "host/imap/imap_account.h"
#include "host/imap/url.h"
#include "mime/candidate.h"
#include "mime/message.h"

namespace {

using nlohmann::json;

void print(const json& line) {
  std::cout << line.dump(-1, ' ', false, json::error_handler_t::replace) << std::endl;  // NOLINT: tests read it at once
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string word; std::getline(in, word, ',');) out.push_back(word);
  return out;
}

class Printer : public eb::CandidateVisitor {
 public:
  Printer(bool quiet, int stop_after) : quiet_(quiet), stop_after_(stop_after) {}
  bool wanted(std::string_view header) override {
    ++headers_;
    return eb::is_candidate(eb::read_fields(header));
  }
  bool mail(eb::Candidate mail) override {
    ++mails_;
    bytes_ += mail.bytes.size();
    if (!quiet_)
      print({{"mail", mail.uid},
             {"size", mail.size},
             {"cut", mail.cut},
             {"received_at", mail.received_at},
             {"bytes", mail.bytes}});
    return mails_ != stop_after_;
  }
  bool looked_at(eb::Uid uid, std::uint32_t done, std::uint32_t total) override {
    if (!quiet_) print({{"looked_at", uid}, {"done", done}, {"total", total}});
    return true;
  }
  json counts() const { return {{"headers", headers_}, {"mails", mails_}, {"bytes", bytes_}}; }

 private:
  bool quiet_;
  int stop_after_;
  int headers_ = 0;
  int mails_ = 0;
  std::uint64_t bytes_ = 0;
};

// The most memory that this process held, in kilobytes. (getrusage would also tell of the one that started it.)
long most_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
  return 0;
}

long most_memory_of_children() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  return usage.ru_maxrss;
}

bool told(const char* command, const eb::AccountFault& fault) {
  print({{"command", command}, {"fault", eb::imap::name_of(fault.kind)}, {"words", fault.words}});
  return false;
}

struct Settings {
  std::map<std::string, std::string> values;
  std::string text(const char* name, const char* otherwise = "") const {
    const auto found = values.find(name);
    return found == values.end() ? otherwise : found->second;
  }
  int number(const char* name, int otherwise) const {
    const auto found = values.find(name);
    return found == values.end() ? otherwise : std::stoi(found->second);
  }
};

bool run(eb::ImapAccount& account, const std::string& command, const Settings& settings) {
  const std::string value = command.substr(std::min(command.find('=') + 1, command.size()));
  if (command == "folders") {
    const auto names = account.folders(split(settings.text("globs")));
    if (!names) return told("folders", names.error());
    print({{"folders", *names}});
  } else if (command.starts_with("open=")) {
    const auto state = account.open(value);
    if (!state) return told("open", state.error());
    print({{"open", value},
           {"uid_validity", state->uid_validity},
           {"uid_next", state->uid_next},
           {"mails", state->mails}});
  } else if (command == "present") {
    const auto uids = account.present();
    if (!uids) return told("present", uids.error());
    print({{"present", *uids}});
  } else if (command.starts_with("wait=")) {
    const auto news = account.wait_for_mail(std::chrono::seconds(std::stoi(value)));
    if (!news) return told("wait", news.error());
    print({{"news", *news}});
  } else if (command == "candidates") {
    eb::WhichMails which;
    which.after = static_cast<eb::Uid>(settings.number("after", 0));
    which.since = settings.text("since");
    which.newest = static_cast<std::uint32_t>(settings.number("newest", 0));
    which.server_search = settings.number("fast", 0) != 0;
    for (const std::string& uid : split(settings.text("only")))
      which.only.push_back(static_cast<eb::Uid>(std::stoul(uid)));
    Printer printer(settings.number("quiet", 0) != 0, settings.number("stop_after", -1));
    const auto begin = std::chrono::steady_clock::now();
    const auto done = account.candidates(which, printer);
    json line = {{"candidates", printer.counts()},
                 {"seconds", std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()}};
    print(line);
    if (!done) return told("candidates", done.error());
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  std::vector<std::string> commands;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  for (const std::string& argument : arguments) {
    const bool command =
        argument.find('=') == std::string::npos || argument.starts_with("open=") || argument.starts_with("wait=");
    if (command)
      commands.push_back(argument);
    else
      settings.values[argument.substr(0, argument.find('='))] = argument.substr(argument.find('=') + 1);
  }
  const auto url = eb::parse_imap_url(settings.text("url"));
  if (!url) {
    print({{"fault", "usage"}, {"words", url.error()}});
    return 2;
  }
  eb::ImapServer server;
  server.host = url->host;
  server.port = url->port;
  server.security = url->tls ? eb::ImapServer::Security::tls : eb::ImapServer::Security::starttls;
  server.insecure = settings.number("insecure", 0) != 0;
  server.ca_file = settings.text("ca");
  server.user = url->user;
  server.mechanism = settings.text("mechanism");
  server.timeouts.connect = std::chrono::seconds(settings.number("connect", 30));
  server.timeouts.idle = std::chrono::seconds(settings.number("idle", 60));
  server.timeouts.command = std::chrono::seconds(settings.number("command", 300));
  server.timeouts.grace = std::chrono::milliseconds(settings.number("grace", 5000));
  server.timeouts.poll = std::chrono::seconds(settings.number("poll", 30));
  eb::ImapServices services;
  services.secret = [&]() -> eb::Asked<std::string> {
    print({{"secret", "asked"}});
    return settings.text("secret");
  };
  services.trace = [](std::string_view words) { print({{"trace", words}}); };
  services.pause = [&](std::chrono::milliseconds time) {
    print({{"pause", time.count()}});
    std::this_thread::sleep_for(std::chrono::milliseconds(settings.number("pause", static_cast<int>(time.count()))));
  };
  bool good = true;
  {
    std::vector<std::string> fields = eb::candidate_fields();
    eb::ImapAccount account(server, std::move(fields), services);
    for (const std::string& command : commands) good = good && run(account, command, settings);
  }
  print({{"end", good}, {"memory", most_memory()}, {"child_memory", most_memory_of_children()}});
  return good ? 0 : 1;
}
