// SPDX-License-Identifier: MIT
#include "host/mailbox/imap/wire/frame.h"

#include <array>
#include <utility>

namespace eb::imap {
namespace {

using Kind = AccountFault::Kind;
constexpr std::array<std::pair<Kind, const char*>, 7> kKinds = {{{Kind::usage, "usage"},
                                                                 {Kind::connection, "connection"},
                                                                 {Kind::certificate, "certificate"},
                                                                 {Kind::login, "login"},
                                                                 {Kind::folder, "folder"},
                                                                 {Kind::protocol, "protocol"},
                                                                 {Kind::local, "local"}}};

}  // namespace

std::string encode(const nlohmann::json& head, std::string_view octets) {
  // Words may hold what a server wrote: bytes that are no UTF-8 are replaced, never thrown at us.
  const std::string line = head.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  const auto length = static_cast<std::uint32_t>(line.size() + 1 + octets.size());
  std::string frame;
  frame.reserve(4 + length);
  for (unsigned shift = 0; shift < 32; shift += 8) frame += static_cast<char>(length >> shift & 0xFF);
  frame += line;
  frame += '\n';
  frame += octets;
  return frame;
}

std::optional<Frame> FrameReader::next() {
  if (broken_) return std::nullopt;
  const std::string_view rest = std::string_view(buffer_).substr(at_);
  std::uint32_t length = 0;
  if (rest.size() >= 4)
    for (unsigned i = 0; i < 4; ++i) length |= std::uint32_t{static_cast<unsigned char>(rest[i])} << (8 * i);
  broken_ = length > kMostInFrame;
  if (broken_) return std::nullopt;
  if (rest.size() < 4 || rest.size() - 4 < length) {
    buffer_.erase(0, at_);
    at_ = 0;
    return std::nullopt;
  }
  const std::string_view body = rest.substr(4, length);
  const std::size_t end = body.find('\n');
  Frame frame;
  if (end != std::string_view::npos) frame.head = nlohmann::json::parse(body.substr(0, end), nullptr, false);
  broken_ = !frame.head.is_object();
  if (broken_) return std::nullopt;
  frame.octets = body.substr(end + 1);
  at_ += 4 + length;
  return frame;
}

std::string text_of(const nlohmann::json& head, const char* field) {
  const auto found = head.find(field);
  return found != head.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::uint64_t number_of(const nlohmann::json& head, const char* field, std::uint64_t otherwise) {
  const auto found = head.find(field);
  return found != head.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : otherwise;
}

bool flag_of(const nlohmann::json& head, const char* field) {
  const auto found = head.find(field);
  return found != head.end() && found->is_boolean() && found->get<bool>();
}

const char* name_of(Kind kind) {
  for (const auto& [value, name] : kKinds)
    if (value == kind) return name;
  return "protocol";
}

Kind kind_of(std::string_view name) {
  for (const auto& [value, known] : kKinds)
    if (name == known) return value;
  return Kind::protocol;
}

}  // namespace eb::imap
