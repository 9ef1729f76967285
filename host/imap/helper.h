// SPDX-License-Identifier: MIT
// The running explain-bounce-imap, as we talk with it. It reads what strangers send, so nothing it says is taken on
// trust: it is killed when it is late or says too much, and its words are made fit to be shown.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "host/mailbox/account.h"
#include "host/mailbox/imap/wire/frame.h"
#include "host/process/running_child.h"

namespace eb {

// What the answer to a request may cost: bytes from the server, and time in all and of silence.
struct Cost {
  std::uint64_t bytes = std::uint64_t{1} << 20;
  std::chrono::seconds time{60};
  std::chrono::seconds idle{60};
};

class Helper {
 public:
  using Trace = std::function<void(std::string_view)>;
  // A frame before the last. A fault of it ends the request, and the helper.
  using Told = std::function<Asked<void>(imap::Frame&)>;

  static Asked<std::unique_ptr<Helper>> start(const std::string& program, Trace trace, std::chrono::milliseconds grace);
  // The "done" of the request. After a fault of another kind than usage or folder it is of no more use.
  Asked<nlohmann::json> ask(nlohmann::json request, std::string_view octets, const Cost& cost, const Told& told = {});

 private:
  Helper(std::unique_ptr<RunningChild> child, Trace trace, std::chrono::milliseconds grace)
      : child_(std::move(child)), trace_(std::move(trace)), grace_(grace) {}
  Asked<imap::Frame> next(RunningChild::Time deadline);
  AccountFault end_words();

  std::unique_ptr<RunningChild> child_;
  Trace trace_;
  std::chrono::milliseconds grace_;
  imap::FrameReader reader_;
  std::uint64_t received_ = 0;
  std::uint64_t most_ = 0;
};

// One line without control characters, of a length that fits a screen; UTF-8 stays UTF-8.
std::string presentable(std::string_view text);

}  // namespace eb
