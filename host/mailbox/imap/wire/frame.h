// SPDX-License-Identifier: MIT
// What explain-bounce and explain-bounce-imap say to each other: frames, each a length (32 bits, lowest byte first) and
// that many bytes: one JSON object, a line feed, then octets as they are.
//
// Requests to the child: {"do": "connect" | "login" | "list" | "examine" | "search" | "fetch" | "wait" | "quit", ...},
// with "seconds" and "bytes", what the answer may cost. Answers: any number of {"is": "trace" | "folder" | "uids" |
// "header" | "shape" | "part", ...}, then one {"is": "done", ...} or {"is": "fault", "kind", "words"}. See session.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "host/mailbox/account.h"

namespace eb::imap {

struct Frame {
  nlohmann::json head;
  std::string octets;
};

constexpr std::size_t kMostInFrame = std::size_t{4} << 20;

std::string encode(const nlohmann::json& head, std::string_view octets = {});

// Bytes in, frames out.
class FrameReader {
 public:
  std::string& buffer() { return buffer_; }  // append what was read
  // Nothing: more bytes are needed, or what came is no frame (broken()).
  std::optional<Frame> next();
  bool broken() const { return broken_; }

 private:
  std::string buffer_;
  std::size_t at_ = 0;
  bool broken_ = false;
};

// What a field holds, if it is there and of that type; else the other value.
std::string text_of(const nlohmann::json& head, const char* field);
std::uint64_t number_of(const nlohmann::json& head, const char* field, std::uint64_t otherwise = 0);
bool flag_of(const nlohmann::json& head, const char* field);

const char* name_of(AccountFault::Kind kind);
AccountFault::Kind kind_of(std::string_view name);  // an unknown name: protocol

}  // namespace eb::imap
