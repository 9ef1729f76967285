// SPDX-License-Identifier: MIT
#include "host/cli/register_view.h"

#include <algorithm>
#include <utility>

#include "host/cli/display.h"
#include "host/cli/labels.h"
#include "host/explain/catalog.h"
#include "mime/ascii.h"

namespace eb {
namespace {

constexpr std::string_view kName = "explain-bounce";
constexpr std::size_t kIndent = 2;
constexpr std::size_t kNarrowest = 24;  // of the words beside the names, however narrow the terminal

// As a person types it: short where it lies at home, in single quotes unless no shell would take a letter of it for
// more than it is.
std::string quoted(const std::string& path, const std::string& home = "") {
  const bool plain = !path.empty() && std::all_of(path.begin(), path.end(), [](char c) {
    return is_alphanumeric(c) || is_high(c) || std::string_view("_@%+=:,./-").find(c) != std::string_view::npos;
  });
  if (plain && home.size() > 1 && path.starts_with(home + "/")) return "~" + path.substr(home.size());
  if (plain) return path;
  std::string out = "'";
  for (const char c : path) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string option_for(const Client& client) { return " --client " + client.id; }

}  // namespace

std::string command_of(const Environment& environment, const Machine& machine) {
  for (std::size_t begin = 0; begin <= environment.path.size();) {
    const auto end = std::min(environment.path.find(':', begin), environment.path.size());
    const std::string program = environment.path.substr(begin, end - begin) + "/" + std::string(kName);
    begin = end + 1;
    if (!machine.is_executable(program)) continue;
    if (machine.is_same(program, environment.program)) return std::string(kName);
    break;  // another copy stands before us
  }
  return environment.program.empty() ? std::string(kName) : quoted(environment.program, environment.home);
}

RegisterView::RegisterView(std::string_view lang, std::size_t width, const Environment& environment,
                           const Machine& machine, std::string scope, const std::vector<const Client*>& named)
    : language_(best_language(lang)),
      home_(environment.home),
      command_(command_of(environment, machine)),
      full_command_(environment.program.empty() ? std::string(kName) : quoted(environment.program)),
      scope_(std::move(scope)),
      width_(width) {
  // sudo looks in its own list of folders, not in the reader's PATH. Windows has none.
  if (environment.os != "windows" && !is_administrator()) full_command_ = "sudo " + full_command_;
  for (const Client* client : named) clients_ += option_for(*client);
}

std::string RegisterView::command(const std::string& verb, const std::string& scope, const std::string& clients) const {
  const bool for_all = scope == "system" && verb != "doctor";  // anybody may ask
  return (for_all ? full_command_ : command_) + " " + verb + clients + (for_all ? " --system" : "");
}

std::string RegisterView::command_for_all(const std::string& verb) const { return command(verb, "system", clients_); }

std::string RegisterView::command_to_own(const std::string& folder) const {
  // All below it was made by whoever made it; the whole home is more than was asked for.
  return "sudo chown " + std::string(folder == home_ ? "" : "-R ") + "\"$(id -un)\" " + quoted(folder, home_);
}

RegisterView::Sentence RegisterView::sentence(const std::string& state, const std::string& clients) const {
  const std::string text = catalog_label(language_, "doctor." + state);
  const std::string name = std::string(kName) + " ";
  const auto at = text.find(name);
  if (at == std::string::npos) return {text, ""};
  const auto end = text.find_last_not_of(' ', at == 0 ? 0 : at - 1);
  return {text.substr(0, end + 1), command(text.substr(at + name.size()), scope_, clients)};
}

std::string RegisterView::word(const std::string& state) const {
  const Sentence said = sentence(state, clients_);
  return said.command.empty() ? said.words : said.words + " " + said.command;
}

std::string RegisterView::shown(const std::string& path) const {
  if (home_.size() > 1 && path.starts_with(home_ + "/")) return safe("~" + path.substr(home_.size()));
  return safe(path);
}

void RegisterView::add(const Outcome& outcome) {
  // One that was not asked for by name is registered with all that are here: not enough where it is not.
  const Sentence said =
      sentence(outcome.state, clients_.empty() && outcome.seen ? std::string() : option_for(*outcome.client));
  Row row{outcome.client->name, said.words, {}, false};
  if (!said.command.empty()) row.lines.push_back(safe(said.command));
  for (const std::string& detail : outcome.details) row.lines.push_back(shown(detail));
  row.inline_first = outcome.state == "installed" || outcome.state == "removed" || outcome.state == "failed";
  if (outcome.state == "shared") {
    for (std::size_t i = 0; i < outcome.details.size(); ++i) row.words += (i == 0 ? " " : ", ") + outcome.details[i];
    row.lines.clear();
  }
  rows_.push_back(row);
}

void RegisterView::note(const std::string& state, const std::vector<std::string>& lines) {
  notes_ += notes_.empty() && rows_.empty() ? "" : "\n";
  const Sentence said = sentence(state, clients_);
  for (const std::string& line : wrap(said.words, width_)) notes_ += line + "\n";
  if (!said.command.empty()) notes_ += std::string(kIndent, ' ') + safe(said.command) + "\n";
  for (const std::string& line : lines) notes_ += std::string(kIndent, ' ') + safe(line) + "\n";
}

std::string RegisterView::text() const {
  std::size_t column = 0;
  for (const Row& row : rows_) column = std::max(column, display_width(row.name) + kIndent);
  const std::size_t room = std::max(width_ > column ? width_ - column : 0, kNarrowest);
  std::string out;
  for (const Row& row : rows_) {
    std::vector<std::string> lines = row.lines;
    std::vector<std::string> words = wrap(row.words, room);
    if (row.inline_first && !lines.empty()) {
      words.back() += " " + lines.front();
      lines.erase(lines.begin());
    }
    std::string lead = row.name + std::string(column - display_width(row.name), ' ');
    for (const std::string& line : words) {
      out += lead + line + "\n";
      lead = std::string(column, ' ');
    }
    for (const std::string& line : lines) out += std::string(column + kIndent, ' ') + line + "\n";
  }
  return out + notes_;
}

std::string register_help(std::string_view verb) {
  std::string names;
  for (const Client& client : clients()) names += " " + client.id;
  const std::string name = std::string(kName) + " " + std::string(verb);
  std::string out = "usage: " + name + " [--client NAME]... [--system] [--lang TAG]\n\n";
  if (verb == "install")
    out +=
        "Lets Thunderbird and browsers find this program: writes one small file for each into the folder where it "
        "looks.\n"
        "Do it again whenever the program has moved.\n";
  else if (verb == "uninstall")
    out += "Takes back what install did: its files, and those folders that it made and that are empty.\n";
  else
    out += "Says of each mail program and browser whether it finds this program, and if not, why and what to do.\n";
  out += "\n  --client NAME   only this one; may be repeated. Otherwise ";
  out += verb == "install" ? "all that are on this computer\n" : "all of them\n";
  out += "                  NAME is one of" + names + "\n";
  if (verb == "doctor")
    out += "  --system        look only at what is registered for all users of this computer\n";
  else
    out += "  --system        for all users of this computer (needs administrator rights)" +
           std::string(verb == "install" ? ", and for a browser that is\n"
                                           "                  started with a --user-data-dir of its own\n"
                                         : "\n");
  out +=
      "  --lang TAG      language of the answer, such as sv or en (default: that of the locale)\n"
      "  --help          this text\n\n";
  if (verb == "doctor")
    out += "exit code: 0 at least one finds this program, and no registration is broken; 1 otherwise; 2 wrong usage\n";
  else
    out += "exit code: 0 done; 1 something could not be changed (the rest is); 2 wrong usage\n";
  out += "\nexamples:\n  " + name + "\n  " + name + " --client thunderbird\n";
  out += verb == "doctor" ? "  " + name + " --client firefox --lang sv\n" : "  sudo " + name + " --system\n";
  return out;
}

}  // namespace eb
