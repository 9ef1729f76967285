// SPDX-License-Identifier: MIT
// --watch: stays, and tells each bounce as it comes. Ends when nobody reads any more, or by a signal; what was kept is
// kept.
#pragma once

#include <string>
#include <vector>

#include "host/explain/answer.h"
#include "host/mailbox/account.h"
#include "host/mailbox/store/store.h"
#include "host/scan/account_scan.h"
#include "host/scan/local_watch.h"
#include "host/scan/news.h"

namespace eb {

void watch_local(LocalWatch& watch, const Question& question, News& news);

// `folders`: as they were scanned before. The first one is waited for; others are looked at once a minute.
void watch_account(Account& account, Store& store, AccountScan scan, const std::vector<std::string>& folders,
                   News& news);

}  // namespace eb
