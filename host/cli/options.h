// SPDX-License-Identifier: MIT
// Words of a command line -> options of a verb. Pure.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace eb {

enum class Format { text, json };

struct ExplainOptions {
  Format format = Format::text;
  std::string lang;  // empty: not given
  std::vector<std::string> me;
  bool verbose = false;
  bool redact = false;
  bool summary = false;
  unsigned jobs = 1;       // 1 to 64
  std::string files_from;  // empty: not given
  std::string text;        // empty: not given
  std::vector<std::string> paths;
  bool help = false;
};

struct LookupOptions {
  Format format = Format::text;
  std::string lang;
  std::string query;  // all words, one blank between them
  bool help = false;
};

struct FeedbackOptions {
  std::string action;  // list | export | delete
  Format format = Format::text;
  std::string lang;
  std::string file;  // export: empty or "-" is standard output
  bool help = false;
};

// The words behind the verb. On failure: one sentence that names the word that is wrong.
tl::expected<ExplainOptions, std::string> read_explain_options(const std::vector<std::string>& words);
tl::expected<LookupOptions, std::string> read_lookup_options(const std::vector<std::string>& words);
tl::expected<FeedbackOptions, std::string> read_feedback_options(const std::vector<std::string>& words);

// The language of the first of LC_ALL, LC_MESSAGES, LANG that says something, as a BCP 47 tag: "sv_SE.UTF-8" ->
// "sv-SE". Null pointers are variables that are not set. Empty for "C", "POSIX", or where none says anything.
std::string language_of_locale(const char* lc_all, const char* lc_messages, const char* lang);

}  // namespace eb
