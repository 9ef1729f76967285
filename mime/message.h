// SPDX-License-Identifier: MIT
// bytes -> Message: our own part tree, whatever the bytes (RFC 5322, 2045, 2046). Never throws, never recurses.
#pragma once

#include <concepts>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace eb {

// One header field. `value` is unfolded (RFC 5322 2.2.3) and trimmed, otherwise as in the mail: RFC 2047 words are not
// decoded.
struct Field {
  std::string name;
  std::string value;
};

// The first field of that name (ASCII case ignored), or nullptr.
const std::string* find_field(const std::vector<Field>& fields, std::string_view name);

struct Part {
  int parent = -1;            // index into Message::parts; -1 for the root
  int depth = 0;              // 0 for the root
  std::vector<int> children;  // a message/rfc822 or message/global part has one child: the mail inside
  std::string type;           // lower case, no parameters; "text/plain" where the mail names none (RFC 2045 5.2)
  std::vector<Field> fields;
  std::string_view header;  // the header block as in the mail
  std::string_view body;    // as in the mail: still transfer-encoded
};

// Past a limit the rest is left out and `Message::cuts` says which limit it was.
struct Limits {
  std::size_t bytes = std::size_t{64} << 20;
  std::size_t header_block = std::size_t{256} << 10;
  std::size_t logical_line = std::size_t{32} << 10;
  std::size_t parts = 2000;
  std::size_t boundary = 200;
  int depth = 32;
};

struct Message {
  std::vector<Part> parts;        // parts[0] is the root and always exists; in order of appearance
  std::vector<std::string> cuts;  // ids of the limits that were passed: "bytes", "header_block", "parts", "depth", ...
  std::deque<std::string> decoded;  // storage of mails that were transfer-encoded as a whole; parts point into it
};

// Takes LF, CRLF, CR and mixed line ends; skips an mbox "From " line and the X-Mozilla-Status lines in front.
// The views in the result point into `bytes`, which must outlive it. A Message is not copied, only moved.
Message read_message(std::string_view bytes, const Limits& limits = {});
// A string that goes before the Message does is refused by the compiler.
template <std::same_as<std::string> Temporary>
Message read_message(Temporary&& bytes, const Limits& limits = {}) = delete;

// A block of header fields: a returned header, or one group of a delivery-status part (RFC 3464 2.1).
// Lines that are no field are left out. Stops at the end of the block, not at an empty line.
std::vector<Field> read_fields(std::string_view block, const Limits& limits = {});

}  // namespace eb
