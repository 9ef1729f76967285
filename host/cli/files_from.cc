// SPDX-License-Identifier: MIT
#include "host/cli/files_from.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace eb {

int for_each_line(const std::string& file, const std::function<bool(const std::string&)>& each) {
  const bool standard = file == "-";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> input(
      standard ? stdin : std::fopen(file.c_str(), "re"), [](std::FILE* f) { return f == stdin ? 0 : std::fclose(f); });
  if (!input) return errno;
  char* buffer = nullptr;
  std::size_t capacity = 0;
  int error = 0;
  for (;;) {
    errno = 0;
    const ssize_t size = ::getline(&buffer, &capacity, input.get());
    if (size < 0) {
      error = std::feof(input.get()) ? 0 : errno;
      break;
    }
    std::string line(buffer, static_cast<std::size_t>(size));
    while (line.ends_with('\n') || line.ends_with('\r')) line.pop_back();
    if (!line.empty() && !each(line)) break;
  }
  std::free(buffer);
  return error;
}

}  // namespace eb
