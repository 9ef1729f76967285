// SPDX-License-Identifier: MIT
// A connection to a server: a non-blocking socket, with or without TLS over it. Every call ends at the armed deadline
// at the latest, and no more is read than was allowed, whatever the server does. The end of input is a fault.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "host/mailbox/account.h"
#include "host/mailbox/imap/clock.h"

struct addrinfo;  // of netdb.h

namespace eb::imap {

class Tls;

class Stream {
 public:
  // `parent`: a pipe whose other end is the program that asked; when that is gone, so is the reason to go on. -1: none.
  explicit Stream(int parent);
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  // What the next calls may cost. `idle`: the longest time without a byte.
  void arm(std::uint64_t bytes, Clock::time_point deadline, Clock::duration idle);
  std::uint64_t allowance() const { return bytes_; }

  Asked<void> connect(const std::string& host, std::uint16_t port);
  // The same, where its addresses are known. One that does not answer leaves time for those behind it.
  Asked<void> connect(const addrinfo* addresses, const std::string& host, std::uint16_t port);
  // Certificate chain, host name and SNI; `ca_file` empty: what the system trusts.
  Asked<void> start_tls(const std::string& host, const std::string& ca_file);
  Asked<void> write(std::string_view bytes);
  // At least one byte.
  Asked<std::size_t> read(char* into, std::size_t room);
  // False: nothing came until then. The deadline, not the idle time, counts.
  Asked<bool> readable_before(Clock::time_point when);

  bool peer_is_loopback() const;
  bool encrypted() const { return tls_ != nullptr; }
  std::string tls_words() const;  // "TLS1.3, AES-256-GCM"
  std::uint64_t bytes_in() const { return in_; }
  std::uint64_t bytes_out() const { return out_; }

 private:
  friend class Tls;
  enum class Waited { ready, idle, late, orphan };
  Waited wait(short events, Clock::time_point until);
  Asked<void> wait_or_fault(short events);
  Asked<int> connect_one(const addrinfo& address);

  int fd_ = -1;
  int parent_;
  std::unique_ptr<Tls> tls_;
  std::uint64_t bytes_ = 0;
  Clock::time_point deadline_{};
  Clock::duration idle_{};
  std::uint64_t in_ = 0;
  std::uint64_t out_ = 0;
};

}  // namespace eb::imap
