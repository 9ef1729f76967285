// SPDX-License-Identifier: MIT
#include "host/native_messaging/stdio.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "host/native_messaging/frame.h"

namespace eb {
namespace {

// A descriptor that its other owner made non-blocking is waited for.
bool wait_for(int fd, short events) {
  pollfd waiting{fd, events, 0};
  return ::poll(&waiting, 1, -1) >= 0 || errno == EINTR;
}

bool is_busy() { return errno == EAGAIN || errno == EWOULDBLOCK; }

class FdReader : public Reader {
 public:
  explicit FdReader(int fd) : fd_(fd) {}
  std::ptrdiff_t read(char* out, std::size_t size) override {
    for (;;) {
      const ssize_t got = ::read(fd_, out, size);
      if (got >= 0) return got;
      if (errno == EINTR) continue;
      if (!is_busy() || !wait_for(fd_, POLLIN)) return -1;
    }
  }

 private:
  int fd_;
};

class FdWriter : public Writer {
 public:
  explicit FdWriter(int fd) : fd_(fd) {}
  bool write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t put = ::write(fd_, bytes.data(), bytes.size());
      if (put >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(put));
        continue;
      }
      if (errno == EINTR) continue;
      if (is_busy() && wait_for(fd_, POLLOUT)) continue;
      gone_ = errno == EPIPE;
      return false;
    }
    return true;
  }
  bool gone() const { return gone_; }

 private:
  int fd_;
  bool gone_ = false;
};

int complain(const char* what) {
  std::fprintf(stderr, "explain-bounce: %s\n", what);
  return 1;
}

}  // namespace

int serve(const Session& session) {
  std::signal(SIGPIPE, SIG_IGN);
  // A library that prints must not print into the protocol.
  const int out = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  if (out < 0) return complain("standard output is closed");
  if (::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) ::close(STDOUT_FILENO);

  FdReader reader(STDIN_FILENO);
  FdWriter writer(out);
  for (;;) {
    const Frame frame = read_frame(reader);
    switch (frame.status) {
      case FrameStatus::ok:
        break;
      case FrameStatus::end:
        return 0;
      case FrameStatus::cut:
        return complain("the input ended inside a frame");
      case FrameStatus::failed:
        return complain("standard input cannot be read");
      case FrameStatus::too_large:
        write_frame(writer, Session::too_large());
        return complain("a frame over the limit");
    }
    const std::optional<std::string> reply = session.answer(frame.body);
    if (reply && !write_frame(writer, *reply)) return writer.gone() ? 0 : complain("standard output cannot be written");
  }
}

}  // namespace eb
