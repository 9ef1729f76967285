// SPDX-License-Identifier: MIT
// Words of the verb `scan` -> options. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace eb {

enum class ScanFormat { text, json, csv, html };

struct ScanOptions {
  std::vector<std::string> sources;  // URLs and PATHs
  std::string since;                 // a day; empty: not given
  std::vector<std::string> folders;  // globs
  bool all_folders = false;
  std::uint32_t newest = 0;  // 0: not given
  bool fast = false;
  ScanFormat format = ScanFormat::text;
  std::string output;  // empty: standard output
  std::string lang;
  std::vector<std::string> me;
  unsigned jobs = 1;
  std::string addresses_to_remove;  // empty: not given
  bool watch = false;
  std::string exec;
  std::string password_command;
  std::string oauth2_token_command;
  std::string mechanism;
  std::string ca_file;
  bool insecure = false;
  unsigned timeout = 60;  // seconds that a server may take for an answer
  bool verbose = false;
  bool no_store = false;
  bool forget = false;
  bool help = false;
};

// True for "imaps://..." and anything else of that form: no file is meant.
bool is_url(std::string_view source);

// `today`: for "--since 30d". `cores`: the jobs where --jobs is not given. On failure: a sentence that names what is
// wrong.
tl::expected<ScanOptions, std::string> read_scan_options(const std::vector<std::string>& words, std::string_view today,
                                                         unsigned cores);

}  // namespace eb
