// SPDX-License-Identifier: MIT
#include "host/native_messaging/services.h"

#include <array>
#include <ctime>

#include "host/explain/catalog.h"
#include "host/explain/words.h"
#include "host/feedback/feedback.h"

namespace eb {

namespace {

std::string now() {
  const std::time_t seconds = std::time(nullptr);
  std::array<char, 32> text{};
  std::tm parts{};
#ifdef _WIN32
  gmtime_s(&parts, &seconds);
#else
  gmtime_r(&seconds, &parts);
#endif
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

bool keep(bool helpful, std::string_view comment, const Json& about) {
  return add_feedback(feedback_file(), feedback_entry(helpful, comment, about, now())).has_value();
}

Json list() {
  Json out = Json::object();
  out["file"] = feedback_file();
  out["entries"] = list_feedback(feedback_file());
  return out;
}

bool forget() { return delete_feedback(feedback_file()).has_value(); }

}  // namespace

Services real_services() {
  return {&explain_mail, &explain_text, &lookup, &languages, &words_of, &keep, &list, &forget};
}

}  // namespace eb
