// SPDX-License-Identifier: MIT
// One folder of an account: what is new is judged and kept, what was kept is brought up to date.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "host/explain/answer.h"
#include "host/mailbox/account.h"
#include "host/mailbox/store/store.h"
#include "host/scan/events.h"

namespace eb {

struct AccountScan {
  std::string account;       // the store's key: "holly@mail.example.com:993"
  std::string since;         // "2026-11-23"; empty: all
  std::uint32_t newest = 0;  // of each folder; 0: all
  bool by_search = false;
  unsigned jobs = 1;
  Question question;
  Maker maker;
  // Called with each report that came since the last scan of this folder, once it is kept; of a folder's first scan
  // with `first_news` alone.
  std::function<void(const KnownMail&)> news;
  bool first_news = false;
};

// What is to be reported of a folder: Store::each with these.
struct ScannedFolder {
  std::int64_t id = 0;
  Uid above = 0;
  std::uint64_t mails = 0;  // that were judged, now or earlier
  std::string fault;        // what ended the scan before its end; empty: nothing. What is kept stays kept.
  std::optional<AccountFault::Kind> fault_kind;  // if it is the account's
};

struct ScanFault {
  std::string words;
  std::optional<AccountFault::Kind> kind;  // if it is the account's; none: the store's
};

// Opens the folder and scans it. Without a folder that can be opened, or a store that works, nothing can be reported.
tl::expected<ScannedFolder, ScanFault> scan_folder(Account& account, Store& store, const AccountScan& scan,
                                                   const std::string& folder, ScanEvents& events);

}  // namespace eb
