// SPDX-License-Identifier: MIT
// What the mail as a whole gives away beside the refusals: that the reader never sent it, that it was forwarded, that
// it is a lure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/explain/answer.h"
#include "mime/report.h"

namespace eb {

struct Note {
  std::string_view id;  // not_sent_by_you | check_your_account | forwarded | looks_fake; its words are "note." + id
  std::vector<std::string> evidence = {};  // from the mail, to show
  std::string forwarder = {};              // forwarded: by whom, where it shows
};

// `reasons`: those of the recipients that failed.
std::vector<Note> notes_of(const Report& report, const Question& question,
                           const std::vector<std::string_view>& reasons);

}  // namespace eb
