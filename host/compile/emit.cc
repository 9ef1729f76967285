// SPDX-License-Identifier: MIT
#include "host/compile/emit.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace eb {

Ref Pool::add(std::string_view text) {
  if (text.empty()) return {};
  if (auto it = known_.find(text); it != known_.end()) return it->second;
  const Ref ref{static_cast<std::uint32_t>(blob_.size()), static_cast<std::uint32_t>(text.size())};
  blob_ += text;
  known_.emplace(std::string(text), ref);
  return ref;
}

std::string literal(std::string_view bytes) {
  constexpr std::size_t line = 100;  // compilers are slow on very long lines
  std::string out;
  out.reserve(bytes.size() * 2);
  out += '"';
  std::size_t column = 0;
  for (const char c : bytes) {
    const auto u = static_cast<unsigned char>(c);
    if (u >= 0x20 && u < 0x7f && c != '"' && c != '\\' && c != '?') {
      out += c;
      ++column;
    } else {  // octal with three digits never runs into the next character
      out += '\\';
      out += static_cast<char>('0' + (u >> 6));
      out += static_cast<char>('0' + ((u >> 3) & 7));
      out += static_cast<char>('0' + (u & 7));
      column += 4;
    }
    if (column >= line) {
      out += "\"\n    \"";
      column = 0;
    }
  }
  out += '"';
  return out;
}

std::string literal(Ref ref) { return "{" + std::to_string(ref.offset) + ", " + std::to_string(ref.size) + "}"; }
std::string literal(Run run) { return "{" + std::to_string(run.first) + ", " + std::to_string(run.count) + "}"; }

Run StringRows::add(const std::vector<std::string>& values, Pool& pool) {
  const Run run{count_, static_cast<std::uint32_t>(values.size())};
  for (const auto& value : values) rows_ += "    " + literal(pool.add(value)) + ",\n";
  count_ += run.count;
  return run;
}

void write_file(const std::filesystem::path& path, std::string_view content) {
  std::filesystem::create_directories(path.parent_path());
  {
    std::ifstream old(path, std::ios::binary);
    const std::string before((std::istreambuf_iterator<char>(old)), {});
    if (old && before == content) return;
  }
  std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

Json read_json(const std::filesystem::path& path, Faults& faults) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    faults.add(path.filename().string(), "cannot be read");
    return {};
  }
  std::vector<std::set<std::string>> open;
  const auto no_duplicates = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(parsed.get<std::string>()).second)
      faults.add(path.filename().string(), "the key \"" + parsed.get<std::string>() + "\" stands twice");
    return true;
  };
  try {
    return Json::parse(in, no_duplicates);
  } catch (const Json::exception& e) {
    faults.add(path.filename().string(), e.what());
    return {};
  }
}

std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> found;
  if (!std::filesystem::is_directory(folder)) return found;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".json") found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::string> strings(const Json& value, const std::string& file, const std::string& where, Faults& faults) {
  if (value.is_string()) return {value.get<std::string>()};
  std::vector<std::string> out;
  if (value.is_array()) {
    for (const auto& item : value)
      if (item.is_string()) out.push_back(item.get<std::string>());
    if (out.size() == value.size() && !out.empty()) return out;
  }
  faults.add(file, where + ": a string or a list of strings is wanted");
  return {};
}

void check_keys(const Json& object, const std::vector<std::string_view>& known, const std::string& file,
                const std::string& where, Faults& faults) {
  if (!object.is_object()) {
    faults.add(file, where + ": an object is wanted");
    return;
  }
  for (const auto& [key, value] : object.items())
    if (std::find(known.begin(), known.end(), key) == known.end())
      faults.add(file, where + ": unknown key \"" + key + "\"");
}

}  // namespace eb
