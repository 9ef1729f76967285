// SPDX-License-Identifier: MIT
#include "host/process/pipe.h"

#include <fcntl.h>
#include <unistd.h>

namespace eb {

bool make_pipe(Descriptor& reading, Descriptor& writing) {
  int ends[2];
  if (::pipe(ends) != 0) return false;
  const Descriptor read_end(ends[0]);
  const Descriptor write_end(ends[1]);
  reading = Descriptor(::fcntl(ends[0], F_DUPFD_CLOEXEC, 3));
  writing = Descriptor(::fcntl(ends[1], F_DUPFD_CLOEXEC, 3));
  return reading.get() >= 0 && writing.get() >= 0;
}

WithoutBrokenPipe::WithoutBrokenPipe() {
  ::sigemptyset(&set_);
  ::sigaddset(&set_, SIGPIPE);
  sigset_t pending;
  ::sigpending(&pending);
  was_pending_ = ::sigismember(&pending, SIGPIPE) == 1;
  ::pthread_sigmask(SIG_BLOCK, &set_, &before_);
}

WithoutBrokenPipe::~WithoutBrokenPipe() {
  sigset_t pending;
  ::sigpending(&pending);
  int taken = 0;
  if (!was_pending_ && ::sigismember(&pending, SIGPIPE) == 1) ::sigwait(&set_, &taken);
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace eb
