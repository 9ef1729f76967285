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
  // `command`: how the reader starts this program, as it is put in the place of "explain-bounce" in what to type.
  RegisterView(std::string_view lang, std::size_t width, const Environment& environment, const Machine& machine);

  // One client: its name, what is said of it, and the paths that this is about.
  void add(const Outcome& outcome);
  // A paragraph below the clients, with a path or a command that is never broken.
  void note(const std::string& state, const std::vector<std::string>& lines = {});

  std::string text() const;
  std::string word(const std::string& state) const;
  // "sudo explain-bounce VERB --system", as this reader has to type it.
  std::string command_for_all(std::string_view verb) const;

 private:
  struct Row {
    std::string name, words;
    std::vector<std::string> lines;
    bool inline_first = false;  // the first line stands behind the words
  };
  std::string shown(const std::string& path) const;

  std::string language_, home_, command_, full_command_;
  std::size_t width_;
  std::vector<Row> rows_;
  std::string notes_;
};

// How the reader starts this program: its bare name if that leads here, else its path, quoted for a shell where needed.
std::string command_of(const Environment& environment, const Machine& machine);

std::string register_help(std::string_view verb);

}  // namespace eb
