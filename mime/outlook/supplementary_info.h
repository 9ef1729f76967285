// SPDX-License-Identifier: MIT
// What Exchange and Outlook keep of a failed recipient, in the words of RFC 3464.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eb::outlook {

struct SupplementaryInfo {
  std::string mta;
  std::string status;      // "5.1.1"
  std::string diagnostic;  // "smtp;550 5.1.1 ..."
};

// PidTagSupplementaryInfo ([MS-OXCMAIL] 2.2.3.7.1.2): "<mx.example.com #5.1.1 smtp;550 5.1.1 ...>", each of the three
// optional; also Exchange's "#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##". Other words are a diagnostic.
SupplementaryInfo read_supplementary_info(std::string_view text);

// PidTagNonDeliveryReportStatusCode, 511 -> "5.1.1" ([MS-OXCMAIL] 2.2.3.7.1.3: a digit beyond 9 became 0). Empty for
// what is no such code.
std::string status_of_number(std::uint32_t number);

// What PidTagNonDeliveryReportDiagCode says, as a status code of this class ('4' or '5'): the table of [MS-OXCMAIL]
// 2.2.3.7.1.3 read backwards. Empty where several lead to one, or none.
std::string status_of_diagnostic(std::uint32_t code, char kind);

// The same of PidTagNonDeliveryReportReasonCode, where there is no diagnostic: the reasons of X.411 (MAPI_REASON_*) and
// what RFC 3463 3 calls the same. Empty for those that tell no more than that it failed (0 is what stands there when
// nobody wrote anything).
std::string status_of_reason(std::uint32_t code, char kind);

// PidTagNonDeliveryReportDiagCode where nobody wrote one (MAPI_DIAG_NO_DIAGNOSTIC).
inline constexpr std::uint32_t kNoDiagnostic = 0xFFFFFFFF;

}  // namespace eb::outlook
