// SPDX-License-Identifier: MIT
#include "host/cli/option_words.h"

#include <charconv>

namespace eb {

namespace {
constexpr unsigned kMostJobs = 64;
}  // namespace

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

}  // namespace eb
