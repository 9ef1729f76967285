// SPDX-License-Identifier: MIT
// bytes of a mail -> is it worth reading, and what does it say? The same for mails on a server and on this machine.
#pragma once

#include <string>
#include <string_view>

#include "host/explain/answer.h"

namespace eb {

// The header block in front of a mail, without the "From " line of an mbox; up to the empty line, 256 KB at most.
std::string_view header_of(std::string_view mail);

// A header block that could be a bounce's (mime/candidate.h).
bool is_candidate_header(std::string_view header);

// When the mail came here: of the first Received field (RFC 5321 4.4), else of the Date field. RFC 3339, or empty.
std::string received_at(std::string_view header);

struct Judgement {
  enum class State { report, no_report, unreadable } state = State::no_report;
  std::string answer;  // JSON. Of no report: empty; of an unreadable mail: with `error`
};

// Never throws.
Judgement judge(std::string_view mail, const Question& question);

}  // namespace eb
