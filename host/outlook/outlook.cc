// SPDX-License-Identifier: MIT
#include "host/outlook/outlook.h"

#include <utility>

#include "host/process/child.h"
#include "host/process/spawn.h"
#include "mime/outlook/exit_code.h"

namespace eb {
namespace {

constexpr std::chrono::seconds kLongest{30};
constexpr std::size_t kMost = std::size_t{96} << 20;  // 64 MB of mail, and what base64 adds

std::string fault_of(const ChildResult& result) {
  using State = ChildResult::State;
  if (result.state == State::not_started)
    return "an Outlook .msg file, and the program that reads those (explain-bounce-outlook) is not installed; save the "
           "message as .eml";
  if (result.state == State::too_slow) return "an Outlook .msg file that takes too long to read";
  if (result.state == State::ended && result.exit_code == outlook::kNoMessage)
    return "an Office file, but no Outlook message is in it";
  return "a damaged Outlook .msg file";
}

}  // namespace

bool is_outlook_file(std::string_view bytes) { return bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"); }

tl::expected<OutlookMail, std::string> read_outlook_file(std::string_view bytes) {
  ChildResult result = run_child(beside_this_program("explain-bounce-outlook"), bytes, kLongest, kMost);
  const bool whole = result.state == ChildResult::State::ended && result.exit_code == outlook::kWhole;
  const bool cut = result.state == ChildResult::State::ended && result.exit_code == outlook::kCut;
  if (!whole && !cut) return tl::unexpected(fault_of(result));
  return OutlookMail{std::move(result.output), cut};
}

}  // namespace eb
