// SPDX-License-Identifier: MIT
#include "host/explain/explainer.h"

#include <utility>

#include "host/explain/catalog.h"

namespace eb {
namespace {

std::string field(const Json& entry, const char* key, std::string_view language, const Values& values) {
  const auto found = entry.find(key);
  return found == entry.end() ? std::string() : fill(*found, language, values);
}

using Places = std::vector<std::pair<std::string_view, std::string>>;  // section, id

Json first_entry(std::string_view language, const Places& places) {
  for (const auto& [section, id] : places)
    if (Json entry = catalog_entry(language, section, id); entry.is_object()) return entry;
  return Json::object();
}

}  // namespace

Explanation filled(const Json& entry, const Values& values, std::string_view language) {
  Explanation out;
  out.headline = field(entry, "headline", language, values);
  out.cause = field(entry, "cause", language, values);
  if (const auto steps = entry.find("steps"); steps != entry.end())
    for (const Json& step : *steps)
      if (std::string text = fill(step, language, values); !text.empty()) out.steps.push_back(std::move(text));
  if (const auto links = entry.find("links"); links != entry.end())
    for (const Json& link : *links) {
      Link one{field(link, "title", language, values), field(link, "url", language, values)};
      if (!one.title.empty() && one.url.starts_with("https://")) out.links.push_back(std::move(one));
    }
  return out;
}

Explanation explain(const Verdict& verdict, const Values& values, std::string_view language) {
  const std::string rule(verdict.rule);
  const std::string reason(verdict.reason);
  // A rule may be one of several wordings of a code: "godaddy/IB508/words" has the words of "godaddy/IB508".
  const auto slash = rule.rfind('/');
  const std::string code = slash == std::string::npos ? rule : rule.substr(0, slash);
  Places places;
  if (verdict.resend == "automatic") {
    for (const auto& [section, id] : Places{{"rules", rule}, {"rules", code}, {"reasons", reason}})
      places.emplace_back(section, id + "@automatic");
    places.emplace_back("reasons", "not_stated@automatic");
  }
  for (const auto& [section, id] : Places{{"rules", rule}, {"rules", code}, {"reasons", reason}}) {
    places.emplace_back(section, id + '@' + std::string(verdict.who));
    if (verdict.permanence == "temporary") places.emplace_back(section, id + "@temporary");
    places.emplace_back(section, id);
  }
  places.emplace_back("reasons", "not_recognised");
  return filled(first_entry(language, places), values, language);
}

Explanation explain_kind(std::string_view kind, const Values& values, std::string_view language) {
  return filled(first_entry(language, {{"kinds", std::string(kind)}}), values, language);
}

Json to_json(const Explanation& explanation) {
  Json out = Json::object();
  if (!explanation.headline.empty()) out["headline"] = explanation.headline;
  if (!explanation.cause.empty()) out["cause"] = explanation.cause;
  if (!explanation.steps.empty()) out["steps"] = explanation.steps;
  for (const Link& link : explanation.links) out["links"].push_back({{"title", link.title}, {"url", link.url}});
  return out;
}

}  // namespace eb
