// SPDX-License-Identifier: MIT
// An account on an IMAP server. The server is talked to by a program of its own, explain-bounce-imap
// (host/mailbox/imap), which lies beside this one; it is started when it is first needed, and again when it or the
// connection breaks.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/imap/backoff.h"
#include "host/imap/helper.h"
#include "host/imap/plan.h"
#include "host/mailbox/account.h"

namespace eb {

struct ImapServer {
  enum class Security {
    tls,       // from the first byte on
    starttls,  // from STARTTLS on; without it only if `insecure`, or if the server is this machine
  };
  std::string host;
  std::uint16_t port = 993;
  Security security = Security::tls;
  bool insecure = false;
  std::string ca_file;    // PEM; empty: what the system trusts
  std::string user;       // UTF-8
  std::string mechanism;  // "plain", "login", "password" (the LOGIN command), "xoauth2"; empty: what the server knows
  struct Timeouts {
    std::chrono::seconds connect{30};
    std::chrono::seconds idle{60};          // without a byte in the middle of an answer
    std::chrono::seconds command{300};      // a whole answer
    std::chrono::milliseconds grace{5000};  // for the helper to tell by itself that time ran out
    std::chrono::seconds poll{30};          // between two questions for new mail, where the server cannot IDLE
  } timeouts;
};

struct ImapServices {
  // The password, or with xoauth2 a token. Asked when it is needed: a password once, a token at each login, for it
  // expires. A password that was refused is not tried again, for servers lock accounts; a token once, with a new one.
  std::function<Asked<std::string>()> secret;
  // What happens, for --verbose: server, TLS, mechanism, commands and counts; no secret, nothing of a mail. May be
  // empty.
  std::function<void(std::string_view)> trace;
  // Waits before a broken connection is tried again. Empty: sleeps.
  std::function<void(std::chrono::milliseconds)> pause;
  std::string program;  // empty: explain-bounce-imap beside this program
};

class ImapAccount : public Account {
 public:
  // `header_fields`: those that CandidateVisitor::wanted is shown (candidate_fields()).
  ImapAccount(ImapServer server, std::vector<std::string> header_fields, ImapServices services);
  ~ImapAccount() override;

  Asked<std::vector<std::string>> folders(const std::vector<std::string>& globs) override;
  Asked<FolderState> open(const std::string& folder) override;
  Asked<void> candidates(const WhichMails& which, CandidateVisitor& visitor) override;
  Asked<std::vector<Uid>> present() override;
  Asked<bool> wait_for_mail(std::chrono::seconds longest) override;

 private:
  Cost cost(std::uint64_t bytes, std::uint64_t mails = 0) const;
  Asked<void> connect();
  Asked<void> connect_once();
  void forget_secret();
  Asked<std::string> secret();
  Asked<FolderState> examine(const std::string& folder);
  Asked<void> ready();
  template <typename T>
  Asked<T> mended(Backoff& backoff, const std::function<Asked<T>()>& act);
  Asked<std::vector<Uid>> search(const WhichMails& which);
  // The mails that the server refused for good.
  Asked<std::vector<Uid>> step(FetchPlan& plan, CandidateVisitor& visitor, Backoff& backoff);
  void trace(const std::string& words) const;

  ImapServer server_;
  std::vector<std::string> header_fields_;
  ImapServices services_;
  std::unique_ptr<Helper> helper_;
  std::string secret_;
  std::optional<AccountFault> refused_;  // the login was: it is not tried again
  bool was_logged_in_ = false;
  std::string folder_;  // opened
  std::uint32_t uid_validity_ = 0;
  std::uint32_t mails_ = 0;
};

}  // namespace eb
