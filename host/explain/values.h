// SPDX-License-Identifier: MIT
// What a mail tells, made fit to stand in a sentence. Everything here comes from a mail that anybody may have written.
#pragma once

#include <string>
#include <string_view>

#include "host/classify/verdict.h"
#include "host/explain/answer.h"
#include "host/explain/message_size.h"
#include "host/explain/phrase.h"
#include "mime/report.h"

namespace eb {

// UTF-8 without control, bidirectional, invisible and line-breaking characters, runs of blanks as one, at most `limit`
// bytes (an ellipsis says that it was cut).
std::string shown_value(std::string_view text, std::size_t limit = 200);

// At most `limit` bytes, cut between characters; the words are left alone otherwise. UTF-8 in and out.
std::string cut_text(std::string_view text, std::size_t limit);

// What stands behind the last '@'; empty where there is none.
std::string_view domain_of(std::string_view address);

// RFC 3464 2.3.3: the mail went on its way; nothing needs explaining.
bool got_it(const ReportedRecipient& recipient);

// The reader's own address: the one of `me` that the mail names, else whoever wrote the returned mail, else whom the
// report was sent to. Empty where none of them is known.
std::string reader_of(const Report& report, const Question& question);

// What the refusing server tells.
struct Refusal {
  std::string ip;         // the sending server's, as written
  std::string blocklist;  // "Spamhaus SBL"
  int retry_after = 0;    // seconds; 0: it does not say
  MessageSizes sizes;     // of a mail that is too large
};
Refusal refusal_of(const ReportedRecipient& recipient, const Verdict& verdict);

// The values for the mail as a whole. Those of one recipient are among them where it is the only one.
Values values_of(const Report& report, const Question& question, std::string_view language);

// The values for one recipient, those of the mail included.
Values values_of(const Report& report, const ReportedRecipient& recipient, const Verdict& verdict,
                 const Question& question, std::string_view language);

// What is the same for both.
Values common_values(Values values, const Values& others);

}  // namespace eb
