// SPDX-License-Identifier: MIT
// The folders of an account, one after the other, into the report.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "host/mailbox/account.h"
#include "host/mailbox/store/store.h"
#include "host/scan/account_scan.h"
#include "host/scan/report_run.h"

namespace eb {

struct WhichFolders {
  std::string one = "INBOX";       // where nothing else is asked for
  std::vector<std::string> globs;  // those that one of them fits
  bool all = false;
};

// The names, each once. A fault is one sentence.
tl::expected<std::vector<std::string>, std::string> folder_names(Account& account, Store& store,
                                                                 const std::string& account_key,
                                                                 const WhichFolders& which);

// Scans the folder and reports what is kept of it. `shown_account`: for the lines; empty: left out.
void report_folder(Account& account, Store& store, const AccountScan& scan, const std::string& folder,
                   const std::string& shown_account, ReportRun& run);

// An answer that was kept, as what was found.
Found found_of(const KnownMail& mail, const std::string& folder, const std::string& shown_account);

}  // namespace eb
