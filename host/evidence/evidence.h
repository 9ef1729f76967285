// SPDX-License-Identifier: MIT
// Report + recipient -> Evidence: everything that a rule may look at, weighed and made comparable.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mime/report.h"

namespace eb {

// Where words stood, from the most to the least trusted.
enum class Source { diagnostic, notice, header };

// A text in normalized form (see normalize.h), ready for the rules.
struct EvidenceText {
  Source source;
  std::string normalized;
};

struct Evidence {
  std::string address;
  std::string action;         // failed | delayed ...
  bool still_trying = false;  // the server has not given up
  std::string status;         // the enhanced status code to believe (RFC 3463), as it stands in the mail; empty: none
  std::string reply_code;     // the SMTP reply code to believe (RFC 5321 4.2), three digits; empty: none
  std::string provider;       // id of providers.json: who wrote the innermost quoted reply; empty: unknown
  std::string diagnostic;     // as it stands in the mail, for the answer
  std::string remote_mta;
  bool has_words = false;           // something was said about this recipient, beyond what such notices always say
  std::vector<EvidenceText> texts;  // most trusted first; empty ones left out
};

Evidence gather(const Report& report, const ReportedRecipient& recipient);

}  // namespace eb
