// SPDX-License-Identifier: MIT
// The files of this folder as they are built in.
#pragma once

namespace eb {
extern const char* const clients_json;
extern const char* const mozilla_body;
extern const char* const chromium_body;
}  // namespace eb
