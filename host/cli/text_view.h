// SPDX-License-Identifier: MIT
// The answer as text for a person. Shows nothing but safe text (display.h), whatever the answer holds.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "host/explain/json.h"

namespace eb {

// Labels by key ("cli.steps", "who.sender") in the language of an answer.
using Labels = std::function<std::string(std::string_view lang, std::string_view key)>;

struct View {
  std::size_t width = 80;  // columns; text takes at most 88 of them
  bool colour = false;     // bold and dim, which carry no meaning alone
  bool verbose = false;
  bool name_file = false;  // a line with the file's name above
  Labels labels;
};

// The answer to `explain`, ending in a line end.
std::string explanation_text(const Json& answer, const View& view);

// The answer to `lookup`.
std::string lookup_text(const Json& answer, const View& view);

}  // namespace eb
