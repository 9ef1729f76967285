// SPDX-License-Identifier: MIT
#include "host/scan/interrupt.h"

#include <csignal>
#include <initializer_list>

namespace eb {
namespace {

// Signal handlers know no objects.
volatile std::sig_atomic_t asked_to_end = 0;

void ask(int signal) {
  if (asked_to_end != 0) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
  asked_to_end = 1;
}

}  // namespace

Interrupt::Interrupt() {
  asked_to_end = 0;
  for (const int signal : {SIGINT, SIGTERM}) {
    struct sigaction action {};
    action.sa_handler = ask;
    // Whoever waits wakes up, and looks whether it is wanted still.
    action.sa_flags = 0;
    ::sigaction(signal, &action, nullptr);
  }
  std::signal(SIGPIPE, SIG_IGN);  // a reader of the report that goes early is a write that fails
}

Interrupt::~Interrupt() {
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, SIG_DFL);
}

bool Interrupt::asked() const { return asked_to_end != 0; }

}  // namespace eb
