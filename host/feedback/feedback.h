// SPDX-License-Identifier: MIT
// "Was this helpful?": answers of the reader in one file of their own, sent to nobody. Nothing of a mail goes into it.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "host/explain/json.h"

namespace eb {

// The file of this user: $XDG_STATE_HOME/explain-bounce/feedback.jsonl (XDG Base Directory Specification), else below
// ~/.local/state, on Windows below %LOCALAPPDATA%. Empty where no home is known.
std::string feedback_file();

// What was explained: only these, and of each only what the program itself may have written there.
inline constexpr std::string_view feedback_about[] = {"kind",          "reason", "rule", "provider",
                                                      "provider_code", "status", "lang"};

// The line that is kept: {"time":"...","helpful":true,"comment":"...",...}. `about` may hold anything; what is no id of
// ours is left out. The comment is cut at 500 bytes, line ends become blanks.
Json feedback_entry(bool helpful, std::string_view comment, const Json& about, std::string_view time);

// Adds a line. What went wrong, in words for a log.
tl::expected<void, std::string> add_feedback(const std::string& file, const Json& entry);

// The whole file, oldest first; lines that are no JSON objects are left out. No file: none.
std::vector<Json> list_feedback(const std::string& file);

// The file and the folder that was made for it. No file is no fault.
tl::expected<void, std::string> delete_feedback(const std::string& file);

}  // namespace eb
