// SPDX-License-Identifier: MIT
#include "host/compile/expression.h"

#include <hs/hs.h>

#include <cstdlib>
#include <cstring>

#include "host/evidence/normalize.h"
#include "mime/ascii.h"

namespace eb {
namespace {

bool word_character(char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_'; }

std::string_view without_stars(std::string_view phrase) {
  if (!phrase.empty() && phrase.front() == '*') phrase.remove_prefix(1);
  if (!phrase.empty() && phrase.back() == '*') phrase.remove_suffix(1);
  return phrase;
}

}  // namespace

std::string expression_of(const std::vector<std::string>& phrases) {
  std::string_view longest;
  for (const auto& phrase : phrases)
    if (const std::string_view words = without_stars(phrase); words.size() > longest.size()) longest = words;
  std::string out;
  for (const char c : longest) {
    if (static_cast<unsigned char>(c) < 0x80 && !word_character(c) && c != ' ') out += '\\';
    out += c;
  }
  return out;
}

std::string shown(const std::vector<std::string>& phrases) {
  std::string out;
  for (const auto& phrase : phrases) {
    if (!out.empty()) out += " ... ";
    out += without_stars(phrase);
  }
  return out;
}

std::size_t spelled_out(const std::vector<std::string>& phrases) {
  std::size_t n = 0;
  for (const auto& phrase : phrases) n += without_stars(phrase).size();
  return n;
}

std::string fault_of_phrase(std::string_view phrase) {
  const std::string_view words = without_stars(phrase);
  if (words.size() < 3) return "a phrase of fewer than three bytes fits anywhere";
  if (const std::string normal = normalize(words); normal != words)
    return "not in normalized form, write \"" + normal + "\"";
  return {};
}

namespace {

// The database as it lies in memory. It holds no pointers, only distances, and where its parts begin depends on its own
// address modulo 64 alone; so the program can use it where it stands, and need not unpack two megabytes at each start.
// Empty where that fails.
std::string image_of(const hs_database_t* db) {
  constexpr std::size_t kAlignment = 64;
  char* bytes = nullptr;
  std::size_t length = 0;
  std::size_t size = 0;
  if (hs_serialize_database(db, &bytes, &length) != HS_SUCCESS) return {};
  std::string image;
  if (hs_serialized_database_size(bytes, length, &size) == HS_SUCCESS) {
    const std::size_t room = (size + kAlignment - 1) / kAlignment * kAlignment;
    void* memory = std::aligned_alloc(kAlignment, room);
    if (memory != nullptr) {
      std::memset(memory, 0, room);
      if (hs_deserialize_database_at(bytes, length, static_cast<hs_database_t*>(memory)) == HS_SUCCESS)
        image.assign(static_cast<const char*>(memory), size);
    }
    std::free(memory);
  }
  std::free(bytes);
  return image;
}

}  // namespace

Database build_database(const std::vector<Expression>& expressions) {
  std::vector<const char*> texts;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  for (std::size_t i = 0; i < expressions.size(); ++i) {
    texts.push_back(expressions[i].text.c_str());
    // Vectorscan tells either where a match begins or the first match alone.
    flags.push_back(HS_FLAG_DOTALL | (expressions[i].begin ? HS_FLAG_SOM_LEFTMOST : HS_FLAG_SINGLEMATCH));
    ids.push_back(static_cast<unsigned>(i));
  }
  hs_platform_info_t any_machine{};  // cpu_features = 0, generic tuning
  any_machine.tune = HS_TUNE_FAMILY_GENERIC;
  hs_database_t* db = nullptr;
  hs_compile_error_t* error = nullptr;
  Database result;
  if (hs_compile_multi(texts.data(), flags.data(), ids.data(), static_cast<unsigned>(texts.size()), HS_MODE_BLOCK,
                       &any_machine, &db, &error) != HS_SUCCESS) {
    result.fault = error->message;
    result.expression = error->expression;
    hs_free_compile_error(error);
    return result;
  }
  result.bytes = image_of(db);
  if (result.bytes.empty()) result.fault = "the database cannot be written out";
  hs_free_database(db);
  return result;
}

}  // namespace eb
