// SPDX-License-Identifier: MIT
// The conversation: one JSON-RPC 2.0 message in, at most one out (PROTOCOL.md). Knows no pipes; never throws.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/explain/answer.h"

namespace eb {

// Who answers. The real ones are in services.h; tests bring their own.
struct Services {
  using Answer = std::function<Json(std::string_view, const Question&)>;
  Answer explain_mail;
  Answer explain_text;
  Answer lookup;
  std::function<std::vector<std::string_view>()> languages;
  std::function<Json(std::string_view lang, const std::vector<std::string>& sections)> words;
  // "Was this helpful?": false where it cannot be kept or deleted.
  std::function<bool(bool helpful, std::string_view comment, const Json& about)> keep_feedback;
  std::function<Json()> list_feedback;  // {"file":"...","entries":[...]}
  std::function<bool()> delete_feedback;
};

// A word of the protocol and its JSON-RPC code. Words are added, never renamed or dropped.
struct ErrorWord {
  int code;
  std::string_view word;
};
std::span<const ErrorWord> error_words();

// The methods, in the order of PROTOCOL.md.
std::span<const std::string_view> methods();

class Session {
 public:
  explicit Session(Services services) : services_(std::move(services)) {}

  // The reply to the body of one frame; nothing for a notification. Valid UTF-8, at most kReplyLimit bytes.
  std::optional<std::string> answer(std::string_view request) const;

  // The reply to a frame that was over the limit.
  static std::string too_large();

 private:
  Services services_;
};

}  // namespace eb
