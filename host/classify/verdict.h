// SPDX-License-Identifier: MIT
// Evidence -> Verdict: which of the reasons it is, and which rule says so.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/evidence/evidence.h"

namespace eb {

// All ids are words of reasons.json and of the public contract. Strings are static where marked.
struct Verdict {
  std::string_view reason;      // "mailbox_full"
  std::string_view permanence;  // permanent | temporary | unknown
  std::string_view resend;      // later | after_fix | no | automatic | unknown
  std::string_view who;         // sender | sender_admin | recipient | recipient_admin | nobody | unknown
  std::string_view rule;        // "godaddy/IB508"; empty where no rule won
  std::string_view source;      // where the words stood: diagnostic | status | reply_code | text | header | action
  std::string matched;          // the words, normalized
  std::string provider;         // of the winning rule, else of the evidence
  std::string provider_code;    // "IB508"
  std::string_view blocklist;   // "Spamhaus SBL"
  std::vector<std::string> runners_up;  // rules that matched and lost, best first
};

Verdict classify(const Evidence& evidence);

// What a rule says by itself, as if it had won; an empty verdict for an unknown id.
Verdict verdict_of_rule(std::string_view id);

// Every reason's id, in the order of reasons.json.
std::vector<std::string_view> reasons();

}  // namespace eb
