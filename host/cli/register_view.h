// SPDX-License-Identifier: MIT
// How install, uninstall and doctor look on a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "manifest/install.h"

namespace eb {

class RegisterView {
 public:
  // `scope` and `named` (the clients that were asked for by name) are those of the question: what to type next is about
  // the same.
  RegisterView(std::string_view lang, std::size_t width, const Environment& environment, const Machine& machine,
               std::string scope, const std::vector<const Client*>& named);

  // One client: its name, what is said of it, what to type, and the paths that this is about.
  void add(const Outcome& outcome);
  // A paragraph below the clients, with paths or commands.
  void note(const std::string& state, const std::vector<std::string>& lines = {});

  std::string text() const;
  // The whole sentence, with its command at the end.
  std::string word(const std::string& state) const;
  // "sudo explain-bounce VERB --system", as this reader has to type it.
  std::string command_for_all(const std::string& verb) const;
  // "explain-bounce WORDS", likewise.
  std::string command(const std::string& words) const { return command_ + " " + words; }
  // A path as the reader knows it: short where it lies at home, and safe to show.
  std::string shown(const std::string& path) const;
  // The command that gives a folder back to the reader.
  std::string command_to_own(const std::string& folder) const;

 private:
  struct Row {
    std::string name, words;
    std::vector<std::string> lines;
    bool inline_first = false;  // the first line stands behind the words
  };
  // A sentence of the catalog and the command at its end, apart: a command is never broken.
  struct Sentence {
    std::string words, command;  // command: empty where there is nothing to type
  };
  Sentence sentence(const std::string& state, const std::string& clients) const;
  std::string command(const std::string& verb, const std::string& scope, const std::string& clients) const;

  std::string language_, home_, command_, full_command_, scope_;
  std::string clients_;  // " --client NAME" for each that was named
  std::size_t width_;
  std::vector<Row> rows_;
  std::string notes_;
};

// How the reader starts this program: its bare name if that leads here, else its path, quoted for a shell where needed.
std::string command_of(const Environment& environment, const Machine& machine);

std::string register_help(std::string_view verb);

}  // namespace eb
