// SPDX-License-Identifier: MIT
#include "host/scan/report_run.h"

#include <utility>

#include "host/cli/print.h"

namespace eb {

bool ReportRun::found(Found found) {
  summary_.add(found);
  if (!writer_.found(found)) writing_failed_ = true;
  return !writing_failed_;
}

void ReportRun::unreadable(const std::string& file, const std::string& why) {
  summary_.add_unreadable();
  fault(file, why);
}

void ReportRun::fault(const std::string& where, const std::string& what) {
  progress_.clear();
  complain(where + ": " + what);
  summary_.add_fault(where, what);
}

void ReportRun::note(const std::string& what) {
  progress_.clear();
  complain(what);
}

}  // namespace eb
