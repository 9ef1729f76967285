// SPDX-License-Identifier: MIT
#include "host/scan/open_account.h"

#include <algorithm>
#include <utility>

#include "host/imap/imap_account.h"
#include "host/imap/url.h"
#include "host/scan/shell.h"
#include "mime/candidate.h"

namespace eb {
namespace {

Asked<std::string> told(tl::expected<std::string, std::string> secret) {
  if (secret) return std::move(*secret);
  return tl::unexpected(AccountFault{AccountFault::Kind::login, std::move(secret.error())});
}

}  // namespace

tl::expected<AccountName, std::string> account_name(const std::string& text) {
  if (!is_imap_url(text)) return tl::unexpected<std::string>("only imaps:// and imap:// can be scanned");
  const auto url = parse_imap_url(text);
  if (!url) return tl::unexpected(url.error());
  if (url->user.empty()) return tl::unexpected<std::string>("who are you there? Write imaps://USER@HOST");
  return AccountName{url->user + "@" + url->host + ":" + std::to_string(url->port), url->user, url->folder,
                     to_text(*url)};
}

std::unique_ptr<Account> open_account(const std::string& text, const ScanOptions& options,
                                      std::function<void(std::string_view)> trace) {
  const ImapUrl url = parse_imap_url(text).value_or(ImapUrl{});
  ImapServer server;
  server.host = url.host;
  server.port = url.port;
  server.security = url.tls ? ImapServer::Security::tls : ImapServer::Security::starttls;
  server.insecure = options.insecure;
  server.ca_file = options.ca_file;
  server.user = url.user;
  server.mechanism = options.mechanism.empty() ? url.mechanism : options.mechanism;
  if (server.mechanism.empty() && !options.oauth2_token_command.empty()) server.mechanism = "xoauth2";
  server.timeouts.idle = std::chrono::seconds(options.timeout);
  server.timeouts.connect = std::min(server.timeouts.connect, server.timeouts.idle);
  ImapServices services;
  services.secret = [&options, prompt = "Password of " + url.user + " at " + url.host + ": "] {
    if (!options.oauth2_token_command.empty()) return told(first_line_of(options.oauth2_token_command));
    if (!options.password_command.empty()) return told(first_line_of(options.password_command));
    return told(ask_password(prompt));
  };
  services.trace = std::move(trace);
  return std::make_unique<ImapAccount>(std::move(server), candidate_fields(), std::move(services));
}

}  // namespace eb
