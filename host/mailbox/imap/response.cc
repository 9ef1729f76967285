// SPDX-License-Identifier: MIT
#include "host/mailbox/imap/response.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace eb::imap {
namespace {

using Kind = AccountFault::Kind;

constexpr std::size_t kMostParentheses = 4000;  // libetpan's recursion needs 16,000 to end the program
constexpr int kMostLiterals = 2000;

// "... {17}" -> 17. Answers that are told in prose have no literals, whatever they end in.
bool has_literals(std::string_view line) {
  if (!line.starts_with("* ")) return false;
  line.remove_prefix(2);
  const std::string_view word = line.substr(0, line.find(' '));
  return word != "OK" && word != "NO" && word != "BAD" && word != "BYE" && word != "PREAUTH";
}

struct Announced {
  std::size_t brace;  // where the "{" stands
  std::uint64_t octets;
};

std::optional<Announced> announced(std::string_view line) {
  if (!line.ends_with('}')) return std::nullopt;
  const std::size_t brace = line.rfind('{');
  if (brace == std::string_view::npos) return std::nullopt;
  const std::string_view digits = line.substr(brace + 1, line.size() - brace - 2);
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::uint64_t octets = 0;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), octets).ec != std::errc()) octets = UINT64_MAX;
  return Announced{brace, octets};
}

}  // namespace

Asked<void> ResponseReader::fill() {
  if (at_ == buffer_.size()) {
    buffer_.clear();
    at_ = 0;
  } else if (at_ > (std::size_t{1} << 16)) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  constexpr std::size_t kRoom = 32768;
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kRoom);
  const auto got = stream_.read(buffer_.data() + before, kRoom);
  buffer_.resize(before + (got ? *got : 0));
  if (!got) return tl::unexpected(got.error());
  return {};
}

Asked<bool> ResponseReader::readable_before(Clock::time_point when) {
  if (!empty()) return true;
  return stream_.readable_before(when);
}

Asked<void> ResponseReader::read_line(std::string& into) {
  std::size_t seen = 0;  // of the line, from at_ on: without a line feed
  for (;;) {
    const std::size_t end = buffer_.find('\n', at_ + seen);
    const std::size_t length = (end == std::string::npos ? buffer_.size() : end) - at_;
    if (lines_ + length > most_lines_) return fault(Kind::protocol, "the server sent a line that never ends");
    if (end == std::string::npos) {
      seen = length;
      if (auto filled = fill(); !filled) return filled;
      continue;
    }
    std::string_view line(buffer_.data() + at_, length);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find('\0') != std::string_view::npos)
      return fault(Kind::protocol, "the server sent a zero byte where only text may stand");
    into += line;
    lines_ += length;
    at_ = end + 1;
    return {};
  }
}

Asked<Response> ResponseReader::next() {
  Response response;
  std::string& bytes = response.bytes;
  lines_ = 0;
  std::size_t parentheses = 0;
  for (int literals = 0;; ++literals) {
    const std::size_t begin = bytes.size();
    if (auto line = read_line(bytes); !line) return tl::unexpected(line.error());
    if (literals == 0) response.first_line = bytes.size();
    parentheses +=
        static_cast<std::size_t>(std::count(bytes.begin() + static_cast<std::ptrdiff_t>(begin), bytes.end(), '('));
    response.tangled = parentheses > kMostParentheses;
    const auto literal =
        has_literals(response.line()) ? announced(std::string_view(bytes).substr(begin)) : std::nullopt;
    if (!literal) break;
    if (literals == kMostLiterals)
      return fault(Kind::protocol, "the server sent an answer in more pieces than any needs");
    const std::uint64_t here = std::min<std::uint64_t>(literal->octets, buffer_.size() - at_);
    if (literal->octets - here > stream_.allowance())
      return fault(Kind::protocol, "the server announced " +
                                       (literal->octets == UINT64_MAX ? std::string("endlessly many")
                                                                      : std::to_string(literal->octets)) +
                                       " bytes, far more than it was asked for");
    const std::uint64_t keep = std::min<std::uint64_t>(literal->octets, most_literal_);
    bytes.resize(begin + literal->brace);
    if (literals == 0) response.first_line = bytes.size();
    bytes += '{' + std::to_string(keep) + "}\r\n";
    for (std::uint64_t done = 0; done < literal->octets;) {
      if (at_ == buffer_.size())
        if (auto filled = fill(); !filled) return tl::unexpected(filled.error());
      const auto part = std::min<std::uint64_t>(literal->octets - done, buffer_.size() - at_);
      if (done < keep) bytes.append(buffer_, at_, static_cast<std::size_t>(std::min(part, keep - done)));
      at_ += static_cast<std::size_t>(part);
      done += part;
    }
  }
  bytes += "\r\n";
  return response;
}

}  // namespace eb::imap
