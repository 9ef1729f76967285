// SPDX-License-Identifier: MIT
// Phrases of the data files -> regular expressions for Vectorscan.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eb {

// What tells that phrases may be there: the longest of them, wherever it stands. The program then looks whether all
// occur, in order and at the edges of words (host/evidence/phrases.h); plain literals keep the database small.
std::string expression_of(const std::vector<std::string>& phrases);

// The phrases as a person reads them: "recipient ... not found".
std::string shown(const std::vector<std::string>& phrases);

// How many characters are spelled out.
std::size_t spelled_out(const std::vector<std::string>& phrases);

// Empty if the phrase is in normalized form (host/evidence/normalize.h), else what is wrong with it.
std::string fault_of_phrase(std::string_view phrase);

struct Expression {
  std::string text;
  bool begin = false;  // where a match begins is wanted too, not only that it is there
};

// `bytes` of a Vectorscan database of `expressions` as it lies in memory that is aligned to 64 bytes, made for every
// machine of this architecture: only the baseline instruction set, no tuning for this one. On failure `fault` says
// which expression and why.
struct Database {
  std::string bytes;
  std::string fault;
  int expression = -1;
};
Database build_database(const std::vector<Expression>& expressions);

}  // namespace eb
