// SPDX-License-Identifier: MIT
#include "host/explain/explainer.h"

#include <string>
#include <utility>

#include "host/explain/catalog.h"
#include "host/explain/phrase.h"

namespace eb {

Json explanation_of(const Json& entry, const Values& values, std::string_view language) {
  Json out = Json::object();
  for (const char* field : {"headline", "cause"})
    if (std::string text = phrase(entry.value(field, Json()), values, language); !text.empty())
      out[field] = std::move(text);
  Json steps = Json::array();
  for (const auto& step : entry.value("steps", Json::array()))
    if (std::string text = phrase(step, values, language); !text.empty()) steps.push_back(std::move(text));
  if (!steps.empty()) out["steps"] = std::move(steps);
  Json links = Json::array();
  for (const auto& link : entry.value("links", Json::array())) {
    std::string title = phrase(link.value("title", Json()), values, language);
    std::string url = phrase(link.value("url", Json()), values, language);
    if (!title.empty() && !url.empty()) links.push_back({{"title", std::move(title)}, {"url", std::move(url)}});
  }
  if (!links.empty()) out["links"] = std::move(links);
  return out;
}

Json explain(const Verdict& verdict, const Values& values, std::string_view language) {
  const std::string reason(verdict.reason);
  Json entry;
  if (verdict.resend == "automatic") entry = catalog_entry(language, "reasons", reason + "@automatic");
  // A rule may spell its words in several ways under one code: "godaddy/IB508/words".
  std::string rule(verdict.rule);
  if (entry.is_null()) entry = catalog_entry(language, "rules", rule);
  if (const auto last = rule.rfind('/'); entry.is_null() && last != std::string::npos && rule.find('/') != last)
    entry = catalog_entry(language, "rules", rule.substr(0, last));
  if (entry.is_null()) entry = catalog_entry(language, "reasons", reason);
  if (entry.is_null()) entry = catalog_entry(language, "reasons", "not_recognised");
  return explanation_of(entry, values, language);
}

Json explain_kind(std::string_view kind, const Values& values, std::string_view language) {
  return explanation_of(catalog_entry(language, "kinds", kind), values, language);
}

}  // namespace eb
