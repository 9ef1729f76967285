// SPDX-License-Identifier: MIT
#include "host/cli/options.h"

#include <charconv>
#include <initializer_list>
#include <optional>
#include <utility>

namespace eb {
namespace {

constexpr unsigned kMostJobs = 64;

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

void read_format(Words& words, Format& format) {
  const std::string value = words.value();
  if (value == "text")
    format = Format::text;
  else if (value == "json")
    format = Format::json;
  else
    words.fault("--format is text or json, not \"" + value + "\"");
}

void read_jobs(Words& words, unsigned& jobs) {
  const std::string value = words.value();
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), jobs);
  if (error != std::errc() || end != value.data() + value.size() || jobs < 1 || jobs > kMostJobs)
    words.fault("--jobs is a number from 1 to " + std::to_string(kMostJobs) + ", not \"" + value + "\"");
}

void read_name(Words& words, std::string& name) {
  const std::string option = words.word();
  name = words.value();
  if (name.empty()) words.fault(option.substr(0, option.find('=')) + " needs a value");
}

void add_word(std::string& query, const std::string& word) {
  if (!query.empty()) query += ' ';
  query += word;
}

}  // namespace

tl::expected<ExplainOptions, std::string> read_explain_options(const std::vector<std::string>& all) {
  ExplainOptions options;
  Words words(all);
  while (words.next()) {
    if (!words.is_option())
      options.paths.push_back(words.word());
    else if (words.is("--help") || words.is("-h"))
      options.help = true;
    else if (words.is("--format"))
      read_format(words, options.format);
    else if (words.is("--lang"))
      read_name(words, options.lang);
    else if (words.is("--me"))
      read_name(words, options.me.emplace_back());
    else if (words.is("--verbose"))
      options.verbose = true;
    else if (words.is("--redact"))
      options.redact = true;
    else if (words.is("--summary"))
      options.summary = true;
    else if (words.is("--jobs"))
      read_jobs(words, options.jobs);
    else if (words.is("--files-from"))
      read_name(words, options.files_from);
    else if (words.is("--text"))
      read_name(words, options.text);
    else
      words.unknown();
  }
  if (!words.end().empty()) return tl::unexpected(words.end());
  for (const std::string& path : options.paths)
    if (path.empty()) return tl::unexpected<std::string>("an empty PATH");
  return options;
}

tl::expected<LookupOptions, std::string> read_lookup_options(const std::vector<std::string>& all) {
  LookupOptions options;
  Words words(all);
  while (words.next()) {
    if (!words.is_option())
      add_word(options.query, words.word());
    else if (words.is("--help") || words.is("-h"))
      options.help = true;
    else if (words.is("--format"))
      read_format(words, options.format);
    else if (words.is("--lang"))
      read_name(words, options.lang);
    else
      words.unknown();
  }
  if (!words.end().empty()) return tl::unexpected(words.end());
  return options;
}

tl::expected<FeedbackOptions, std::string> read_feedback_options(const std::vector<std::string>& all) {
  FeedbackOptions options;
  Words words(all);
  while (words.next()) {
    if (words.is("--help") || words.is("-h"))
      options.help = true;
    else if (words.is("--format"))
      read_format(words, options.format);
    else if (words.is("--lang"))
      read_name(words, options.lang);
    else if (words.is_option())
      words.unknown();
    else if (options.action.empty())
      options.action = words.word();
    else if (options.action == "export" && options.file.empty())
      options.file = words.word();
    else
      words.fault("feedback " + options.action + " takes no " + words.word());
  }
  if (!words.end().empty()) return tl::unexpected(words.end());
  if (!options.help && options.action != "list" && options.action != "export" && options.action != "delete")
    return tl::unexpected<std::string>(options.action.empty() ? "feedback needs list, export or delete"
                                                              : "feedback cannot " + options.action);
  return options;
}

std::string language_of_locale(const char* lc_all, const char* lc_messages, const char* lang) {
  for (const char* variable : {lc_all, lc_messages, lang}) {
    if (!variable || !*variable) continue;  // POSIX: an empty one counts as not set
    std::string_view name = variable;
    name = name.substr(0, name.find_first_of(".@"));
    if (name == "C" || name == "POSIX") return {};
    std::string tag(name);
    for (char& c : tag)
      if (c == '_') c = '-';
    return tag;
  }
  return {};
}

}  // namespace eb
