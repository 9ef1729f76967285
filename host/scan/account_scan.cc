// SPDX-License-Identifier: MIT
#include "host/scan/account_scan.h"

#include <algorithm>
#include <set>
#include <utility>

#include "host/scan/batches.h"

namespace eb {
namespace {

std::string store_words(const StoreFault& fault) {
  return fault.kind == StoreFault::Kind::busy
             ? "Another scan holds what is kept of earlier ones; try again when it has ended."
             : "What is kept of earlier scans cannot be read or written: " + fault.words + ".";
}

ScanFault of_store(const StoreFault& fault) { return {store_words(fault), std::nullopt}; }
ScanFault of_account(const AccountFault& fault) { return {fault.words, fault.kind}; }

// The UID below the newest `count` mails.
Uid below_newest(const std::vector<Uid>& present, std::uint32_t count) {
  if (count == 0 || present.size() <= count) return 0;
  return present[present.size() - count - 1];
}

std::uint64_t mails_between(const std::vector<Uid>& present, Uid above, Uid up_to) {
  const auto first = std::upper_bound(present.begin(), present.end(), above);
  const auto last = std::upper_bound(present.begin(), present.end(), up_to);
  return first < last ? static_cast<std::uint64_t>(last - first) : 0;
}

class FolderScan {
 public:
  FolderScan(Account& account, Store& store, const AccountScan& scan, ScanEvents& events)
      : account_(account), store_(store), scan_(scan), events_(events) {}

  tl::expected<ScannedFolder, ScanFault> run(const std::string& folder) {
    const auto state = account_.open(folder);
    if (!state) return tl::unexpected(of_account(state.error()));
    auto present = account_.present();
    if (!present) return tl::unexpected(of_account(present.error()));
    present_ = std::move(*present);

    const auto id = store_.folder(scan_.account, folder, state->uid_validity);
    if (!id) return tl::unexpected(of_store(id.error()));
    out_.id = *id;
    out_.above = below_newest(present_, scan_.newest);
    if (const auto kept = store_.keep_only(*id, present_); !kept) return tl::unexpected(of_store(kept.error()));

    Judged wanted;
    wanted.above = out_.above;
    wanted.since = scan_.since;
    wanted.by_search = scan_.by_search;
    const auto judged = store_.judged(*id, wanted);
    if (!judged) return tl::unexpected(of_store(judged.error()));

    Judged now = *judged;
    // A kept mail that the server no longer gives keeps nobody from the new ones.
    if (renew() || out_.fault_kind == AccountFault::Kind::folder) now = read_new(*judged);
    out_.mails = scan_.since.empty() ? mails_between(present_, out_.above, now.up_to)
                                     : std::min<std::uint64_t>(now.mails, present_.size());
    return out_;
  }

 private:
  // Answers that another version made, or for another reader. False: that is as far as it goes.
  bool renew() {
    auto others = store_.made_by_others(out_.id, scan_.maker);
    if (!others) return failed(of_store(others.error()));
    WhichMails which;
    for (const Uid uid : *others)
      if (uid > out_.above) which.only.push_back(uid);
    if (which.only.empty()) return true;
    Batches batches(store_, out_.id, scan_, nullptr, events_);
    return read(which, batches, 0);
  }

  Judged read_new(const Judged& before) {
    // Nothing came: nothing is asked.
    if (present_.empty() || present_.back() <= before.up_to) return before;
    WhichMails which;
    which.after = std::max(before.up_to, out_.above);
    which.since = scan_.since;
    which.server_search = scan_.by_search;
    // Mails may be known that lie above: they were found behind one that the server did not give. They are no news.
    std::set<Uid> known;
    AccountScan scan = scan_;
    if (scan_.news) {
      const auto each = [&](const KnownMail& mail) { return known.insert(mail.uid).second; };
      if (const auto told = store_.each(out_.id, which.after, "", each); !told) {
        failed(of_store(told.error()));
        return before;
      }
      scan.news = [&](const KnownMail& mail) {
        if (!known.contains(mail.uid)) scan_.news(mail);
      };
    }
    Batches batches(store_, out_.id, scan, &before, events_);
    // What was there when the folder was opened was looked at, whether the server counts it or not.
    read(which, batches, present_.back());
    Judged after = before;
    after.up_to = batches.judged_up_to();
    after.mails = batches.mails_judged();
    return after;
  }

  bool read(const WhichMails& which, Batches& batches, Uid all) {
    const auto read = account_.candidates(which, batches);
    const bool whole = read.has_value() && !events_.cancelled();
    const std::string kept = batches.finish(whole ? all : 0);
    if (!kept.empty()) return failed(of_store({StoreFault::Kind::other, kept}));
    if (!read) return failed(of_account(read.error()));
    return whole;
  }

  bool failed(ScanFault fault) {
    out_.fault = std::move(fault.words);
    out_.fault_kind = fault.kind;
    return false;
  }

  Account& account_;
  Store& store_;
  const AccountScan& scan_;
  ScanEvents& events_;
  ScannedFolder out_;
  std::vector<Uid> present_;
};

}  // namespace

tl::expected<ScannedFolder, ScanFault> scan_folder(Account& account, Store& store, const AccountScan& scan,
                                                   const std::string& folder, ScanEvents& events) {
  events.at(folder);
  return FolderScan(account, store, scan, events).run(folder);
}

}  // namespace eb
