// SPDX-License-Identifier: MIT
// What a scan tells while it runs. Called in the thread that scans.
#pragma once

#include <cstdint>
#include <string>

namespace eb {

class ScanEvents {
 public:
  virtual ~ScanEvents() = default;
  // Where it looks now: a folder, a path.
  virtual void at(const std::string& where) = 0;
  // Units (mails, or bytes of local mail) that are done, of `total`; 0: not known.
  virtual void progress(std::uint64_t done, std::uint64_t total) = 0;
  // One more report, or mail that looked like one, was found.
  virtual void found_one() = 0;
  // The reader has had enough.
  virtual bool cancelled() = 0;
};

}  // namespace eb
