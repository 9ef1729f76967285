// SPDX-License-Identifier: MIT
// The rules as eb-compile embeds them (host/compile/rules.cc writes, classifier.cc reads). Strings are positions in
// `blob`.
#pragma once

#include <cstddef>
#include <cstdint>

#include "mime/embedded.h"

namespace eb::rule_table {

struct ReasonRow {
  Ref id, who, resend;
};

struct RuleRow {
  Ref id;
  std::uint32_t reason;  // row of `reasons`
  Ref who, resend;       // empty: the reason's
  Ref provider;          // for the answer: the part of the id before the slash where that is a provider; else empty
  bool program;          // that provider has no hosts: a mail program that many run, never better than a known host
  Ref code, blocklist;
  bool code_is_match;     // the code is what the pattern found in the text
  Run statuses, replies;  // conditions, rows of `strings`; "x.1.1", "4xx"
  Ref if_provider;        // condition
  Ref if_action;          // condition
  bool has_words;         // fires by a pattern only
  bool token;             // its pattern is a provider's own code
  bool weak;
};

// One expression of the database; its id is the row's number.
struct PatternRow {
  std::uint32_t rule;
  std::uint32_t length;  // characters that are spelled out: how specific it is
  Ref words;             // to show
  Run phrases;           // rows of `strings` that must occur in this order, of which the database knows the longest;
                         // none: a regular expression, which the database knows whole
};

extern const char blob[];
extern const ReasonRow reasons[];
extern const std::size_t reason_count;
extern const RuleRow rules[];
extern const std::size_t rule_count;
extern const Ref strings[];
extern const PatternRow patterns[];
extern const std::size_t pattern_count;
// A Vectorscan database for any machine of this architecture, as it lies in memory, aligned to 64 bytes.
extern const char database[];

}  // namespace eb::rule_table
