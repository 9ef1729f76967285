// SPDX-License-Identifier: MIT
#include "host/native_messaging/frame.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace eb {
namespace {

// Reads until `size` bytes are there or the input ends or fails; how many came, and whether it failed.
std::size_t read_all(Reader& reader, char* out, std::size_t size, bool& failed) {
  std::size_t have = 0;
  failed = false;
  while (have < size) {
    const std::ptrdiff_t got = reader.read(out + have, size - have);
    if (got <= 0) {
      failed = got < 0;
      break;
    }
    have += static_cast<std::size_t>(got);
  }
  return have;
}

}  // namespace

Frame read_frame(Reader& reader, std::size_t limit) {
  Frame frame;
  bool failed = false;
  char header[sizeof(std::uint32_t)];
  const std::size_t got = read_all(reader, header, sizeof header, failed);
  if (got < sizeof header) {
    frame.status = got > 0 ? FrameStatus::cut : failed ? FrameStatus::failed : FrameStatus::end;
    return frame;
  }
  std::uint32_t length = 0;
  std::memcpy(&length, header, sizeof length);
  if (length > limit) {
    frame.status = FrameStatus::too_large;
    return frame;
  }
  // Grown as the bytes come: a length alone does not make us take memory.
  constexpr std::size_t kStep = std::size_t{64} << 10;
  while (frame.body.size() < length) {
    const std::size_t at = frame.body.size();
    const std::size_t want = std::min<std::size_t>(length - at, std::max(kStep, at));
    frame.body.resize(at + want);
    if (read_all(reader, frame.body.data() + at, want, failed) < want) {
      frame.status = FrameStatus::cut;
      frame.body.clear();
      return frame;
    }
  }
  frame.status = FrameStatus::ok;
  return frame;
}

bool write_frame(Writer& writer, std::string_view body, std::size_t limit) {
  if (body.size() > limit || body.size() > UINT32_MAX) return false;
  // One buffer, one write: a reader that polls never sees a header without its body.
  const auto length = static_cast<std::uint32_t>(body.size());
  std::string bytes(sizeof length + body.size(), '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  std::copy(body.begin(), body.end(), bytes.begin() + sizeof length);
  return writer.write(bytes);
}

}  // namespace eb
