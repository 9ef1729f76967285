// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "host/explain/answer.h"
#include "mime/report.h"

namespace eb {

// What the answer says of the recipients.
struct RecipientAnswers {
  Json recipients = Json::array();
  Json groups = Json::array();            // those to whom the same happened, by their places in `recipients`
  std::vector<std::string_view> reasons;  // of those that failed
};

RecipientAnswers answer_recipients(const Report& report, const Question& question, std::string_view language);

}  // namespace eb
