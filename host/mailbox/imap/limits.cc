// SPDX-License-Identifier: MIT
#include "host/mailbox/imap/limits.h"

#include <sys/resource.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace eb::imap {
namespace {

void limit(decltype(RLIMIT_CORE) what, rlim_t most) {
  const rlimit value = {most, most};
  ::setrlimit(what, &value);
}

}  // namespace

void limit_this_program() {
  limit(RLIMIT_CORE, 0);   // a password may be in memory
  limit(RLIMIT_FSIZE, 0);  // nothing is written to any file
  limit(RLIMIT_NOFILE, 64);
#if !defined(__SANITIZE_ADDRESS__)
  // What a server may make us hold. Libraries map far more than they use, with name services and certificate stores
  // more still.
  limit(RLIMIT_AS, rlim_t{512} << 20);
  limit(RLIMIT_DATA, rlim_t{64} << 20);
#endif
#ifdef __linux__
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
#endif
}

}  // namespace eb::imap
