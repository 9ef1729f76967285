// SPDX-License-Identifier: MIT
// The words of a command line, one after the other: what all verbs' options have in common. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eb {

// Goes through the words: options with "--name value" or "--name=value", the rest as it stands; "--" ends the options.
class Words {
 public:
  explicit Words(const std::vector<std::string>& words) : words_(words) {}

  // False at the end, or at a fault.
  bool next() {
    if (!fault_.empty() || at_ == words_.size()) return false;
    finish();
    if (!fault_.empty()) return false;
    word_ = words_[at_++];
    if (!options_ended_ && word_ == "--") {
      options_ended_ = true;
      return next();
    }
    const bool option = !options_ended_ && word_.size() > 1 && word_[0] == '-';
    name_ = option ? word_.substr(0, word_.find('=')) : std::string_view();
    inline_value_.reset();
    if (option && name_.size() < word_.size()) inline_value_ = word_.substr(name_.size() + 1);
    return true;
  }
  // True if the word is this option.
  bool is(std::string_view name) const { return name_ == name; }
  bool is_option() const { return !name_.empty(); }
  std::string word() const { return std::string(word_); }
  std::string value() {
    if (inline_value_) return std::string(*std::exchange(inline_value_, std::nullopt));
    if (at_ == words_.size()) {
      fault(std::string(name_) + " needs a value");
      return {};
    }
    return words_[at_++];
  }
  void fault(std::string what) {
    if (fault_.empty()) fault_ = std::move(what);
  }
  void unknown() { fault("unknown option " + std::string(name_)); }
  // What was wrong; empty: nothing.
  const std::string& end() {
    finish();
    return fault_;
  }

 private:
  // A value that nobody took: "--verbose=yes".
  void finish() {
    if (inline_value_ && fault_.empty()) fault(std::string(name_) + " takes no value");
  }
  const std::vector<std::string>& words_;
  std::size_t at_ = 0;
  bool options_ended_ = false;
  std::string_view word_;
  std::string_view name_;
  std::optional<std::string_view> inline_value_;
  std::string fault_;
};

// --jobs N: 1 to 64.
void read_jobs(Words& words, unsigned& jobs);

// A value that is not empty.
void read_name(Words& words, std::string& name);

}  // namespace eb
