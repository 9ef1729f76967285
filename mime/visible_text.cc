// SPDX-License-Identifier: MIT
#include "mime/visible_text.h"

#include <algorithm>
#include <array>

#include "mime/lines.h"
#include "mime/text.h"

namespace eb {
namespace {

constexpr std::array<std::string_view, 4> blanks{"\u00a0", "\u2007", "\u202f", "\u3000"};
constexpr std::array<std::string_view, 16> marks{"\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f",
                                                 "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2060",
                                                 "\u2066", "\u2067", "\u2068", "\u2069"};

template <typename List>
std::size_t size_of_one(const List& list, std::string_view here) {
  const auto found = std::find_if(list.begin(), list.end(),
                                  [&](std::string_view one) { return here.compare(0, one.size(), one) == 0; });
  return found == list.end() ? 0 : found->size();
}

bool is_field(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 60) return false;
  return std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

std::string plain_text(std::string_view visible) {
  std::string out;
  out.reserve(visible.size());
  for (std::size_t i = 0; i < visible.size();) {
    const std::string_view here = visible.substr(i);
    if (static_cast<unsigned char>(here.front()) < 0x80) {
      out += here.front();
      ++i;
    } else if (const std::size_t blank = size_of_one(blanks, here); blank > 0) {
      out += ' ';
      i += blank;
    } else if (const std::size_t mark = size_of_one(marks, here); mark > 0) {
      i += mark;
    } else if (here.compare(0, byte_order_mark.size(), byte_order_mark) == 0) {
      i += byte_order_mark.size();
    } else {
      out += here.front();
      ++i;
    }
  }
  return out;
}

bool begins_with_header(std::string_view text) {
  int fields = 0;
  LineReader lines(text);
  for (Line at; lines.next(at);) {
    const std::string_view line = text.substr(at.begin, at.end - at.begin);
    const bool folded = !line.empty() && (line.front() == ' ' || line.front() == '\t');
    if (trim(line).empty()) {
      if (fields > 0) return fields >= 3;
    } else if (is_field(line)) {
      ++fields;
    } else if (fields == 0 ? line.compare(0, 5, "From ") != 0 : !folded) {
      return false;
    }
  }
  return false;
}

std::string_view first_header_in(std::string_view text) {
  bool after_blank = true;
  LineReader lines(text);
  for (Line at; lines.next(at);) {
    const bool blank = trim(text.substr(at.begin, at.end - at.begin)).empty();
    if (!blank && after_blank && begins_with_header(text.substr(at.begin))) return text.substr(at.begin);
    after_blank = blank;
  }
  return {};
}

}  // namespace eb
