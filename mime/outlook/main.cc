// SPDX-License-Identifier: MIT
// explain-bounce-outlook: a .msg file on standard input -> the mail on standard output. A program of its own, which
// explain-bounce starts for a .msg file alone: what the library for compound files costs at start is not paid by a
// click on a mail, and what a hostile file does to it ends here.
#include <sys/resource.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <cerrno>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include "mime/outlook/convert.h"
#include "mime/outlook/exit_code.h"

namespace {

constexpr std::size_t kLongest = std::size_t{64} << 20;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;  // its shadow memory is larger than any limit
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer);
#else
constexpr bool kSanitized = false;
#endif

void limit(int what, rlim_t most) {
  rlimit now{};
  if (::getrlimit(what, &now) != 0) return;
  now.rlim_cur = now.rlim_max == RLIM_INFINITY || most < now.rlim_max ? most : now.rlim_max;
  now.rlim_max = now.rlim_cur;
  ::setrlimit(what, &now);
}

// No file of this process's making, no picture of its memory on disk, and an end to whatever goes in circles.
void confine() {
#ifdef __linux__
  ::prctl(PR_SET_DUMPABLE, 0);
#endif
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CPU, 5);
  if (kSanitized) return;
  limit(RLIMIT_AS, rlim_t{1} << 30);
  limit(RLIMIT_STACK, rlim_t{1} << 20);  // the library follows the directory by recursion
}

bool read_all(std::string& bytes) {
  constexpr std::size_t step = std::size_t{256} << 10;
  for (;;) {
    const std::size_t have = bytes.size();
    bytes.resize(have + step);
    const ssize_t got = ::read(STDIN_FILENO, bytes.data() + have, step);
    bytes.resize(have + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0;
    if (bytes.size() > kLongest) bytes.resize(kLongest);
  }
}

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

int run() {
  std::string bytes;
  if (!read_all(bytes)) return eb::outlook::kFailed;
  const auto converted = eb::outlook::convert(bytes);
  if (!converted)
    return converted.error() == eb::outlook::Fault::no_message ? eb::outlook::kNoMessage : eb::outlook::kDamaged;
  if (!write_all(converted->mail)) return eb::outlook::kFailed;
  return converted->cut ? eb::outlook::kCut : eb::outlook::kWhole;
}

}  // namespace

int main(int argc, char**) {
  if (argc > 1 || ::isatty(STDIN_FILENO) != 0) {
    std::fputs(
        "explain-bounce-outlook: started by explain-bounce for a .msg file; use: explain-bounce explain FILE.msg\n",
        stderr);
    return 2;
  }
  confine();
  try {
    return run();
  } catch (const std::exception&) {  // out of memory
    return eb::outlook::kFailed;
  }
}
