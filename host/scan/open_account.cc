// SPDX-License-Identifier: MIT
#include "host/scan/open_account.h"

namespace eb {

tl::expected<AccountName, std::string> account_name(const std::string&) {
  return tl::unexpected<std::string>("this program was built without IMAP");
}

std::unique_ptr<Account> open_account(const std::string&, const ScanOptions&) { return nullptr; }

}  // namespace eb
