// SPDX-License-Identifier: MIT
// The catalog's words in one language, for what a scan tells.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace eb {

class Spoken {
 public:
  // `lang`: a BCP 47 tag.
  explicit Spoken(std::string_view lang);
  const std::string& lang() const { return lang_; }
  // A word without a number: "report.title", "reason.user_unknown". Of English where the language lacks it; the key
  // where none has it.
  std::string word(std::string_view key) const;
  // One with a number, in the form that fits it: "report.mails".
  std::string count(std::string_view key, std::uint64_t count) const;

 private:
  std::string lang_;
};

}  // namespace eb
