// SPDX-License-Identifier: MIT
#include "host/cli/new_rule.h"

#include "host/explain/groups.h"
#include "host/explain/values.h"

namespace eb {

std::string new_rule(const Json& recipient) {
  const Json* evidence = child(recipient, "evidence");
  if (!evidence) return {};
  const std::vector<std::string> words = texts_of(*evidence, "words");
  if (words.empty()) return {};
  const std::string provider = text_of(recipient, "provider");
  Json when = Json::object();
  when["any"] = {cut_text(words.front(), 120)};
  Json rule = Json::object();
  rule["id"] = (provider.empty() ? "phrases" : provider) + "/...";
  rule["reason"] = "...";
  rule["when"] = std::move(when);
  rule["seen"] = {cut_text(text_of(recipient, "diagnostic"), 300)};
  rule["source"] = "https://...";
  return rule.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace eb
