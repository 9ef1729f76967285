// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace eb {

// Bytes; 0: not told.
struct MessageSizes {
  std::uint64_t size = 0;   // of the mail
  std::uint64_t limit = 0;  // what the server takes
};

// What a server says of sizes when it finds a mail too large: "message size 6576 exceeds size limit 3000 of server",
// "maximum message size: 20971520 bytes", "exceeds the 25 MB limit". A unit of its own is a power of 1024, as mail
// programs count.
MessageSizes message_sizes(std::string_view words);

}  // namespace eb
