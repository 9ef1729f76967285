// SPDX-License-Identifier: MIT
// Mails on this machine: every one is judged by its header, the candidates are explained in threads.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "host/explain/answer.h"
#include "host/scan/events.h"
#include "host/scan/found.h"

namespace eb {

struct LocalScan {
  std::string since;  // "2026-11-23": mails that came on that day or later, and those that do not say; empty: all
  std::uint32_t newest = 0;  // of each path; 0: all
  unsigned jobs = 1;
  Question question;
};

class LocalVisitor {
 public:
  virtual ~LocalVisitor() = default;
  // In the order of the mails. False: enough.
  virtual bool found(Found found) = 0;
  virtual void unreadable(const std::string& file, const std::string& why) = 0;
};

// How many mails of `path` were looked at.
std::uint64_t scan_local(const std::string& path, const LocalScan& scan, LocalVisitor& visitor, ScanEvents& events);

}  // namespace eb
