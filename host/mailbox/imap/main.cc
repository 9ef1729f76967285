// SPDX-License-Identifier: MIT
// explain-bounce-imap: talks with one mail server, for explain-bounce, which starts it. Requests on standard input,
// answers on standard output (wire/frame.h). It reads mail and changes nothing.
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "host/mailbox/imap/limits.h"
#include "host/mailbox/imap/session.h"

namespace {

void write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    if (written < 0 && errno != EINTR) std::_Exit(1);  // nobody listens any more
  }
}

}  // namespace

int main(int argc, char**) {
  if (argc > 1 || ::isatty(STDIN_FILENO) != 0) {
    std::fputs("explain-bounce-imap is started by explain-bounce (see: explain-bounce scan --help)\n", stderr);
    return 2;
  }
  eb::imap::limit_this_program();
  eb::imap::Session session(STDIN_FILENO, [](const nlohmann::json& head, std::string_view octets) {
    write_all(eb::imap::encode(head, octets));
  });
  eb::imap::FrameReader reader;
  std::array<char, 65536> buffer;
  for (;;) {
    while (auto request = reader.next())
      if (!session.act(std::move(*request))) return 0;
    if (reader.broken()) return 1;
    const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    reader.buffer().append(buffer.data(), static_cast<std::size_t>(got));
    buffer.fill(0);  // a password may have come
  }
}
