// SPDX-License-Identifier: MIT
// Small letters, for the alphabets that bounces come in.
#pragma once

#include <cstdint>

namespace eb {

// Simple case folding (Unicode CaseFolding.txt, status C) of Latin, Greek and Cyrillic; others stay as they are.
std::uint32_t fold(std::uint32_t code);

// Written without blanks between words: Han, kana, hangul and their punctuation and full-width forms. An address of
// ASCII ends where they begin.
bool is_unspaced(std::uint32_t code);

}  // namespace eb
