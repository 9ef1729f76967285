// SPDX-License-Identifier: MIT
// Commands and their answers, over one connection. Several commands may be on their way at once; their answers are
// taken in the order of the commands.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/mailbox/imap/answer.h"
#include "host/mailbox/imap/response.h"
#include "host/mailbox/imap/stream.h"

namespace eb::imap {

struct Done {
  Answer::Result result = Answer::Result::ok;  // ok, no or bad
  std::string code;
  std::string text;  // for people, printable
};

class Conversation {
 public:
  explicit Conversation(Stream& stream) : stream_(stream), reader_(stream) {}

  // What is no answer to a command is handed to `untagged`; a fault of it ends the conversation.
  using Untagged = std::function<Asked<void>(const Answer&, const Response&)>;

  Asked<Answer::Result> greeting();  // ok or preauth
  // The command's tag.
  Asked<std::string> send(std::string_view command);
  // More of a command that the server asked for ("+ ...").
  Asked<void> send_more(std::string_view line);
  Asked<Done> finish(const std::string& tag, const Untagged& untagged = {});
  // What comes next while a command waits for us: its "+", or its end.
  struct Turn {
    bool go_on = false;
    Done done;  // if not go_on
  };
  Asked<Turn> turn(const std::string& tag, const Untagged& untagged = {});
  // One answer that belongs to no command.
  Asked<void> one_untagged();
  // send and finish.
  Asked<Done> ask(std::string_view command, const Untagged& untagged = {});

  ResponseReader& reader() { return reader_; }
  // Known since the last greeting, CAPABILITY or login; known() false: ask.
  bool knows_capabilities() const { return !capabilities_.empty(); }
  void forget_capabilities() { capabilities_.clear(); }
  // A login may change them, and servers tell the new ones with its OK: whether this one did.
  void expect_new_capabilities() { new_capabilities_ = false; }
  bool has_new_capabilities() const { return new_capabilities_; }
  bool can(std::string_view capability) const;
  // Mails in the open folder, as far as the server told; `grown` stays true until it is taken.
  std::uint32_t exists() const { return exists_; }
  bool take_grown() { return std::exchange(grown_, false); }
  bool grown() const { return grown_; }
  bool has_folder = false;

 private:
  // The answer's words stand in the response.
  Asked<void> next(Response& response, Answer& answer);
  Asked<void> notice(const Answer& answer);

  Stream& stream_;
  ResponseReader reader_;
  unsigned last_tag_ = 0;
  std::vector<std::string> capabilities_;
  bool new_capabilities_ = false;
  std::uint32_t exists_ = 0;
  bool grown_ = false;
  std::string farewell_;  // of a BYE
};

}  // namespace eb::imap
