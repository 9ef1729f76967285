// SPDX-License-Identifier: MIT
// Fields of the answer: one with nothing to say is left out. Whatever the mail holds leaves as UTF-8.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include "host/explain/json.h"
#include "host/explain/values.h"
#include "mime/text.h"
#include "mime/utf8.h"

namespace eb {

inline constexpr std::size_t longest_diagnostic = 2000;
inline constexpr std::size_t longest_field = 1000;

inline void put(Json& out, const char* key, std::string_view value, std::size_t limit = longest_field) {
  if (value.empty()) return;
  out[key] = is_utf8(value) ? cut_text(value, limit) : cut_text(to_utf8(value, {}), limit);
}

inline void put_json(Json& out, const char* key, Json value) {
  if (!value.empty()) out[key] = std::move(value);
}

}  // namespace eb
