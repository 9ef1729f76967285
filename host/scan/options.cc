// SPDX-License-Identifier: MIT
#include "host/scan/options.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "host/cli/option_words.h"
#include "host/scan/times.h"
#include "mime/ascii.h"

namespace eb {
namespace {

constexpr unsigned kMostSeconds = 3600;

template <typename Number>
void read_number(Words& words, Number& number, Number least, Number most) {
  const std::string option = words.word();
  const std::string value = words.value();
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error == std::errc() && end == value.data() + value.size() && number >= least && number <= most) return;
  words.fault(option.substr(0, option.find('=')) + " is a number from " + std::to_string(least) + " to " +
              std::to_string(most) + ", not \"" + value + "\"");
}

void read_scan_format(Words& words, ScanFormat& format) {
  const std::string value = words.value();
  for (const auto& [name, meant] : {std::pair{"text", ScanFormat::text}, std::pair{"json", ScanFormat::json},
                                    std::pair{"csv", ScanFormat::csv}, std::pair{"html", ScanFormat::html}})
    if (value == name) {
      format = meant;
      return;
    }
  words.fault("--format is text, json, csv or html, not \"" + value + "\"");
}

void read_since(Words& words, std::string& since, std::string_view today) {
  const std::string value = words.value();
  since = day_since(value, today);
  if (since.empty()) words.fault("--since is a day, such as 2026-11-23, or 30d for 30 days, not \"" + value + "\"");
}

// True if the word was one of these.
bool read_flag(Words& words, ScanOptions& options) {
  for (const auto& [name, flag] :
       {std::pair{"--all-folders", &options.all_folders}, std::pair{"--fast", &options.fast},
        std::pair{"--watch", &options.watch}, std::pair{"--insecure", &options.insecure},
        std::pair{"--verbose", &options.verbose}, std::pair{"--no-store", &options.no_store},
        std::pair{"--forget", &options.forget}, std::pair{"--help", &options.help}, std::pair{"-h", &options.help}})
    if (words.is(name)) return *flag = true;
  return false;
}

bool read_text(Words& words, ScanOptions& options) {
  for (const auto& [name, text] :
       {std::pair{"--output", &options.output}, std::pair{"--lang", &options.lang},
        std::pair{"--addresses-to-remove", &options.addresses_to_remove}, std::pair{"--exec", &options.exec},
        std::pair{"--password-command", &options.password_command},
        std::pair{"--oauth2-token-command", &options.oauth2_token_command},
        std::pair{"--mechanism", &options.mechanism}, std::pair{"--ca-file", &options.ca_file}})
    if (words.is(name)) {
      read_name(words, *text);
      return true;
    }
  return false;
}

std::string contradiction(const ScanOptions& options) {
  if (options.forget) return {};
  if (options.sources.empty()) return "scan needs a URL or a PATH";
  if (options.all_folders && !options.folders.empty()) return "--all-folders and --folder do not go together";
  if (!options.password_command.empty() && !options.oauth2_token_command.empty())
    return "--password-command and --oauth2-token-command do not go together";
  if (!options.exec.empty() && !options.watch) return "--exec needs --watch";
  if (options.watch && options.sources.size() > 1) return "--watch takes one URL or PATH";
  if (options.watch && options.sources.front() == "-") return "--watch cannot watch standard input";
  if (options.watch && (options.format == ScanFormat::csv || options.format == ScanFormat::html))
    return "--watch goes with --format text or json";
  if (options.watch && !options.output.empty()) return "--watch and --output do not go together";
  const bool urls = std::any_of(options.sources.begin(), options.sources.end(), is_url);
  if (!urls && (options.all_folders || !options.folders.empty()))
    return "--folder and --all-folders are for mail on a server";
  return {};
}

}  // namespace

bool is_url(std::string_view source) {
  const std::size_t colon = source.find("://");
  return colon != std::string_view::npos && colon > 0 &&
         std::all_of(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char c) { return is_alphanumeric(c) || c == '+' || c == '-'; });
}

tl::expected<ScanOptions, std::string> read_scan_options(const std::vector<std::string>& all, std::string_view today,
                                                         unsigned cores) {
  ScanOptions options;
  options.jobs = std::clamp(cores, 1U, 8U);
  Words words(all);
  while (words.next()) {
    if (!words.is_option())
      options.sources.push_back(words.word());
    else if (read_flag(words, options) || read_text(words, options))
      continue;
    else if (words.is("--since"))
      read_since(words, options.since, today);
    else if (words.is("--folder"))
      read_name(words, options.folders.emplace_back());
    else if (words.is("--max"))
      read_number<std::uint32_t>(words, options.newest, 1, 1'000'000'000);
    else if (words.is("--format"))
      read_scan_format(words, options.format);
    else if (words.is("--me"))
      read_name(words, options.me.emplace_back());
    else if (words.is("--jobs"))
      read_jobs(words, options.jobs);
    else if (words.is("--timeout"))
      read_number<unsigned>(words, options.timeout, 1, kMostSeconds);
    else
      words.unknown();
  }
  if (!words.end().empty()) return tl::unexpected(words.end());
  if (options.help) return options;
  for (const std::string& source : options.sources)
    if (source.empty()) return tl::unexpected<std::string>("an empty PATH");
  if (std::string wrong = contradiction(options); !wrong.empty()) return tl::unexpected(std::move(wrong));
  return options;
}

}  // namespace eb
