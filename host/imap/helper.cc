// SPDX-License-Identifier: MIT
#include "host/imap/helper.h"

#include <utility>

#include "mime/utf8.h"

namespace eb {
namespace {

using Kind = AccountFault::Kind;
using nlohmann::json;

}  // namespace

std::string presentable(std::string_view text) {
  constexpr std::size_t kMost = 600;
  std::string out;
  while (!text.empty()) {
    const Character c = character_at(text, 0);
    if (out.size() + c.size > kMost) return out + "...";
    const bool is_control = c.code < ' ' || (c.code >= 0x7F && c.code < 0xA0);
    if (!c.is_valid || is_control)
      out += '?';
    else
      out += text.substr(0, c.size);
    text.remove_prefix(c.size);
  }
  return out;
}

Asked<std::unique_ptr<Helper>> Helper::start(const std::string& program, Trace trace, std::chrono::milliseconds grace) {
  auto child = program.empty() ? nullptr : RunningChild::start(program);
  if (!child)
    return fault(Kind::local,
                 "the program that talks to mail servers (explain-bounce-imap) is not installed; it belongs "
                 "beside explain-bounce, and is built where libetpan and GnuTLS are");
  return std::unique_ptr<Helper>(new Helper(std::move(child), std::move(trace), grace));
}

AccountFault Helper::end_words() {
  const int signal = child_->signal_at_end();
  if (signal != 0)
    return {Kind::protocol,
            "what the server sent ended the program that reads it (signal " + std::to_string(signal) + ")"};
  return {Kind::protocol, "the program that talks to the server ended in the middle of an answer"};
}

Asked<imap::Frame> Helper::next(RunningChild::Time deadline) {
  for (;;) {
    if (auto frame = reader_.next()) return std::move(*frame);
    if (reader_.broken()) return fault(Kind::protocol, "the program that talks to the server says what it may not");
    const std::size_t before = reader_.buffer().size();
    switch (child_->receive(reader_.buffer(), deadline)) {
      case RunningChild::Got::bytes:
        break;
      case RunningChild::Got::end:
        return tl::unexpected(end_words());
      case RunningChild::Got::late:
        return fault(Kind::connection, "the server took too long to answer, and the program that talks to it hung");
    }
    received_ += reader_.buffer().size() - before;
    if (received_ > most_) return fault(Kind::protocol, "the program that talks to the server says far too much");
  }
}

Asked<json> Helper::ask(json request, std::string_view octets, const Cost& cost, const Told& told) {
  request["bytes"] = cost.bytes;
  request["seconds"] = cost.time.count();
  request["idle"] = cost.idle.count();
  const auto deadline = std::chrono::steady_clock::now() + cost.time + grace_;
  received_ = 0;
  most_ = 2 * cost.bytes + (std::uint64_t{8} << 20);
  std::string frame = imap::encode(request, octets);
  const bool sent = child_->send(frame, deadline);
  std::fill(frame.begin(), frame.end(), '\0');  // there may be a password in it
  if (!sent) return tl::unexpected(end_words());
  for (;;) {
    auto answer = next(deadline);
    if (!answer) return tl::unexpected(answer.error());
    const std::string what = imap::text_of(answer->head, "is");
    if (what == "done") return std::move(answer->head);
    if (what == "fault")
      return fault(imap::kind_of(imap::text_of(answer->head, "kind")),
                   presentable(imap::text_of(answer->head, "words")));
    if (what == "trace") {
      if (trace_) trace_(presentable(imap::text_of(answer->head, "words")));
    } else if (told) {
      if (auto taken = told(*answer); !taken) return tl::unexpected(taken.error());
    }
  }
}

}  // namespace eb
