// SPDX-License-Identifier: MIT
// The layouts of mime/notices/*.json as eb-compile embeds them. Strings are positions in `blob`.
#pragma once

#include <cstddef>
#include <cstdint>

#include "mime/embedded.h"

namespace eb::notice_table {

enum class Extent : std::uint8_t { line, indented, paragraph, until_next };

struct FieldRow {
  Ref name;      // lower case
  Run patterns;  // one of them must fit
};

struct LayoutRow {
  Ref id;
  bool any_bounce;  // fits every mail that is a candidate: the layout of last resort
  bool transcript;  // of an SMTP session
  Run know;         // rows of `groups`: one group must be there
  Run fields;       // rows of `fields`: all must fit
  Run recipient;    // rows of `lines`, as are the following
  Run delay;
  Run ignore;
  Run stop;
  Run returned;
  Extent extent;
};

extern const char blob[];
extern const Ref lines[];
extern const Run groups[];  // lines that must all be there
extern const FieldRow fields[];
extern const LayoutRow layouts[];
extern const std::size_t layout_count;

}  // namespace eb::notice_table
