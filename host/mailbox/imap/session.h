// SPDX-License-Identifier: MIT
// The requests of explain-bounce and what becomes of them. One at a time; the first fault of the connection ends it.
//
// Every request has "seconds" and "bytes": what its answer may cost at most, and "idle": seconds of silence.
//
//   connect   host, port, tls, insecure, ca_file           done
//   login     user, mechanism; octets: the secret          done
//   list                                                   folder {name, selectable} ..., done
//   examine   folder                                       done {uid_validity, uid_next, mails}
//   search    after, since, any: [[...]]                   uids (octets: 32 bits each, ascending) ..., done
//   fetch     fields, headers: [SET], shapes: [SET], parts: [{octets, uids: SET}]
//             header {uid} + octets, shape {uid, size, received_at, multipart, leaves: [[type, octets]], more},
//             part {uid} + octets ..., done {refused: [SET], unreadable}
//   wait      wait: seconds, poll: seconds                 done {news}
//   quit                                                   done
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "host/mailbox/imap/conversation.h"
#include "host/mailbox/imap/etpan_parser.h"
#include "host/mailbox/imap/stream.h"
#include "host/mailbox/imap/wire/frame.h"

namespace eb::imap {

class Session {
 public:
  using Tell = std::function<void(const nlohmann::json& head, std::string_view octets)>;
  // `parent`: see Stream.
  Session(int parent, Tell tell);
  // False: the program shall end.
  bool act(Frame request);

 private:
  using Result = Asked<nlohmann::json>;  // what "done" tells
  Result connect(const nlohmann::json& request);
  Asked<void> secure(const std::string& host, const std::string& ca_file, bool insecure, Answer::Result greeting);
  Result login(const nlohmann::json& request, std::string& secret);
  Result list();
  Result examine(const nlohmann::json& request);
  Result search(const nlohmann::json& request);
  Result wait(const nlohmann::json& request);
  Asked<bool> idle(Clock::time_point until);
  Asked<void> need_capabilities();
  void arm(const nlohmann::json& request, Clock::duration more = {});
  void trace(const std::string& words);

  Tell tell_;
  Stream stream_;
  Conversation talk_;
  EtpanParser parser_;
};

// The "fetch" of a session; all its commands are on their way before the first answer is read.
Asked<nlohmann::json> fetch(const nlohmann::json& request, Conversation& talk, EtpanParser& parser,
                            const Session::Tell& tell);

}  // namespace eb::imap
