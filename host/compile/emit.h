// SPDX-License-Identifier: MIT
// Writing C++ tables: a pool of strings, literals, files that change only when their content does.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host/compile/faults.h"
#include "host/explain/json.h"
#include "mime/embedded.h"

namespace eb {

// All strings of one table, each stored once.
class Pool {
 public:
  Ref add(std::string_view text);
  const std::string& blob() const { return blob_; }

 private:
  std::string blob_;
  std::map<std::string, Ref, std::less<>> known_;
};

// `bytes` as one or more adjacent C++ string literals.
std::string literal(std::string_view bytes);
// "{12, 5}"
std::string literal(Ref ref);
std::string literal(Run run);

// The rows of strings of one table, to which others refer by runs.
class StringRows {
 public:
  Run add(const std::vector<std::string>& values, Pool& pool);
  const std::string& rows() const { return rows_; }

 private:
  std::string rows_;
  std::uint32_t count_ = 0;
};

// Writes only if the content differs, so that nothing is rebuilt in vain.
void write_file(const std::filesystem::path& path, std::string_view content);

// The JSON document of a file; a null value and a fault where it cannot be read. Duplicate keys are a fault.
Json read_json(const std::filesystem::path& path, Faults& faults);

// The *.json files of a folder, in name order.
std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder);

// A list of strings from a string or an array of strings; a fault for anything else.
std::vector<std::string> strings(const Json& value, const std::string& file, const std::string& where, Faults& faults);

// A fault for each key of `object` that is not in `known`.
void check_keys(const Json& object, const std::vector<std::string_view>& known, const std::string& file,
                const std::string& where, Faults& faults);

}  // namespace eb
