// SPDX-License-Identifier: MIT
#include "host/mailbox/imap/conversation.h"

#include <algorithm>

#include "host/mailbox/imap/printable.h"

namespace eb::imap {

using Kind = AccountFault::Kind;
using Result = Answer::Result;

namespace {

constexpr std::string_view kCapability = "CAPABILITY ";

}  // namespace

bool Conversation::can(std::string_view capability) const {
  return std::find(capabilities_.begin(), capabilities_.end(), capability) != capabilities_.end();
}

Asked<void> Conversation::next(Response& response, Answer& answer) {
  auto came = reader_.next();
  if (!came) {
    if (farewell_.empty() || came.error().kind != Kind::connection) return tl::unexpected(came.error());
    return fault(Kind::connection, "the server ended the connection: " + farewell_);
  }
  response = std::move(*came);
  const auto read = read_answer(response.line());
  if (!read) return fault(Kind::protocol, "the server does not speak IMAP: \"" + printable(response.line(), 60) + "\"");
  answer = *read;
  return notice(answer);
}

Asked<void> Conversation::notice(const Answer& answer) {
  if (answer.kind == Answer::Kind::exists) {
    if (has_folder && answer.number > exists_) grown_ = true;
    exists_ = answer.number;
  } else if (answer.kind == Answer::Kind::expunge) {
    if (exists_ > 0) --exists_;
  } else if (answer.kind == Answer::Kind::capability) {
    capabilities_ = read_capabilities(answer.text);
  } else if (answer.code.starts_with(kCapability)) {
    capabilities_ = read_capabilities(answer.code.substr(kCapability.size()));
  }
  if (answer.kind == Answer::Kind::capability || answer.code.starts_with(kCapability)) new_capabilities_ = true;
  if (answer.kind == Answer::Kind::untagged && answer.result == Result::bye) {
    farewell_ = printable(answer.text);
    if (farewell_.empty()) farewell_ = "BYE";
  }
  return {};
}

Asked<Result> Conversation::greeting() {
  Response response;
  Answer answer;
  if (auto came = next(response, answer); !came) return tl::unexpected(came.error());
  if (answer.kind == Answer::Kind::untagged && (answer.result == Result::ok || answer.result == Result::preauth))
    return answer.result;
  if (answer.result == Result::bye)
    return fault(Kind::connection, "the server sends us away: " + printable(answer.text));
  return fault(Kind::protocol,
               "the server does not greet as IMAP servers do: \"" + printable(response.line(), 60) + "\"");
}

Asked<std::string> Conversation::send(std::string_view command) {
  std::string tag = "A" + std::to_string(++last_tag_);
  std::string line = tag + ' ' + std::string(command) + "\r\n";
  auto sent = stream_.write(line);
  std::fill(line.begin(), line.end(), '\0');  // it may hold a password
  if (!sent) return tl::unexpected(sent.error());
  return tag;
}

Asked<void> Conversation::send_more(std::string_view line) { return stream_.write(std::string(line) + "\r\n"); }

Asked<Conversation::Turn> Conversation::turn(const std::string& tag, const Untagged& untagged) {
  for (;;) {
    Response response;
    Answer answer;
    if (auto came = next(response, answer); !came) return tl::unexpected(came.error());
    if (answer.kind == Answer::Kind::continuation) return Turn{true, {}};
    if (answer.kind == Answer::Kind::tagged) {
      if (answer.tag != tag || answer.result == Result::bye || answer.result == Result::preauth)
        return fault(Kind::protocol, "the server answers a command that nobody gave");
      return Turn{false, {answer.result, std::string(answer.code), printable(answer.text)}};
    }
    if (untagged)
      if (auto taken = untagged(answer, response); !taken) return tl::unexpected(taken.error());
  }
}

Asked<void> Conversation::one_untagged() {
  Response response;
  Answer answer;
  if (auto came = next(response, answer); !came) return tl::unexpected(came.error());
  if (answer.kind == Answer::Kind::tagged || answer.kind == Answer::Kind::continuation)
    return fault(Kind::protocol, "the server answers a command that nobody gave");
  return {};
}

Asked<Done> Conversation::finish(const std::string& tag, const Untagged& untagged) {
  auto turned = turn(tag, untagged);
  if (!turned) return tl::unexpected(turned.error());
  if (turned->go_on) return fault(Kind::protocol, "the server waits for more where a command was complete");
  return std::move(turned->done);
}

Asked<Done> Conversation::ask(std::string_view command, const Untagged& untagged) {
  const auto tag = send(command);
  if (!tag) return tl::unexpected(tag.error());
  return finish(*tag, untagged);
}

}  // namespace eb::imap
