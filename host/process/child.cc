// SPDX-License-Identifier: MIT
#include "host/process/child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "host/process/pipe.h"
#include "host/process/spawn.h"

namespace eb {
namespace {

// Writes and reads until the child closes its output. False: time or room ran out, and `result` says which.
bool exchange(Descriptor& in, Descriptor& out, std::string_view input, std::chrono::steady_clock::time_point deadline,
              std::size_t most, ChildResult& result) {
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
  Descriptor child_in, in, out, child_out;
  if (!make_pipe(child_in, in) || !make_pipe(out, child_out)) return result;
  const pid_t child = spawn(program, child_in.get(), child_out.get());
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
