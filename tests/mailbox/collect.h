// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "host/mailbox/mailbox.h"

namespace eb {

// The line before each mail of an mbox.
inline const std::string kFrom = "From mailer@example.com Mon Nov 23 06:45:00 2026\n";

// Keeps what it is handed.
struct Collect : MailVisitor {
  std::vector<std::string> names;
  std::vector<std::string> bytes;
  std::vector<bool> cuts;
  std::vector<std::string> troubles;  // "not_found PATH"
  std::size_t enough = static_cast<std::size_t>(-1);

  bool mail(Mail mail) override {
    names.push_back(mail.name);
    bytes.push_back(std::move(mail.bytes));
    cuts.push_back(mail.cut);
    return names.size() < enough;
  }
  void trouble(const std::string& name, Trouble what, const std::string& detail) override {
    troubles.push_back((what == Trouble::not_found ? "not_found " : "unreadable ") + name);
    details.push_back(detail);
  }
  std::vector<std::string> details;
};

}  // namespace eb
