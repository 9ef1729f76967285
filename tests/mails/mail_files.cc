// SPDX-License-Identifier: MIT
#include "tests/mails/mail_files.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace eb::test {

std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder, std::string_view extension) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && (extension.empty() || entry.path().extension() == extension)) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string with_line_ends(std::string_view mail, LineEnds ends) {
  if (ends == LineEnds::as_is) {
    return std::string(mail);
  }
  constexpr std::array<std::string_view, 3> kInTurn = {"\n", "\r", "\r\n"};
  std::string out;
  std::size_t line = 0;
  for (std::size_t at = 0; at < mail.size(); ++at) {
    if (mail[at] != '\n' && mail[at] != '\r') {
      out += mail[at];
      continue;
    }
    if (mail[at] == '\r' && at + 1 < mail.size() && mail[at + 1] == '\n') {
      ++at;
    }
    switch (ends) {
      case LineEnds::crlf:
        out += "\r\n";
        break;
      case LineEnds::cr:
        out += '\r';
        break;
      case LineEnds::mixed:
        out += kInTurn[line++ % kInTurn.size()];
        break;
      default:
        out += '\n';
    }
  }
  return out;
}

std::filesystem::path corpus() {
  const char* named = std::getenv("EXPLAIN_BOUNCE_CORPUS");
  std::filesystem::path folder =
      named != nullptr ? std::filesystem::path(named) : std::filesystem::path(SOURCE_DIR) / ".." / "shared" / "corpus";
  std::error_code error;
  return std::filesystem::is_directory(folder, error) ? folder : std::filesystem::path();
}

}  // namespace eb::test
