// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "host/explain/json.h"

namespace eb {

// The mail that a bounce brings back, to be written once more: {"subject":...,"text":...,"html":...,
// "files":[{"name":...,"type":...,"content":base64}],"left_out":1}. What would make it longer than `room` bytes is left
// out and counted. What it does not have is left out; never fails.
Json original_of_bounce(std::string_view bytes, std::size_t room);

}  // namespace eb
