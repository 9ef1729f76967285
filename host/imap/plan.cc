// SPDX-License-Identifier: MIT
#include "host/imap/plan.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace eb {
namespace {

constexpr std::size_t kLongestChunk = 4000;
constexpr std::size_t kMostWaiting = 6000;                     // wanted mails that are not handed out yet
constexpr std::uint64_t kMostOctets = std::uint64_t{3} << 20;  // of the beginnings in one step: they are held in memory
constexpr std::size_t kMostAlone = 50;

}  // namespace

FetchPlan::FetchPlan(std::vector<Uid> uids, bool all_wanted) : uids_(std::move(uids)) {
  if (!all_wanted) return;
  for (const Uid uid : uids_) wanted_.emplace_hint(wanted_.end(), uid, Wanted{});
  at_ = uids_.size();
}

bool FetchPlan::Step::empty() const {
  return headers.empty() && shapes.empty() && parts.empty() && headers_alone.empty() && shapes_alone.empty();
}

void FetchPlan::take_headers(Step& step) {
  asked_.clear();
  if (headers_.empty() && wanted_.size() < kMostWaiting) {
    const std::size_t end = std::min(uids_.size(), at_ + chunk_);
    headers_.insert(uids_.begin() + static_cast<std::ptrdiff_t>(at_), uids_.begin() + static_cast<std::ptrdiff_t>(end));
    at_ = end;
    chunk_ = std::min(chunk_ * 2, kLongestChunk);
  }
  for (const Uid uid : headers_) {
    const bool is_alone = alone_.contains(uid);
    if (is_alone && step.headers_alone.size() == kMostAlone) continue;
    (is_alone ? step.headers_alone : step.headers).push_back(uid);
    asked_.insert(asked_.end(), uid);
  }
}

FetchPlan::Step FetchPlan::next() {
  Step step;
  take_headers(step);
  std::map<std::pair<bool, std::uint32_t>, std::vector<Uid>> parts;
  std::size_t alone = 0;
  for (auto& [uid, wanted] : wanted_) {
    const bool is_alone = alone_.contains(uid);
    wanted.asked = false;
    if (wanted.state == Wanted::State::complete || (is_alone && alone == kMostAlone)) continue;
    if (wanted.state == Wanted::State::shape) {
      if (step.shapes.size() == kLongestChunk) continue;
      (is_alone ? step.shapes_alone : step.shapes).push_back(uid);
    } else {
      // The first in line is always asked for, or nothing would ever move.
      if (step.octets > 0 && step.octets + wanted.octets > kMostOctets) continue;
      step.octets += wanted.octets;
      parts[{is_alone, wanted.octets}].push_back(uid);
    }
    alone += is_alone ? 1 : 0;
    wanted.asked = true;
  }
  for (auto& [key, uids] : parts) step.parts.push_back({key.second, std::move(uids), key.first});
  return step;
}

bool FetchPlan::awaits_header(Uid uid) const { return headers_.contains(uid); }

void FetchPlan::header(Uid uid, bool wanted) {
  if (headers_.erase(uid) == 0) return;
  alone_.erase(uid);
  if (wanted) wanted_.emplace(uid, Wanted{});
}

bool FetchPlan::shape(Uid uid, MailShape shape) {
  const auto found = wanted_.find(uid);
  if (found == wanted_.end() || found->second.state != Wanted::State::shape || !found->second.asked) return false;
  Wanted& wanted = found->second;
  wanted.state = Wanted::State::part;
  wanted.asked = false;
  wanted.size = shape.size;
  wanted.octets = rounded_octets(octets_needed(shape));
  wanted.received_at = std::move(shape.received_at);
  alone_.erase(uid);
  return true;
}

bool FetchPlan::part(Uid uid, std::string bytes) {
  const auto found = wanted_.find(uid);
  if (found == wanted_.end() || found->second.state != Wanted::State::part || !found->second.asked) return false;
  Wanted& wanted = found->second;
  if (bytes.size() > wanted.octets) return false;
  wanted.state = Wanted::State::complete;
  wanted.bytes = std::move(bytes);
  alone_.erase(uid);
  return true;
}

bool FetchPlan::misses_any() const {
  const bool part = std::any_of(wanted_.begin(), wanted_.end(), [](const auto& each) {
    return each.second.asked && each.second.state == Wanted::State::part;
  });
  return part || std::any_of(asked_.begin(), asked_.end(), [this](Uid uid) { return headers_.contains(uid); });
}

std::vector<Uid> FetchPlan::finish(const std::set<Uid>& refused) {
  std::vector<Uid> passed_over;
  // True: it is asked for once more.
  const auto again = [&](Uid uid) {
    if (!refused.contains(uid)) return false;
    if (alone_.insert(uid).second) return true;
    alone_.erase(uid);
    passed_over.push_back(uid);
    return false;
  };
  for (auto each = headers_.begin(); each != headers_.end();) {
    // Those that had to wait for their turn are not missing.
    const bool waits = !asked_.contains(*each);
    each = waits || again(*each) ? std::next(each) : headers_.erase(each);
  }
  for (auto each = wanted_.begin(); each != wanted_.end();) {
    auto& [uid, wanted] = *each;
    if (!wanted.asked || wanted.state == Wanted::State::complete || again(uid)) {
      ++each;
    } else if (wanted.state == Wanted::State::shape && !refused.contains(uid)) {
      // There, perhaps, but its structure could not be told: taken without.
      wanted.state = Wanted::State::part;
      wanted.octets = kMostOfMail;
      ++each;
    } else {
      each = wanted_.erase(each);
    }
  }
  return passed_over;
}

Uid FetchPlan::frontier() const {
  Uid first = std::numeric_limits<Uid>::max();
  if (!headers_.empty()) first = *headers_.begin();
  if (at_ < uids_.size()) first = std::min(first, uids_[at_]);
  return first;
}

std::optional<Candidate> FetchPlan::take() {
  if (wanted_.empty()) return std::nullopt;
  const auto first = wanted_.begin();
  if (first->second.state != Wanted::State::complete || first->first > frontier()) return std::nullopt;
  Wanted& wanted = first->second;
  Candidate mail;
  mail.uid = first->first;
  mail.cut = wanted.size > wanted.bytes.size() || (wanted.size == 0 && wanted.bytes.size() == wanted.octets);
  mail.size = std::max(wanted.size, static_cast<std::uint32_t>(wanted.bytes.size()));
  mail.bytes = std::move(wanted.bytes);
  mail.received_at = std::move(wanted.received_at);
  wanted_.erase(first);
  return mail;
}

std::uint32_t FetchPlan::done() const {
  Uid first = frontier();
  const bool all = headers_.empty() && at_ == uids_.size() && wanted_.empty();
  if (all) return total();
  if (!wanted_.empty()) first = std::min(first, wanted_.begin()->first);
  return before(first);
}

std::uint32_t FetchPlan::before(Uid uid) const {
  return static_cast<std::uint32_t>(std::lower_bound(uids_.begin(), uids_.end(), uid) - uids_.begin());
}

Uid FetchPlan::looked_at() const {
  const std::uint32_t count = done();
  return count == 0 ? 0 : uids_[count - 1];
}

}  // namespace eb
