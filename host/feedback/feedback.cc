// SPDX-License-Identifier: MIT
#include "host/feedback/feedback.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "mime/ascii.h"

namespace eb {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_comment = 500;
constexpr std::size_t longest_id = 80;
constexpr std::uintmax_t largest_file = 1 << 20;  // some thousand answers

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

// "phrases/user-unknown", "5.1.1", "IB508", "sv": the characters of our ids and of codes. An address has an @.
bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= longest_id && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alphanumeric(c) || std::string_view("/._-+()#").find(c) != std::string_view::npos;
  });
}

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, longest_comment))
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  // Not inside a UTF-8 sequence.
  while (out.size() == longest_comment && !out.empty() && (static_cast<unsigned char>(out.back()) & 0x80) != 0)
    out.pop_back();
  return out;
}

}  // namespace

std::string feedback_file() {
#ifdef _WIN32
  const std::string state = variable("LOCALAPPDATA");
#else
  std::string state = variable("XDG_STATE_HOME");
  // The specification: a relative path there is invalid and is passed over.
  if (state.empty() || !fs::path(state).is_absolute()) {
    const std::string home = variable("HOME");
    state = home.empty() ? "" : home + "/.local/state";
  }
#endif
  return state.empty() ? "" : (fs::path(state) / "explain-bounce" / "feedback.jsonl").string();
}

Json feedback_entry(bool helpful, std::string_view comment, const Json& about, std::string_view time) {
  Json entry = Json::object();
  entry["time"] = time;
  entry["helpful"] = helpful;
  if (about.is_object())
    for (const std::string_view key : feedback_about) {
      const auto found = about.find(key);
      if (found == about.end()) continue;
      if (const auto* id = found->get_ptr<const std::string*>(); id != nullptr && is_id(*id))
        entry[std::string(key)] = *id;
    }
  if (std::string line = one_line(comment); line.find_first_not_of(' ') != std::string::npos) entry["comment"] = line;
  return entry;
}

tl::expected<void, std::string> add_feedback(const std::string& file, const Json& entry) try {
  if (file.empty()) return tl::unexpected<std::string>("no home folder is known");
  const fs::path path(file);
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) return tl::unexpected("the folder cannot be made: " + error.message());
  const auto status = fs::symlink_status(path, error);
  const bool is_new = status.type() == fs::file_type::not_found;
  if (!is_new && status.type() != fs::file_type::regular)
    return tl::unexpected<std::string>("something else lies in its place");
  if (!is_new && fs::file_size(path, error) > largest_file) return tl::unexpected<std::string>("it is full");
  std::ofstream out(path, std::ios::app | std::ios::binary);
  // Nobody else's business, whatever the umask.
  if (is_new) fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, error);
  out << entry.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
  out.flush();
  if (!out) return tl::unexpected<std::string>("it cannot be written");
  return {};
} catch (const std::exception& e) {
  return tl::unexpected<std::string>(e.what());
}

std::vector<Json> list_feedback(const std::string& file) {
  std::vector<Json> out;
  std::error_code error;
  if (file.empty() || !fs::is_regular_file(file, error)) return out;
  std::ifstream in(file, std::ios::binary);
  for (std::string line; std::getline(in, line);)
    if (Json entry = Json::parse(line, nullptr, false); entry.is_object()) out.push_back(std::move(entry));
  return out;
}

tl::expected<void, std::string> delete_feedback(const std::string& file) {
  if (file.empty()) return {};
  std::error_code error;
  fs::remove(file, error);
  if (error) return tl::unexpected(error.message());
  // The folder may hold other things of ours: then it stays.
  std::error_code ignored;
  fs::remove(fs::path(file).parent_path(), ignored);
  return {};
}

}  // namespace eb
