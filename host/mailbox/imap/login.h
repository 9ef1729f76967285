// SPDX-License-Identifier: MIT
// Logging in: SASL PLAIN (RFC 4616), SASL LOGIN, the LOGIN command, and XOAUTH2 with a token.
#pragma once

#include <string>

#include "host/mailbox/imap/conversation.h"

namespace eb::imap {

struct Login {
  std::string host;  // whom the words are about
  std::string user;
  std::string secret;     // a password; with xoauth2 a token
  std::string mechanism;  // "plain", "login", "password" (the LOGIN command), "xoauth2"; empty: what the server knows
};

// The mechanism that will be used, or why there is none.
Asked<std::string> choose_mechanism(const Conversation& talk, const std::string& wanted);
Asked<void> log_in(Conversation& talk, const Login& login, const std::string& mechanism);

}  // namespace eb::imap
