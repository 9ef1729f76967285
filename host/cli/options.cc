// SPDX-License-Identifier: MIT
#include "host/cli/options.h"

#include <initializer_list>

#include "host/cli/option_words.h"

namespace eb {
namespace {

void read_format(Words& words, Format& format) {
  const std::string value = words.value();
  if (value == "text")
    format = Format::text;
  else if (value == "json")
    format = Format::json;
  else
    words.fault("--format is text or json, not \"" + value + "\"");
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
