// SPDX-License-Identifier: MIT
#include "host/outlook/child.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

extern char** environ;  // NOLINT: POSIX

namespace eb {
namespace {

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  ~Fd() { close(); }
  Fd(const Fd&) = delete;
  Fd& operator=(Fd&& other) noexcept {
    close();
    fd_ = std::exchange(other.fd_, -1);
    return *this;
  }
  int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_ = -1;
};

// Both ends closed on exec, and away from 0 to 2: a program started without a standard input may get those.
bool make_pipe(Fd& reading, Fd& writing) {
  int ends[2];
  if (::pipe(ends) != 0) return false;
  const Fd read_end(ends[0]);
  const Fd write_end(ends[1]);
  reading = Fd(::fcntl(ends[0], F_DUPFD_CLOEXEC, 3));
  writing = Fd(::fcntl(ends[1], F_DUPFD_CLOEXEC, 3));
  return reading.get() >= 0 && writing.get() >= 0;
}

// A child that ends early makes a write to it a signal, and that would end us. Held back in this thread alone.
class WithoutBrokenPipe {
 public:
  WithoutBrokenPipe() {
    ::sigemptyset(&set_);
    ::sigaddset(&set_, SIGPIPE);
    sigset_t pending;
    ::sigpending(&pending);
    was_pending_ = ::sigismember(&pending, SIGPIPE) == 1;
    ::pthread_sigmask(SIG_BLOCK, &set_, &before_);
  }
  ~WithoutBrokenPipe() {
    sigset_t pending;
    ::sigpending(&pending);
    int taken = 0;
    if (!was_pending_ && ::sigismember(&pending, SIGPIPE) == 1) ::sigwait(&set_, &taken);
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  WithoutBrokenPipe(const WithoutBrokenPipe&) = delete;
  WithoutBrokenPipe& operator=(const WithoutBrokenPipe&) = delete;

 private:
  sigset_t set_{};
  sigset_t before_{};
  bool was_pending_ = false;
};

pid_t start(const std::string& program, int in, int out) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  sigset_t none;
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  sigset_t pipe;
  ::sigemptyset(&pipe);
  ::sigaddset(&pipe, SIGPIPE);
  ::posix_spawnattr_setsigdefault(&attributes, &pipe);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  std::string name = program;
  std::array<char*, 2> arguments = {name.data(), nullptr};
  pid_t child = -1;
  if (::posix_spawn(&child, program.c_str(), &files, &attributes, arguments.data(), environ) != 0) child = -1;
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&files);
  return child;
}

// Writes and reads until the child closes its output. False: time or room ran out, and `result` says which.
bool exchange(Fd& in, Fd& out, std::string_view input, std::chrono::steady_clock::time_point deadline, std::size_t most,
              ChildResult& result) {
  ::fcntl(in.get(), F_SETFL, O_NONBLOCK);
  std::array<char, 65536> buffer;
  if (input.empty()) in.close();
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) {
      result.state = ChildResult::State::too_slow;
      return false;
    }
    std::array<pollfd, 2> waiting = {{{out.get(), POLLIN, 0}, {in.get(), POLLOUT, 0}}};
    if (::poll(waiting.data(), waiting.size(), static_cast<int>(left.count())) < 0 && errno != EINTR) return true;
    if (in.get() >= 0 && waiting[1].revents != 0) {
      const ssize_t written = ::write(in.get(), input.data(), input.size());
      if (written > 0) input.remove_prefix(static_cast<std::size_t>(written));
      const bool later = written < 0 && (errno == EAGAIN || errno == EINTR);
      if (input.empty() || (written < 0 && !later)) in.close();
    }
    if (waiting[0].revents == 0) continue;
    const ssize_t got = ::read(out.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return true;
    result.output.append(buffer.data(), static_cast<std::size_t>(got));
    if (result.output.size() > most) {
      result.state = ChildResult::State::too_much;
      return false;
    }
  }
}

}  // namespace

ChildResult run_child(const std::string& program, std::string_view input, std::chrono::milliseconds limit,
                      std::size_t most) {
  ChildResult result;
  Fd child_in, in, out, child_out;
  if (!make_pipe(child_in, in) || !make_pipe(out, child_out)) return result;
  const pid_t child = start(program, child_in.get(), child_out.get());
  if (child < 0) return result;
  child_in.close();
  child_out.close();
  result.state = ChildResult::State::ended;
  {
    const WithoutBrokenPipe guard;
    if (!exchange(in, out, input, std::chrono::steady_clock::now() + limit, most, result)) ::kill(child, SIGKILL);
  }
  in.close();
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (result.state == ChildResult::State::ended && WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  return result;
}

}  // namespace eb
