// SPDX-License-Identifier: MIT
#include "host/outlook/outlook.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "host/process/child.h"
#include "host/process/spawn.h"
#include "mime/outlook/compound_file_mark.h"
#include "mime/outlook/exit_code.h"

namespace eb {
namespace {

constexpr std::chrono::seconds kLongest{30};
constexpr std::size_t kMost = std::size_t{96} << 20;      // 64 MB of mail, and what base64 adds
constexpr std::size_t kMostRead = std::size_t{64} << 20;  // of a file: what is longer comes cut

bool is_there(const std::string& program) {
  std::error_code error;
  return !program.empty() && std::filesystem::exists(program, error);
}

std::string fault_of(const ChildResult& result, const std::string& program, std::size_t size) {
  using State = ChildResult::State;
  if (result.state == State::not_started && is_there(program))
    return "an Outlook .msg file, and the program that reads those (explain-bounce-outlook) cannot be started: it may "
           "not "
           "be run, or this computer has too much to do; save the message as .eml, or try again";
  if (result.state == State::not_started)
    return "an Outlook .msg file, and the program that reads those (explain-bounce-outlook) is not installed; save the "
           "message as .eml";
  if (result.state == State::too_slow) return "an Outlook .msg file that takes too long to read";
  if (result.state == State::ended && result.exit_code == outlook::kNoMessage)
    return "an Office file, but no Outlook message is in it";
  if (size >= kMostRead)
    return "an Outlook .msg file of 64 MB or more, of which only that much is read; delete its large attachments in "
           "Outlook and save it again";
  return "a damaged Outlook .msg file";
}

}  // namespace

bool is_outlook_file(std::string_view bytes) { return outlook::is_compound_file(bytes); }

tl::expected<OutlookMail, std::string> read_outlook_file(std::string_view bytes) {
  const std::string program = beside_this_program("explain-bounce-outlook");
  ChildResult result = run_child(program, bytes, kLongest, kMost);
  const bool whole = result.state == ChildResult::State::ended && result.exit_code == outlook::kWhole;
  const bool cut = result.state == ChildResult::State::ended && result.exit_code == outlook::kCut;
  if (!whole && !cut) return tl::unexpected(fault_of(result, program, bytes.size()));
  return OutlookMail{std::move(result.output), cut};
}

}  // namespace eb
