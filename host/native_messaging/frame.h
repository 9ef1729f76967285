// SPDX-License-Identifier: MIT
// Frames of native messaging: a 32-bit length in native byte order, then that many bytes. Pure: no file descriptors
// here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace eb {

// Bytes of the largest body that is taken, and of the largest that is sent (what a browser takes from a host).
inline constexpr std::size_t kRequestLimit = 4'194'304;
inline constexpr std::size_t kReplyLimit = 1'048'576;

class Reader {
 public:
  virtual ~Reader() = default;
  // Up to `size` bytes (at least one) into `out`; how many came. 0: end of input. Negative: the input failed.
  virtual std::ptrdiff_t read(char* out, std::size_t size) = 0;
};

class Writer {
 public:
  virtual ~Writer() = default;
  // All of `bytes`, or false.
  virtual bool write(std::string_view bytes) = 0;
};

enum class FrameStatus {
  ok,         // a whole frame, possibly of no bytes
  end,        // the input ended between two frames
  cut,        // the input ended, or failed, inside a frame
  too_large,  // the length is over the limit; the body has not been read, so there is no next frame
  failed      // the input failed between two frames
};

struct Frame {
  FrameStatus status = FrameStatus::end;
  std::string body;  // only with ok
};

Frame read_frame(Reader& reader, std::size_t limit = kRequestLimit);

// False if the body is over the limit (nothing is written then) or the writer failed.
bool write_frame(Writer& writer, std::string_view body, std::size_t limit = kReplyLimit);

}  // namespace eb
