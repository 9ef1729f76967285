// SPDX-License-Identifier: MIT
// A URL and options -> an account.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "host/mailbox/account.h"
#include "host/scan/options.h"

namespace eb {

struct AccountName {
  std::string key;     // of the store: "holly@mail.example.com:993"
  std::string user;    // may be empty
  std::string folder;  // UTF-8
  std::string shown;   // the URL, as short as can be
};

// What is wrong with the URL, in a sentence.
tl::expected<AccountName, std::string> account_name(const std::string& url);

// Nothing is connected yet. The URL is a good one. `options` must outlive it. `trace`: what happens, for --verbose; may
// be empty.
std::unique_ptr<Account> open_account(const std::string& url, const ScanOptions& options,
                                      std::function<void(std::string_view)> trace);

}  // namespace eb
