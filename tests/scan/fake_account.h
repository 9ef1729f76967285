// SPDX-License-Identifier: MIT
// An account in memory, that breaks where a test wants it to.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "host/mailbox/account.h"

namespace eb {

struct FakeMail {
  std::string bytes;
  std::string received_at;
};

struct FakeFolder {
  std::uint32_t uid_validity = 1;
  std::map<Uid, FakeMail> mails;
};

class FakeAccount : public Account {
 public:
  std::map<std::string, FakeFolder> all;
  std::size_t page = 3;   // mails judged at a time
  int steps_left = -1;    // the line breaks after so many calls and hand-overs; -1: it holds
  std::vector<Uid> read;  // the mails that were fetched, in order
  WhichMails asked;       // of the last candidates()
  int times_asked = 0;
  std::set<Uid> refused;                  // mails that the server does not give
  std::vector<AccountFault> open_faults;  // of the next calls of open(), in order
  int times_opened = 0;

  Asked<std::vector<std::string>> folders(const std::vector<std::string>& globs) override {
    if (broken()) return fault();
    std::vector<std::string> names;
    for (const auto& [name, folder] : all)
      if (globs.empty() || std::find(globs.begin(), globs.end(), name) != globs.end()) names.push_back(name);
    return names;
  }
  Asked<FolderState> open(const std::string& folder) override {
    ++times_opened;
    if (!open_faults.empty()) {
      AccountFault next = std::move(open_faults.front());
      open_faults.erase(open_faults.begin());
      return tl::unexpected(std::move(next));
    }
    if (broken()) return fault();
    if (!all.contains(folder)) return tl::unexpected(AccountFault{AccountFault::Kind::folder, "no such folder"});
    opened_ = folder;
    FolderState state;
    state.uid_validity = now().uid_validity;
    state.mails = static_cast<std::uint32_t>(now().mails.size());
    return state;
  }
  Asked<std::vector<Uid>> present() override {
    if (broken()) return fault();
    std::vector<Uid> uids;
    for (const auto& [uid, mail] : now().mails) uids.push_back(uid);
    return uids;
  }
  Asked<void> candidates(const WhichMails& which, CandidateVisitor& visitor) override {
    asked = which;
    ++times_asked;
    if (broken()) return fault();
    std::vector<Uid> meant;
    for (const auto& [uid, mail] : now().mails) {
      const bool only = std::find(which.only.begin(), which.only.end(), uid) != which.only.end();
      if (which.only.empty() ? uid > which.after && (mail.received_at.empty() || mail.received_at >= which.since)
                             : only)
        meant.push_back(uid);
    }
    Uid first_lost = 0;
    for (std::size_t i = 0; i < meant.size(); ++i) {
      const FakeMail& mail = now().mails.at(meant[i]);
      const bool lost = refused.contains(meant[i]);
      if (lost && first_lost == 0) first_lost = meant[i];
      if (!lost && (!which.only.empty() || visitor.wanted(mail.bytes.substr(0, mail.bytes.find("\n\n"))))) {
        if (broken()) return fault();
        read.push_back(meant[i]);
        Candidate candidate{meant[i], mail.bytes, false, static_cast<std::uint32_t>(mail.bytes.size()),
                            mail.received_at};
        if (!visitor.mail(std::move(candidate))) return {};
      }
      if ((i + 1) % page != 0 && i + 1 != meant.size()) continue;
      if (broken()) return fault();
      if (!visitor.looked_at(first_lost != 0 ? first_lost - 1 : meant[i], static_cast<std::uint32_t>(i + 1),
                             static_cast<std::uint32_t>(meant.size())))
        return {};
    }
    if (first_lost != 0) return tl::unexpected(AccountFault{AccountFault::Kind::folder, "some were passed over"});
    return {};
  }
  Asked<bool> wait_for_mail(std::chrono::seconds) override { return false; }

 private:
  FakeFolder& now() { return all.at(opened_); }
  bool broken() { return steps_left == 0 || (steps_left > 0 && --steps_left == 0); }
  static tl::unexpected<AccountFault> fault() {
    return tl::unexpected(AccountFault{AccountFault::Kind::connection, "the line broke"});
  }
  std::string opened_;
};

// A bounce of a mail to `address`, as a mail server writes it.
inline std::string bounce_to(const std::string& address, const std::string& status = "5.1.1",
                             const std::string& said = "550 5.1.1 user unknown") {
  return "From: MAILER-DAEMON@mx.example\nTo: holly@example.com\nSubject: Undelivered Mail Returned to Sender\n"
         "Date: Mon, 23 Nov 2026 06:45:00 +0100\nMIME-Version: 1.0\n"
         "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
         "--b\n\nIt did not arrive.\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
         "Final-Recipient: rfc822; " +
         address + "\nAction: " + (status.front() == '5' ? "failed" : "delayed") + "\nStatus: " + status +
         "\nDiagnostic-Code: smtp; " + said + "\n\n--b--\n";
}

inline std::string letter() { return "From: bob@example.com\nTo: holly@example.com\nSubject: Lunch\n\nAt noon?\n"; }

// Looks like a bounce by its header, and is none.
inline std::string newsletter() {
  return "From: postmaster@news.example\nTo: holly@example.com\nSubject: Our new cakes\n\nThey are round.\n";
}

}  // namespace eb
