// SPDX-License-Identifier: MIT
#include "host/scan/batches.h"

#include <utility>

#include "host/scan/judge.h"

namespace eb {
namespace {

// A batch costs a few milliseconds of the disk, whatever is in it.
constexpr std::size_t kBatch = 500;
constexpr std::chrono::milliseconds kBatchTime{500};

}  // namespace

Batches::Batches(Store& store, std::int64_t folder, const AccountScan& scan, const Judged* judged, ScanEvents& events)
    : store_(store),
      folder_(folder),
      scan_(scan),
      events_(events),
      kept_at_(std::chrono::steady_clock::now()),
      queue_(
          scan.jobs, [this](Work one) { return work(std::move(one)); },
          [this](Result result) { return done(std::move(result)); }) {
  if (judged == nullptr) return;
  judged_ = *judged;
  mails_before_ = judged->mails;
  tell_news_ = scan.news && (scan.first_news || judged->up_to != 0);
}

bool Batches::wanted(std::string_view header) { return is_candidate_header(header); }

bool Batches::mail(Candidate mail) {
  Work work;
  work.mail = std::move(mail);
  return !events_.cancelled() && queue_.add(std::move(work));
}

bool Batches::looked_at(Uid uid, std::uint32_t done, std::uint32_t total) {
  // Behind the mails that it speaks of.
  Work work;
  work.up_to = uid;
  work.done = done;
  work.total = total;
  return queue_.add(std::move(work)) && !events_.cancelled();
}

Batches::Result Batches::work(Work work) const {
  Result result{std::nullopt, work.up_to, work.done, work.total};
  if (!work.mail) return result;
  KnownMail known;
  known.uid = work.mail->uid;
  known.size = work.mail->size;
  known.received_at = std::move(work.mail->received_at);
  known.answer = judge(work.mail->bytes, scan_.question).answer;
  result.mail = std::move(known);
  return result;
}

bool Batches::done(Result result) {
  if (result.mail) {
    if (!result.mail->answer.empty()) events_.found_one();
    pending_.push_back(std::move(*result.mail));
    return true;
  }
  events_.progress(result.done, result.total);
  if (judged_ && result.up_to > judged_->up_to) {
    judged_->up_to = result.up_to;
    judged_->mails = mails_before_ + result.done;
    moved_ = true;
  }
  const bool due = pending_.size() >= kBatch || std::chrono::steady_clock::now() - kept_at_ >= kBatchTime;
  return !due || keep();
}

bool Batches::keep() {
  kept_at_ = std::chrono::steady_clock::now();
  if (pending_.empty() && !moved_) return true;
  const auto kept =
      moved_ ? store_.keep(folder_, scan_.maker, pending_, *judged_) : store_.keep(folder_, scan_.maker, pending_);
  if (!kept) {
    fault_ = kept.error().words;
    return false;
  }
  if (tell_news_)
    for (const KnownMail& mail : pending_)
      if (!mail.answer.empty()) scan_.news(mail);
  pending_.clear();
  moved_ = false;
  return true;
}

std::string Batches::finish(Uid up_to) {
  queue_.finish();
  if (!fault_.empty()) return fault_;
  if (judged_ && up_to > judged_->up_to) {
    judged_->up_to = up_to;
    moved_ = true;
  }
  keep();
  return fault_;
}

}  // namespace eb
