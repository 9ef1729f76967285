// SPDX-License-Identifier: MIT
// A server of several addresses.
#include "host/mailbox/imap/stream.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace {

using eb::imap::Clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

struct Socket {
  explicit Socket(int kind = 0) : fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | kind, 0)) {}
  ~Socket() { ::close(fd); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  int fd;
};

struct Address {
  explicit Address(const char* text) {
    in.sin_family = AF_INET;
    ::inet_pton(AF_INET, text, &in.sin_addr);
    info.ai_family = AF_INET;
    info.ai_socktype = SOCK_STREAM;
    info.ai_addr = general();
    info.ai_addrlen = sizeof(in);
  }
  Address(const Address&) = delete;
  Address& operator=(const Address&) = delete;
  sockaddr* general() { return reinterpret_cast<sockaddr*>(&in); }
  bool listen(const Socket& socket) {
    socklen_t size = sizeof(in);
    return ::bind(socket.fd, general(), size) == 0 && ::listen(socket.fd, 0) == 0 &&
           ::getsockname(socket.fd, general(), &size) == 0;
  }
  sockaddr_in in{};
  addrinfo info{};
};

class Addresses : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(deaf_.listen(deaf_listener_));
    ASSERT_TRUE(good_.listen(good_listener_));
    deaf_.info.ai_next = &good_.info;
    // Nobody accepts: once the queue is full, the system drops what knocks, as a firewall does.
    for (const Socket& each : callers_) static_cast<void>(::connect(each.fd, deaf_.general(), sizeof(deaf_.in)));
  }
  Address deaf_{"127.0.0.1"}, good_{"127.0.0.1"};
  Socket deaf_listener_, good_listener_;
  std::array<Socket, 4> callers_{Socket(SOCK_NONBLOCK), Socket(SOCK_NONBLOCK), Socket(SOCK_NONBLOCK),
                                 Socket(SOCK_NONBLOCK)};
};

TEST_F(Addresses, OneThatDoesNotAnswerLeavesTimeForTheNext) {
  eb::imap::Stream stream(-1);
  const auto begin = Clock::now();
  stream.arm(1000, begin + seconds(2), seconds(2));
  const auto done = stream.connect(&deaf_.info, "mail.example.com", 993);
  EXPECT_TRUE(done) << done.error().words;
  EXPECT_GE(Clock::now() - begin, milliseconds(900)) << "the first one had its half";
  // What is left is left for what follows: the time that a greeting takes.
  EXPECT_LT(Clock::now() - begin, milliseconds(1800));
  std::array<char, 8> room{};
  const auto read = stream.read(room.data(), room.size());
  ASSERT_FALSE(read);
  EXPECT_GE(Clock::now() - begin, milliseconds(1900));
}

TEST_F(Addresses, NoneThatAnswers) {
  deaf_.info.ai_next = nullptr;
  eb::imap::Stream stream(-1);
  stream.arm(1000, Clock::now() + milliseconds(300), seconds(2));
  const auto done = stream.connect(&deaf_.info, "mail.example.com", 993);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, eb::AccountFault::Kind::connection);
  EXPECT_EQ(done.error().words.substr(0, 44), "mail.example.com port 993 does not answer; i");
}

// Whoever asked is gone: nobody waits for the next address.
TEST_F(Addresses, NoneIsTriedForNobody) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
  ::close(pipe[1]);
  eb::imap::Stream stream(pipe[0]);
  stream.arm(1000, Clock::now() + seconds(2), seconds(2));
  const auto done = stream.connect(&deaf_.info, "mail.example.com", 993);
  ::close(pipe[0]);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, eb::AccountFault::Kind::local);
}

}  // namespace
