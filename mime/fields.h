// SPDX-License-Identifier: MIT
// A header block as it stands in the mail -> its fields, and what was strange about it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "mime/message.h"

namespace eb {

struct FieldBlock {
  std::vector<Field> fields;
  bool block_cut = false;       // longer than Limits::header_block
  bool line_cut = false;        // a field was longer than Limits::logical_line
  bool starts_strange = false;  // the first line is no field
  std::size_t strange = 0;      // lines that are neither a field nor the continuation of one
};

FieldBlock read_field_block(std::string_view block, const Limits& limits);

// Length of the field name if `line` is the first line of a field (RFC 5322 2.2, and 4.5.8: blanks before the colon),
// else 0. `value` then holds the place behind the colon.
std::size_t field_name_length(std::string_view line, std::size_t& value);

// "From " of an mbox, or ">From " of a quoted one.
bool is_mbox_from(std::string_view line);

}  // namespace eb
