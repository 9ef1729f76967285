// SPDX-License-Identifier: MIT
#include "host/native_messaging/frame.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace eb {
namespace {

// Hands out bytes, at most `step` at a time; afterwards it ends, or fails.
class Bytes : public Reader {
 public:
  explicit Bytes(std::string bytes, std::size_t step = 1 << 20, bool fails = false)
      : bytes_(std::move(bytes)), step_(step), fails_(fails) {}
  std::ptrdiff_t read(char* out, std::size_t size) override {
    const std::size_t n = std::min({size, step_, bytes_.size() - at_});
    if (n == 0) return fails_ ? -1 : 0;
    std::memcpy(out, bytes_.data() + at_, n);
    at_ += n;
    return static_cast<std::ptrdiff_t>(n);
  }
  std::size_t taken() const { return at_; }

 private:
  std::string bytes_;
  std::size_t step_;
  bool fails_;
  std::size_t at_ = 0;
};

class Sink : public Writer {
 public:
  bool write(std::string_view bytes) override {
    all.append(bytes);
    ++calls;
    return ok;
  }
  std::string all;
  int calls = 0;
  bool ok = true;
};

std::string header(std::uint32_t length) {
  std::string bytes(4, '\0');
  std::memcpy(bytes.data(), &length, 4);
  return bytes;
}

TEST(Frame, ReadsOneAfterTheOther) {
  Bytes in(header(5) + "hello" + header(2) + "{}");
  Frame first = read_frame(in);
  EXPECT_EQ(first.status, FrameStatus::ok);
  EXPECT_EQ(first.body, "hello");
  EXPECT_EQ(read_frame(in).body, "{}");
  EXPECT_EQ(read_frame(in).status, FrameStatus::end);
}

TEST(Frame, NothingAtAllIsAnEnd) {
  Bytes in("");
  EXPECT_EQ(read_frame(in).status, FrameStatus::end);
}

TEST(Frame, LengthIsInNativeOrder) {
  // Spelled out for the machines that are tested: x86-64 and arm64 are little-endian.
  const std::uint32_t probe = 1;
  if (reinterpret_cast<const char&>(probe) != 1) GTEST_SKIP() << "big-endian machine";
  Bytes in(std::string("\x03\x00\x00\x00", 4) + "abc");
  EXPECT_EQ(read_frame(in).body, "abc");
  Sink out;
  EXPECT_TRUE(write_frame(out, "abc"));
  EXPECT_EQ(out.all, std::string("\x03\x00\x00\x00", 4) + "abc");
}

TEST(Frame, ShortHeaderIsCut) {
  for (std::size_t n : {1u, 2u, 3u}) {
    Bytes in(header(5).substr(0, n));
    EXPECT_EQ(read_frame(in).status, FrameStatus::cut) << n;
  }
}

TEST(Frame, EndInsideTheBodyIsCut) {
  Bytes in(header(5) + "hell");
  Frame frame = read_frame(in);
  EXPECT_EQ(frame.status, FrameStatus::cut);
  EXPECT_TRUE(frame.body.empty());
  Bytes no_body(header(5));
  EXPECT_EQ(read_frame(no_body).status, FrameStatus::cut);
}

TEST(Frame, ZeroLengthIsAFrame) {
  Bytes in(header(0) + header(1) + "x");
  Frame empty = read_frame(in);
  EXPECT_EQ(empty.status, FrameStatus::ok);
  EXPECT_TRUE(empty.body.empty());
  EXPECT_EQ(read_frame(in).body, "x");
}

TEST(Frame, SplitReadsAreJoined) {
  for (std::size_t step : {1u, 2u, 3u, 7u}) {
    Bytes in(header(11) + "hello world" + header(1) + "!", step);
    EXPECT_EQ(read_frame(in).body, "hello world") << step;
    EXPECT_EQ(read_frame(in).body, "!") << step;
  }
}

TEST(Frame, TheLimitItselfIsTaken) {
  Bytes in(header(10) + "0123456789");
  EXPECT_EQ(read_frame(in, 10).body, "0123456789");
}

TEST(Frame, OverTheLimitLeavesTheBodyUnread) {
  Bytes in(header(11) + "hello world");
  EXPECT_EQ(read_frame(in, 10).status, FrameStatus::too_large);
  EXPECT_EQ(in.taken(), 4u);
  Bytes huge(header(0xFFFFFFFF));
  EXPECT_EQ(read_frame(huge).status, FrameStatus::too_large);
}

TEST(Frame, LimitsAreThoseOfTheContract) {
  EXPECT_EQ(kRequestLimit, 4u * 1024 * 1024);
  EXPECT_EQ(kReplyLimit, 1024u * 1024);
  Bytes big(header(4194304) + std::string(4194304, 'x'), 100'000);
  EXPECT_EQ(read_frame(big).body.size(), 4194304u);
  Bytes bigger(header(4194305));
  EXPECT_EQ(read_frame(bigger).status, FrameStatus::too_large);
}

TEST(Frame, FailureIsToldApartFromAnEnd) {
  Bytes between("", 1, true);
  EXPECT_EQ(read_frame(between).status, FrameStatus::failed);
  Bytes inside(header(3) + "a", 1, true);
  EXPECT_EQ(read_frame(inside).status, FrameStatus::cut);
}

TEST(Frame, WritesHeaderAndBodyAtOnce) {
  Sink out;
  EXPECT_TRUE(write_frame(out, "{\"a\":1}"));
  EXPECT_EQ(out.all, header(7) + "{\"a\":1}");
  EXPECT_EQ(out.calls, 1);
}

TEST(Frame, NeverWritesMoreThanTheLimit) {
  Sink out;
  EXPECT_TRUE(write_frame(out, std::string(kReplyLimit, 'x')));
  Sink none;
  EXPECT_FALSE(write_frame(none, std::string(kReplyLimit + 1, 'x')));
  EXPECT_TRUE(none.all.empty());
}

TEST(Frame, AFailingWriterIsTold) {
  Sink out;
  out.ok = false;
  EXPECT_FALSE(write_frame(out, "x"));
}

}  // namespace
}  // namespace eb
