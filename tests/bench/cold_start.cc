// SPDX-License-Identifier: MIT
// Run times of a process: an empty program (A), and the host freshly started that answers one `explain` over pipes (B).
// usage: bench_cold_start EMPTY HOST MAIL RUNS; prints the medians and their ratio. A and B take turns, so that both
// meet the same machine.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern char** environ;

namespace {

std::string base64(const std::string& bytes) {
  static const char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t have = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = bits << 8 | (k < have ? static_cast<unsigned char>(bytes[i + k]) : std::uint32_t{0});
    for (std::size_t k = 0; k < 4; ++k) out += k <= have ? kAlphabet[bits >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

std::string frame(const std::string& body) {
  const auto length = static_cast<std::uint32_t>(body.size());
  std::string out(4, '\0');
  std::memcpy(out.data(), &length, 4);
  return out + body;
}

[[noreturn]] void give_up(const char* what) {
  std::perror(what);
  std::exit(1);
}

// Milliseconds from the start of a process to its end. It is handed `input`; what it says goes to `output`.
double run(const std::vector<const char*>& words, const std::string& input, std::string& output) {
  int in[2], out[2];
  if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) give_up("pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  std::vector<char*> argv;
  for (const char* word : words) argv.push_back(const_cast<char*>(word));
  argv.push_back(nullptr);

  const auto begin = std::chrono::steady_clock::now();
  pid_t child = 0;
  errno = ::posix_spawn(&child, words[0], &actions, nullptr, argv.data(), environ);
  if (errno != 0) give_up(words[0]);
  ::close(in[0]);
  ::close(out[1]);
  // The request fits into the pipe, so this does not wait for the host.
  if (!input.empty() && ::write(in[1], input.data(), input.size()) != static_cast<ssize_t>(input.size()))
    give_up("write");
  ::close(in[1]);
  output.clear();
  char buffer[65536];
  for (ssize_t got; (got = ::read(out[0], buffer, sizeof buffer)) > 0;)
    output.append(buffer, static_cast<std::size_t>(got));
  int status = 0;
  ::waitpid(child, &status, 0);
  const auto end = std::chrono::steady_clock::now();

  ::close(out[0]);
  posix_spawn_file_actions_destroy(&actions);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    std::fprintf(stderr, "%s failed\n", words[0]);
    std::exit(1);
  }
  return std::chrono::duration<double, std::milli>(end - begin).count();
}

double median(std::vector<double> all) {
  std::sort(all.begin(), all.end());
  return (all[(all.size() - 1) / 2] + all[all.size() / 2]) / 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fputs("usage: bench_cold_start EMPTY HOST MAIL RUNS\n", stderr);
    return 2;
  }
  std::ifstream file(argv[3], std::ios::binary);
  const std::string mail((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (mail.empty()) give_up(argv[3]);
  const std::string request =
      frame(R"({"jsonrpc":"2.0","id":1,"method":"explain","params":{"lang":"sv","raw":")" + base64(mail) + "\"}}");
  const int runs = std::atoi(argv[4]);
  std::string output;
  std::vector<double> empty, host;
  for (int i = -3; i < runs; ++i) {  // the first ones only warm the caches
    const double a = run({argv[1]}, "", output);
    const double b = run({argv[2], "serve"}, request, output);
    if (output.find("\"kind\":\"failure\"") == std::string::npos) {
      std::fprintf(stderr, "no explanation: %s\n", output.c_str());
      return 1;
    }
    if (i < 0) continue;
    empty.push_back(a);
    host.push_back(b);
  }
  std::printf("mail                              %zu bytes, %d runs each, medians\n", mail.size(), runs);
  std::printf("empty C++ program                 %.2f ms\n", median(empty));
  std::printf("host, start to answer and exit    %.2f ms\n", median(host));
  std::printf("ratio                             %.2f (goal: at most 2.0)\n", median(host) / median(empty));
  return 0;
}
