// SPDX-License-Identifier: MIT
// Windows' UTF-16 and our UTF-8.
#pragma once

#define WIN32_LEAN_AND_MEAN
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

#include <string>

namespace eb {

inline std::wstring wide(const std::string& text) {
  const int have = static_cast<int>(text.size());
  std::wstring out(static_cast<std::size_t>(MultiByteToWideChar(CP_UTF8, 0, text.data(), have, nullptr, 0)), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, text.data(), have, out.data(), static_cast<int>(out.size()));
  return out;
}

inline std::string narrow(const std::wstring& text) {
  const int have = static_cast<int>(text.size());
  const int need = WideCharToMultiByte(CP_UTF8, 0, text.data(), have, nullptr, 0, nullptr, nullptr);
  std::string out(static_cast<std::size_t>(need), '\0');
  WideCharToMultiByte(CP_UTF8, 0, text.data(), have, out.data(), need, nullptr, nullptr);
  return out;
}

}  // namespace eb
