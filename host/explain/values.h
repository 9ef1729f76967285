// SPDX-License-Identifier: MIT
// What the words may name: the placeholders of the catalog and their values, taken from the mail.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "host/classify/verdict.h"
#include "host/explain/answer.h"
#include "mime/report.h"

namespace eb {

// Placeholder -> value; what the mail does not tell is not there. Values are made safe to show: no control or bidi
// characters, at most 200 characters.
using Values = std::map<std::string, std::string, std::less<>>;

// Of the mail as a whole.
Values mail_values(const Report& report, const Question& question, std::string_view language);

// Of one recipient, on top of those of the mail.
Values recipient_values(Values values, const ReportedRecipient& recipient, const Verdict& verdict,
                        std::string_view language);

// The public IP address of the sending server as the refusing server names it; empty if it names none.
std::string sending_ip(std::string_view diagnostic, std::string_view notice);

// "ARIN", "RIPE NCC" ... and its web page, for a public address (IANA IPv4 and IPv6 address space registries); empty
// else.
struct Registry {
  std::string_view name, url;
};
Registry registry_of(std::string_view ip);

// The list's own page for this address; empty if the list is not known or an address is wanted and missing.
std::string removal_url(std::string_view blocklist, std::string_view ip);

// IMCEAEX-_O=ORG_CN=RECIPIENTS_CN=BOB+20ROSS@example.com -> "BOB ROSS"; empty for other addresses.
// Source: Microsoft, "IMCEAEX non-delivery report when you send email messages to an internal user".
std::string readable_name(std::string_view address);

// RFC 3339 -> written out: "23 November 2026, 06:45", "23 november 2026 kl. 06:45".
std::string written_time(std::string_view rfc3339, std::string_view language);

// Safe to show: control and bidi characters gone, cut at 200 characters.
std::string safe(std::string_view value, std::size_t most = 200);

}  // namespace eb
