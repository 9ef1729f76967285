// SPDX-License-Identifier: MIT
#include "host/process/running_child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

#include "host/process/spawn.h"

namespace eb {
namespace {

// Milliseconds for poll, rounded up; 0 when `deadline` is past.
int left_until(RunningChild::Time deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

// False: time is over.
bool wait_for(int fd, short events, RunningChild::Time deadline) {
  for (;;) {
    pollfd waiting = {fd, events, 0};
    const int ready = ::poll(&waiting, 1, left_until(deadline));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return true;  // the call that follows tells the fault
    if (left_until(deadline) == 0) return false;
  }
}

}  // namespace

std::unique_ptr<RunningChild> RunningChild::start(const std::string& program) {
  Descriptor child_in, in, out, child_out;
  if (!make_pipe(child_in, in) || !make_pipe(out, child_out)) return nullptr;
  const pid_t pid = spawn(program, child_in.get(), child_out.get());
  if (pid < 0) return nullptr;
  ::fcntl(in.get(), F_SETFL, O_NONBLOCK);
  return std::unique_ptr<RunningChild>(new RunningChild(pid, std::move(in), std::move(out)));
}

RunningChild::~RunningChild() {
  in_.close();
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  wait_for_end();
}

bool RunningChild::send(std::string_view bytes, Time deadline) {
  const WithoutBrokenPipe guard;
  while (!bytes.empty()) {
    const ssize_t written = ::write(in_.get(), bytes.data(), bytes.size());
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    if (written >= 0 || errno == EINTR) continue;
    if (errno != EAGAIN || !wait_for(in_.get(), POLLOUT, deadline)) return false;
  }
  return true;
}

RunningChild::Got RunningChild::receive(std::string& into, Time deadline) {
  std::array<char, 65536> buffer;
  for (;;) {
    if (!wait_for(out_.get(), POLLIN, deadline)) return Got::late;
    const ssize_t got = ::read(out_.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return Got::end;
    into.append(buffer.data(), static_cast<std::size_t>(got));
    return Got::bytes;
  }
}

int RunningChild::wait_for_end() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
  pid_ = -1;
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

int RunningChild::signal_at_end() {
  if (pid_ < 0) return 0;
  in_.close();
  // Its output is closed, so it is about to end; one that does not is helped after a moment.
  for (int tries = 0; tries < 50; ++tries) {
    siginfo_t info{};
    if (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid_)
      return wait_for_end();
    ::poll(nullptr, 0, 10);
  }
  ::kill(pid_, SIGKILL);
  wait_for_end();
  return 0;
}

}  // namespace eb
