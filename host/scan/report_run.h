// SPDX-License-Identifier: MIT
// One run of a scan: what is found goes into the report and the figures, troubles to standard error, and the terminal
// shows how far it is.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "host/scan/events.h"
#include "host/scan/interrupt.h"
#include "host/scan/local_scan.h"
#include "host/scan/progress.h"
#include "host/scan/summary.h"
#include "host/scan/writer.h"

namespace eb {

class ReportRun : public ScanEvents, public LocalVisitor {
 public:
  explicit ReportRun(ReportWriter& writer) : writer_(writer) {}

  // ScanEvents
  void at(const std::string& where) override { progress_.at(where, counts_bytes_); }
  void progress(std::uint64_t done, std::uint64_t total) override { progress_.update(done, total); }
  void found_one() override { progress_.found_one(); }
  bool cancelled() override { return interrupt_.asked() || writing_failed_; }

  // LocalVisitor
  bool found(Found found) override;
  void unreadable(const std::string& file, const std::string& why) override;

  void fault(const std::string& where, const std::string& what);
  // A word that is no fault.
  void note(const std::string& what);
  void counts_bytes(bool bytes) { counts_bytes_ = bytes; }

  Summary& summary() { return summary_; }
  bool writing_failed() const { return writing_failed_; }
  void clear_progress() { progress_.clear(); }

 private:
  ReportWriter& writer_;
  Interrupt interrupt_;
  Progress progress_;
  Summary summary_;
  bool counts_bytes_ = false;
  bool writing_failed_ = false;
};

}  // namespace eb
