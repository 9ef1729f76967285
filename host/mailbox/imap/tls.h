// SPDX-License-Identifier: MIT
// TLS as a client, by GnuTLS: the server's certificate must lead to a trusted one, be valid today and name the host
// that was asked for (RFC 9325, RFC 9525), and the host is told at the beginning (SNI) unless it is an IP address.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "host/mailbox/account.h"

namespace eb::imap {

class Tls {
 public:
  explicit Tls(int fd);
  ~Tls();
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;

  enum class Step { done, wants_read, wants_write };
  // Called again after each wait, until it is done. `ca_file` empty: what the system trusts.
  Asked<Step> handshake(const std::string& host, const std::string& ca_file);
  ssize_t send(std::string_view bytes);  // 0: later; below: broken
  struct Received {
    std::size_t bytes = 0;  // 0, without `later` and `fault`: the server has ended it
    bool later = false;
    std::string fault;
  };
  Received receive(char* into, std::size_t room);
  std::size_t pending() const;
  std::string words() const;

 private:
  struct Session;
  std::unique_ptr<Session> session_;
};

}  // namespace eb::imap
