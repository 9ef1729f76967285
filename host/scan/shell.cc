// SPDX-License-Identifier: MIT
#include "host/scan/shell.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "host/process/descriptor.h"
#include "host/process/pipe.h"

extern char** environ;

namespace eb {
namespace {

// A token of OAuth 2 has a few kilobytes.
constexpr std::size_t kLongestLine = std::size_t{64} << 10;

// -1: not started. `in`, `out`: -1 leaves ours.
pid_t start(const std::string& command, int in, int out) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (in >= 0) posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  if (out >= 0) posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  // A scan ignores SIGPIPE; a command should not.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  std::string shell = "sh";
  std::string option = "-c";
  std::string text = command;
  const std::array<char*, 4> words = {shell.data(), option.data(), text.data(), nullptr};
  pid_t child = -1;
  const int error = ::posix_spawn(&child, "/bin/sh", &actions, &attributes, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error == 0 ? child : -1;
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written >= 0)
      bytes.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      return;  // it does not want to read all of it
  }
}

// The terminal without echo, given back as it was, also when a signal ends the program meanwhile.
int quiet_terminal = -1;
termios terminal_before{};

void give_back(int signal) {
  if (quiet_terminal >= 0) ::tcsetattr(quiet_terminal, TCSAFLUSH, &terminal_before);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

constexpr std::array<int, 5> kEnding = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

class Quiet {
 public:
  explicit Quiet(int terminal) {
    if (::tcgetattr(terminal, &terminal_before) != 0) return;
    quiet_terminal = terminal;
    for (std::size_t i = 0; i < kEnding.size(); ++i) {
      struct sigaction action {};
      // Who rests while the password is asked for and comes back finds the terminal as it was: not quiet any more.
      action.sa_handler = kEnding.at(i) == SIGTSTP ? SIG_IGN : give_back;
      ::sigaction(kEnding.at(i), &action, &before_.at(i));
    }
    termios quiet = terminal_before;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(terminal, TCSAFLUSH, &quiet);
  }
  ~Quiet() {
    if (quiet_terminal < 0) return;
    ::tcsetattr(quiet_terminal, TCSAFLUSH, &terminal_before);
    quiet_terminal = -1;
    for (std::size_t i = 0; i < kEnding.size(); ++i) ::sigaction(kEnding.at(i), &before_.at(i), nullptr);
  }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  std::array<struct sigaction, kEnding.size()> before_{};
};

// Up to a line end or the end of the input, without either.
std::string read_line(int fd) {
  std::string line;
  char c = 0;
  while (line.size() < kLongestLine) {
    const ssize_t got = ::read(fd, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0 || c == '\n') break;
    line += c;
  }
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

}  // namespace

int run_hook(const std::string& command, std::string_view input) {
  Descriptor reading, writing;
  if (!make_pipe(reading, writing)) return -1;
  const pid_t child = start(command, reading.get(), STDERR_FILENO);
  if (child < 0) return -1;
  reading.close();
  {
    // A hook that does not read its input is none of our faults.
    const WithoutBrokenPipe guard;
    write_all(writing.get(), input);
  }
  writing.close();
  return wait_for(child);
}

tl::expected<std::string, std::string> first_line_of(const std::string& command) {
  Descriptor reading, writing;
  const pid_t child = make_pipe(reading, writing) ? start(command, -1, writing.get()) : -1;
  if (child < 0) return tl::unexpected("The command cannot be started: " + command);
  writing.close();
  const std::string line = read_line(reading.get());
  // Whatever else it prints is read, so that it can end.
  std::array<char, 4096> rest{};
  for (ssize_t got = 1; got > 0 || (got < 0 && errno == EINTR);) got = ::read(reading.get(), rest.data(), rest.size());
  if (const int code = wait_for(child); code != 0)
    return tl::unexpected("The command failed with exit code " + std::to_string(code) + ": " + command);
  if (line.empty()) return tl::unexpected("The command printed nothing: " + command);
  return line;
}

tl::expected<std::string, std::string> ask_password(const std::string& prompt) {
  const Descriptor terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
  if (terminal.get() < 0)
    return tl::unexpected<std::string>("There is no terminal to ask for the password on; use --password-command.");
  write_all(terminal.get(), "\r\x1b[K" + prompt);  // in place of the progress
  std::string line;
  {
    const Quiet quiet(terminal.get());
    line = read_line(terminal.get());
  }
  write_all(terminal.get(), "\n");
  if (line.empty()) return tl::unexpected<std::string>("No password was given.");
  return line;
}

}  // namespace eb
