// SPDX-License-Identifier: MIT
#include "host/mailbox/imap/stream.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "host/mailbox/imap/tls.h"

namespace eb::imap {
namespace {

using Kind = AccountFault::Kind;

std::string words_of(int error) { return std::generic_category().message(error); }

struct FreeAddresses {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};

std::string connect_words(const std::string& host, std::uint16_t port, int error) {
  const std::string where = host + " port " + std::to_string(port);
  if (error == ECONNREFUSED)
    return "nobody listens at " + where + " (connection refused); is it the right server and port?";
  if (error == ETIMEDOUT)
    return where + " does not answer; is it the right server and port, and does a firewall let it through?";
  return "cannot connect to " + where + ": " + words_of(error);
}

}  // namespace

Stream::Stream(int parent) : parent_(parent) {}

Stream::~Stream() {
  tls_.reset();
  if (fd_ >= 0) ::close(fd_);
}

void Stream::arm(std::uint64_t bytes, Clock::time_point deadline, Clock::duration idle) {
  bytes_ = bytes;
  deadline_ = deadline;
  idle_ = idle;
}

Stream::Waited Stream::wait(short events, Clock::time_point until) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    // A pipe without events asked for still tells that its other end is closed.
    std::array<pollfd, 2> waiting = {{{fd_, events, 0}, {parent_, 0, 0}}};
    const int ready =
        ::poll(waiting.data(), waiting.size(), static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000)));
    if (ready < 0 && errno == EINTR) continue;
    if (waiting[0].revents != 0) return Waited::ready;
    if (waiting[1].revents != 0) return Waited::orphan;
    if (Clock::now() < until) continue;
    return until == deadline_ ? Waited::late : Waited::idle;
  }
}

Asked<void> Stream::wait_or_fault(short events) {
  switch (wait(events, std::min(deadline_, Clock::now() + idle_))) {
    case Waited::ready:
      return {};
    case Waited::orphan:
      return fault(Kind::local, "the program that asked is gone");
    case Waited::late:
      return fault(Kind::connection, "the server took too long to answer");
    case Waited::idle:
      break;
  }
  return fault(Kind::connection, "the server fell silent in the middle of an answer");
}

Asked<bool> Stream::readable_before(Clock::time_point when) {
  if (tls_ && tls_->pending() > 0) return true;
  switch (wait(POLLIN, when)) {
    case Waited::ready:
      return true;
    case Waited::orphan:
      return fault(Kind::local, "the program that asked is gone");
    default:
      return false;
  }
}

Asked<void> Stream::connect(const std::string& host, std::uint16_t port) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_ADDRCONFIG;
  addrinfo* list = nullptr;
  const int error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &list);
  const std::unique_ptr<addrinfo, FreeAddresses> addresses(list);
  if (error == EAI_NONAME)
    return fault(Kind::connection, "there is no server named " + host + "; is the name spelled right?");
  if (error != 0)
    return fault(Kind::connection, "the address of " + host + " cannot be looked up (" + ::gai_strerror(error) +
                                       "); is this machine connected to the network?");
  return connect(list, host, port);
}

Asked<void> Stream::connect(const addrinfo* addresses, const std::string& host, std::uint16_t port) {
  int left = 0;
  for (const addrinfo* each = addresses; each != nullptr; each = each->ai_next) ++left;
  const auto deadline = deadline_;
  Asked<int> last = ETIMEDOUT;
  for (const addrinfo* each = addresses; each != nullptr; each = each->ai_next, --left) {
    const auto now = Clock::now();
    deadline_ = now + (deadline - now) / left;
    last = connect_one(*each);
    deadline_ = deadline;
    if (!last) return tl::unexpected(last.error());
    if (*last == 0) return {};
  }
  return fault(Kind::connection, connect_words(host, port, *last));
}

// The error's number; 0: connected.
Asked<int> Stream::connect_one(const addrinfo& address) {
  fd_ = ::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd_ < 0) return errno;
  Asked<int> error = ::connect(fd_, address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno;
  if (*error == EINPROGRESS) {
    const auto ready = wait_or_fault(POLLOUT);
    socklen_t size = sizeof(*error);
    if (!ready && ready.error().kind == Kind::local)
      error = tl::unexpected(ready.error());
    else if (!ready)
      error = ETIMEDOUT;
    else if (::getsockopt(fd_, SOL_SOCKET, SO_ERROR, &*error, &size) != 0)
      error = errno;
  }
  if (error && *error == 0) {
    const int on = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    ::setsockopt(fd_, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
    return error;
  }
  ::close(fd_);
  fd_ = -1;
  return error;
}

Asked<void> Stream::start_tls(const std::string& host, const std::string& ca_file) {
  auto tls = std::make_unique<Tls>(fd_);
  for (;;) {
    const auto step = tls->handshake(host, ca_file);
    if (!step) return tl::unexpected(step.error());
    if (*step == Tls::Step::done) break;
    if (auto ready = wait_or_fault(*step == Tls::Step::wants_write ? POLLOUT : POLLIN); !ready)
      return fault(ready.error().kind, ready.error().words + " (while TLS was agreed on)");
  }
  tls_ = std::move(tls);
  return {};
}

Asked<void> Stream::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = tls_ ? tls_->send(bytes) : ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (written > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
      out_ += static_cast<std::uint64_t>(written);
      continue;
    }
    const bool later = tls_ ? written == 0 : errno == EAGAIN || errno == EINTR;
    if (!later) return fault(Kind::connection, "the connection to the server broke");
    if (auto ready = wait_or_fault(POLLOUT); !ready) return ready;
  }
  return {};
}

Asked<std::size_t> Stream::read(char* into, std::size_t room) {
  if (bytes_ == 0) return fault(Kind::protocol, "the server sends far more than it was asked for");
  room = static_cast<std::size_t>(std::min<std::uint64_t>(room, bytes_));
  for (;;) {
    // A server that never pauses must not outlive its deadline.
    if (Clock::now() >= deadline_) return fault(Kind::connection, "the server took too long to answer");
    ssize_t got = 0;
    bool later = false;
    if (tls_) {
      const Tls::Received received = tls_->receive(into, room);
      if (!received.fault.empty()) return fault(Kind::connection, received.fault);
      got = static_cast<ssize_t>(received.bytes);
      later = received.later;
    } else {
      got = ::recv(fd_, into, room, 0);
      later = got < 0 && (errno == EAGAIN || errno == EINTR);
      if (got < 0 && !later) return fault(Kind::connection, "the connection to the server broke: " + words_of(errno));
    }
    if (later) {
      if (auto ready = wait_or_fault(POLLIN); !ready) return tl::unexpected(ready.error());
      continue;
    }
    if (got == 0) return fault(Kind::connection, "the server closed the connection");
    bytes_ -= static_cast<std::uint64_t>(got);
    in_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }
}

bool Stream::peer_is_loopback() const {
  sockaddr_storage address{};
  socklen_t size = sizeof(address);
  if (::getpeername(fd_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return false;
  if (address.ss_family == AF_INET) {
    sockaddr_in peer{};
    std::memcpy(&peer, &address, sizeof(peer));
    return (ntohl(peer.sin_addr.s_addr) >> 24) == 127;
  }
  if (address.ss_family == AF_INET6) {
    sockaddr_in6 peer{};
    std::memcpy(&peer, &address, sizeof(peer));
    return IN6_IS_ADDR_LOOPBACK(&peer.sin6_addr);
  }
  return false;
}

std::string Stream::tls_words() const { return tls_ ? tls_->words() : "not encrypted"; }

}  // namespace eb::imap
