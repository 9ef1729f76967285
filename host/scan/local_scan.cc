// SPDX-License-Identifier: MIT
#include "host/scan/local_scan.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <system_error>
#include <utility>
#include <vector>

#include "host/cli/in_order.h"
#include "host/explain/groups.h"
#include "host/mailbox/mailbox.h"
#include "host/outlook/outlook.h"
#include "host/scan/judge.h"
#include "host/scan/times.h"

namespace eb {
namespace {

namespace fs = std::filesystem;

// A header block is not longer, and the attachments of a big mail need not be read to see its date.
constexpr std::size_t kHeaderLimit = std::size_t{256} << 10;

struct Work {
  Mail mail;
  std::string error;  // empty: it was read
};

struct Result {
  Found found;
  bool passed_over = false;  // not asked for
  Judgement::State state = Judgement::State::no_report;
  std::string error;
};

// "2026-11-23T..." of mails in another zone compares by their own days, as the days of --since do on a server.
bool is_before(const std::string& received_at, const std::string& since) {
  return !received_at.empty() && received_at.compare(0, since.size(), since) < 0;
}

// Which mails of a path are its newest.
class Dates : public MailVisitor {
 public:
  explicit Dates(ScanEvents& events) : events_(events) {}
  bool mail(Mail mail) override {
    dates_.emplace_back(utc_time(received_at(header_of(mail.bytes))), dates_.size());
    return !events_.cancelled();
  }
  void trouble(const std::string&, Trouble, const std::string&) override {}
  // By their places in the walk. Among mails of the same second the later one is the newer.
  std::vector<bool> newest(std::size_t count) {
    std::vector<bool> chosen(dates_.size(), dates_.size() <= count);
    if (dates_.size() <= count) return chosen;
    const auto end = dates_.begin() + static_cast<std::ptrdiff_t>(count);
    std::nth_element(dates_.begin(), end, dates_.end(), std::greater<>());
    for (auto at = dates_.begin(); at != end; ++at) chosen[at->second] = true;
    return chosen;
  }

 private:
  ScanEvents& events_;
  std::vector<std::pair<std::int64_t, std::size_t>> dates_;
};

// Bytes of all files; what cannot be seen counts nothing, for it is only said how far we are.
std::uint64_t bytes_below(const std::string& path) {
  std::error_code error;
  if (fs::is_regular_file(path, error)) return fs::file_size(path, error);
  std::uint64_t bytes = 0;
  fs::recursive_directory_iterator at(path, fs::directory_options::skip_permission_denied, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored)) bytes += at->file_size(ignored);
  }
  return bytes;
}

class Walk : public MailVisitor {
 public:
  // `chosen`: the mails to look at, by their places in the walk; empty: all.
  Walk(const LocalScan& scan, std::vector<bool> chosen, LocalVisitor& visitor, ScanEvents& events, std::uint64_t total)
      : scan_(scan),
        chosen_(std::move(chosen)),
        visitor_(visitor),
        events_(events),
        total_(total),
        queue_(
            scan.jobs, [this](const Work& work) { return judged(work); },
            [this](Result result) { return done(std::move(result)); }) {}

  bool mail(Mail mail) override {
    const std::size_t place = place_++;
    // A mailbox without mails; on standard input a mail was promised.
    if (mail.bytes.empty() && mail.name != "-") return !events_.cancelled();
    // One that came since the places were counted is newer than all.
    if (place < chosen_.size() && !chosen_[place]) {
      bytes_ += mail.bytes.size();
      return !events_.cancelled();
    }
    Work work;
    work.mail = std::move(mail);
    return !events_.cancelled() && queue_.add(std::move(work));
  }
  void trouble(const std::string& name, Trouble, const std::string& detail) override {
    Work work;
    work.mail.name = name;
    work.error = detail;
    queue_.add(std::move(work));
  }
  std::uint64_t finish() {
    queue_.finish();
    return mails_;
  }

 private:
  // In several threads.
  Result judged(const Work& work) const {
    Result result;
    result.found.file = work.mail.name;
    result.found.size = work.mail.bytes.size();
    result.error = work.error;
    if (!work.error.empty()) {
      result.state = Judgement::State::unreadable;
      return result;
    }
    const std::string_view header = header_of(work.mail.bytes);
    result.found.received_at = received_at(header);
    result.passed_over = is_before(result.found.received_at, scan_.since);
    if (result.passed_over) return result;
    // A file of Outlook has no header that could be seen from here.
    if (!is_outlook_file(work.mail.bytes) && !header.empty() && !is_candidate_header(header)) return result;
    Judgement judgement = judge(work.mail.bytes, scan_.question);
    result.state = judgement.state;
    result.found.text = std::move(judgement.answer);
    if (result.state != Judgement::State::no_report)
      result.found.answer = Json::parse(result.found.text, nullptr, false);
    if (result.state == Judgement::State::unreadable)
      if (const Json* error = child(result.found.answer, "error")) result.error = text_of(*error, "detail");
    return result;
  }

  bool done(Result result) {
    bytes_ += result.found.size;
    if (result.passed_over) return true;
    if (result.error.empty() || result.found.size > 0) ++mails_;
    events_.progress(std::min(bytes_, total_), total_);
    if (result.state == Judgement::State::no_report) return true;
    if (result.state == Judgement::State::unreadable) {
      visitor_.unreadable(result.found.file, result.error);
      return true;
    }
    events_.found_one();
    return visitor_.found(std::move(result.found));
  }

  const LocalScan& scan_;
  std::vector<bool> chosen_;
  std::size_t place_ = 0;
  LocalVisitor& visitor_;
  ScanEvents& events_;
  std::uint64_t total_;
  std::uint64_t bytes_ = 0;
  std::uint64_t mails_ = 0;
  InOrder<Work, Result> queue_;
};

}  // namespace

std::uint64_t scan_local(const std::string& path, const LocalScan& scan, LocalVisitor& visitor, ScanEvents& events) {
  events.at(path);
  std::vector<bool> chosen;
  // Standard input cannot be read twice, and is one mail.
  if (scan.newest != 0 && path != "-") {
    Dates dates(events);
    for_each_mail(path, dates, kHeaderLimit);
    chosen = dates.newest(scan.newest);
  }
  Walk all(scan, std::move(chosen), visitor, events, bytes_below(path));
  for_each_mail(path, all);
  return all.finish();
}

}  // namespace eb
