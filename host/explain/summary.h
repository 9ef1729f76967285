// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "host/explain/json.h"

namespace eb {

// The technical facts of an answer for whoever runs the reader's e-mail: codes, hosts, times, the servers' own words; a
// line each, with labels in the answer's language. Give it a redacted answer (redact.h) where nobody's name shall
// stand.
std::string summary_of(const Json& answer);

}  // namespace eb
