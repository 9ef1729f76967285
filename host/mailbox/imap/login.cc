// SPDX-License-Identifier: MIT
#include "host/mailbox/imap/login.h"

#include <algorithm>
#include <array>

#include "host/mailbox/imap/command.h"

namespace eb::imap {
namespace {

using Kind = AccountFault::Kind;
using Result = Answer::Result;

// Sends what the mechanism says, one line for each "+" of the server. A server that wants more than that gets empty
// lines, a few times: so it ends an XOAUTH2 that it refuses.
Asked<Done> answer_all(Conversation& talk, const std::string& tag, const std::vector<std::string>& lines) {
  constexpr std::size_t kMostTurns = 6;
  for (std::size_t index = 0; index < kMostTurns; ++index) {
    auto turn = talk.turn(tag);
    if (!turn) return tl::unexpected(turn.error());
    if (!turn->go_on) return std::move(turn->done);
    if (auto sent = talk.send_more(index < lines.size() ? lines[index] : ""); !sent)
      return tl::unexpected(sent.error());
  }
  return fault(Kind::protocol, "the server asks on and on while we log in");
}

Asked<Done> authenticate(Conversation& talk, const char* mechanism, std::vector<std::string> lines) {
  std::string command = std::string("AUTHENTICATE ") + mechanism;
  if (talk.can("SASL-IR") && lines.size() == 1) {
    command += ' ' + lines.front();
    lines.clear();
  }
  const auto tag = talk.send(command);
  if (!tag) return tl::unexpected(tag.error());
  return answer_all(talk, *tag, lines);
}

// The LOGIN command: 8-bit text goes as a literal, for which the server says "+".
Asked<Done> login_command(Conversation& talk, const Login& login) {
  std::string command = "LOGIN";
  std::vector<std::string> more;
  for (const std::string& text : {login.user, login.secret}) {
    const auto plain = quoted_string(text);
    std::string& end = more.empty() ? command : more.back();
    if (plain) {
      end += ' ' + *plain;
    } else {
      end += " {" + std::to_string(text.size()) + "}";
      more.push_back(text);
    }
  }
  const auto tag = talk.send(command);
  if (!tag) return tl::unexpected(tag.error());
  return answer_all(talk, *tag, more);
}

bool ends_with_host(const std::string& host, std::initializer_list<std::string_view> names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return host.ends_with(name); });
}

AccountFault refused(const Login& login, const std::string& mechanism, const Done& done) {
  std::string words = mechanism == "xoauth2" ? "the server refused the token of " + login.user +
                                                   "; is it still valid, "
                                                   "and made for IMAP?"
                                             : "the server refused the user name or the password of " + login.user;
  // A server that repeats the password is not quoted.
  const bool quotable = !done.text.empty() &&
                        (login.secret.empty() || done.text.find(login.secret) == std::string::npos) &&
                        done.text.find(base64(login.secret)) == std::string::npos;
  if (quotable) words += " (it says: " + done.text + ")";
  if (mechanism != "xoauth2" && ends_with_host(login.host, {"gmail.com", "googlemail.com", "google.com"}))
    words += "; Gmail wants an app password here, or OAuth2 (--oauth2-token-command)";
  else if (mechanism != "xoauth2" && ends_with_host(login.host, {"office365.com", "outlook.com", "hotmail.com"}))
    words += "; Microsoft wants OAuth2 here (--oauth2-token-command)";
  else if (mechanism != "xoauth2" &&
           ends_with_host(login.host, {"yahoo.com", "icloud.com", "me.com", "aol.com", "fastmail.com"}))
    words += "; this provider wants an app password, made on its web site";
  return {Kind::login, words};
}

}  // namespace

Asked<std::string> choose_mechanism(const Conversation& talk, const std::string& wanted) {
  if (!wanted.empty()) {
    static constexpr std::array<std::string_view, 4> kKnown = {"plain", "login", "password", "xoauth2"};
    if (std::find(kKnown.begin(), kKnown.end(), wanted) == kKnown.end())
      return fault(Kind::usage,
                   "no way to log in is called \"" + wanted + "\"; there are plain, login, password and xoauth2");
    return wanted;
  }
  if (talk.can("AUTH=PLAIN")) return "plain";
  if (talk.can("AUTH=LOGIN")) return "login";
  if (!talk.can("LOGINDISABLED")) return "password";
  if (talk.can("AUTH=XOAUTH2") || talk.can("AUTH=OAUTHBEARER"))
    return fault(Kind::login, "the server takes no passwords, only OAuth2; use --oauth2-token-command");
  return fault(Kind::login, "the server offers no way to log in that we know (PLAIN, LOGIN, XOAUTH2)");
}

Asked<void> log_in(Conversation& talk, const Login& login, const std::string& mechanism) {
  if (has_line_end_or_zero(login.user)) return fault(Kind::usage, "a user name cannot hold a line end");
  if (has_line_end_or_zero(login.secret)) return fault(Kind::usage, "a password or token cannot hold a line end");
  Asked<Done> done;
  if (mechanism == "plain")
    done = authenticate(talk, "PLAIN", {base64(std::string(1, '\0') + login.user + '\0' + login.secret)});
  else if (mechanism == "login")
    done = authenticate(talk, "LOGIN", {base64(login.user), base64(login.secret)});
  else if (mechanism == "xoauth2")
    done = authenticate(talk, "XOAUTH2",
                        {base64("user=" + login.user +
                                "\x01"
                                "auth=Bearer " +
                                login.secret + "\x01\x01")});
  else if (talk.can("LOGINDISABLED"))
    return fault(Kind::login, "the server does not take the LOGIN command on this connection");
  else
    done = login_command(talk, login);
  if (!done) return tl::unexpected(done.error());
  if (done->result == Result::ok) return {};
  // RFC 5530: it is the server that has a problem, not the password.
  if (done->code == "UNAVAILABLE" || done->code == "INUSE" || done->code == "LIMIT")
    return fault(Kind::connection, "the server cannot log anybody in just now: " + done->text);
  if (done->result == Result::bad)
    return fault(Kind::login, "the server does not know this way to log in (" + mechanism + ")");
  return tl::unexpected(refused(login, mechanism, *done));
}

}  // namespace eb::imap
