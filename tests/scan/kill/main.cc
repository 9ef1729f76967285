// SPDX-License-Identifier: MIT
// A scan that a test can kill: scan_to_kill STORE MAILS, over an account in memory. Tells "begun", how many mails were
// fetched, and the UIDs that are kept, one a line.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "host/mailbox/store/state_file.h"
#include "host/scan/account_scan.h"
#include "tests/scan/fake_account.h"

namespace {

class Silence : public eb::ScanEvents {
 public:
  void at(const std::string&) override {}
  void progress(std::uint64_t, std::uint64_t) override {}
  void found_one() override {}
  bool cancelled() override { return false; }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  eb::FakeAccount account;
  account.page = 50;
  const auto mails = static_cast<eb::Uid>(std::strtoul(argv[2], nullptr, 10));
  for (eb::Uid uid = 1; uid <= mails; ++uid)
    account.all["INBOX"].mails[uid] = {uid % 2 ? eb::bounce_to("b" + std::to_string(uid) + "@x.example") : eb::letter(),
                                       "2026-11-23T08:00:00Z"};
  auto opened = eb::open_store(argv[1]);
  if (!opened || !opened->note.empty()) return 3;
  eb::AccountScan scan;
  scan.account = "a";
  scan.jobs = 2;
  scan.maker = {"1", "en"};
  std::puts("begun");
  std::fflush(stdout);
  Silence events;
  const auto folder = eb::scan_folder(account, opened->store, scan, "INBOX", events);
  if (!folder || !folder->fault.empty()) return 4;
  std::printf("read %zu\n", account.read.size());
  const auto told = opened->store.each(folder->id, 0, "", [](const eb::KnownMail& mail) {
    std::printf("%u\n", mail.uid);
    return true;
  });
  return told ? 0 : 5;
}
