// SPDX-License-Identifier: MIT
// Candidates -> judged in threads -> kept in batches, the watermark with the mails below it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/cli/in_order.h"
#include "host/mailbox/account.h"
#include "host/mailbox/store/store.h"
#include "host/scan/account_scan.h"
#include "host/scan/events.h"

namespace eb {

class Batches : public CandidateVisitor {
 public:
  // `judged`: of these mails, what was judged before; nullptr: they are no new ones, and no watermark moves.
  Batches(Store& store, std::int64_t folder, const AccountScan& scan, const Judged* judged, ScanEvents& events);

  bool wanted(std::string_view header) override;
  bool mail(Candidate mail) override;
  bool looked_at(Uid uid, std::uint32_t done, std::uint32_t total) override;

  // Waits for all that is under way and keeps it. `up_to`: all mails up to it were judged; 0: up to what looked_at
  // said. What went wrong with the store; empty: nothing.
  std::string finish(Uid up_to);
  std::uint64_t mails_judged() const { return judged_ ? judged_->mails : 0; }
  Uid judged_up_to() const { return judged_ ? judged_->up_to : 0; }

 private:
  struct Work {
    std::optional<Candidate> mail;  // none: a watermark
    Uid up_to = 0;
    std::uint32_t done = 0, total = 0;
  };
  struct Result {
    std::optional<KnownMail> mail;
    Uid up_to = 0;
    std::uint32_t done = 0, total = 0;
  };
  Result work(Work work) const;
  bool done(Result result);
  bool keep();

  Store& store_;
  std::int64_t folder_;
  const AccountScan& scan_;
  ScanEvents& events_;
  std::optional<Judged> judged_;
  std::uint64_t mails_before_ = 0;
  bool tell_news_ = false;
  std::vector<KnownMail> pending_;
  bool moved_ = false;  // the watermark, since the last batch
  std::chrono::steady_clock::time_point kept_at_;
  std::string fault_;
  InOrder<Work, Result> queue_;
};

}  // namespace eb
