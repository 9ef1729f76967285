// SPDX-License-Identifier: MIT
#include "host/scan/summary.h"

#include <algorithm>
#include <functional>

#include "host/explain/groups.h"
#include "host/explain/values.h"
#include "mime/text.h"

namespace eb {
namespace {

constexpr std::size_t kDomains = 1000;
constexpr std::size_t kRecent = 20;
constexpr std::size_t kFaults = 1000;

// Most first, among equals by name; an object keeps that order.
Json most_first(const std::map<std::string, std::uint64_t, std::less<>>& counts, std::size_t limit) {
  std::vector<std::pair<std::string, std::uint64_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (sorted.size() > limit) sorted.resize(limit);
  Json out = Json::object();
  for (const auto& [key, count] : sorted) out[key] = count;
  return out;
}

void count(std::map<std::string, std::uint64_t, std::less<>>& counts, std::string key) {
  if (!key.empty()) ++counts[std::move(key)];
}

// What a recipient calls for, by the words report.first.*; empty: nothing to do.
std::string_view first_for(const Json& recipient) {
  if (is_dead(recipient)) return "remove";
  const std::string resend = text_of(recipient, "resend");
  if (text_of(recipient, "permanence") == "temporary" || text_of(recipient, "action") == "delayed" ||
      resend == "later" || resend == "automatic")
    return "wait";
  const std::string who = text_of(recipient, "who");
  if (who == "sender") return "sender";
  if (who == "sender_admin") return "sender_admin";
  return who == "recipient" || who == "recipient_admin" ? "recipient" : "";
}

}  // namespace

void Summary::add_fault(const std::string& where, const std::string& what) {
  if (faults_.size() < kFaults) faults_.emplace_back(where, what);
}

void Summary::add(const Found& found) {
  count(kinds_, text_of(found.answer, "kind"));
  if (!is_bounce(found.answer)) {
    ++others_;
    return;
  }
  ++bounces_;
  if (found.received_at.size() >= 10) ++days_[found.received_at.substr(0, 10)];
  const std::vector<const Json*> missed = missed_recipients(found.answer);
  for (const Json* recipient : missed) {
    ++recipients_;
    count(reasons_, text_of(*recipient, "reason"));
    count(who_, text_of(*recipient, "who"));
    count(permanences_, text_of(*recipient, "permanence"));
    count(providers_, text_of(*recipient, "provider"));
    const std::string address = text_of(*recipient, "address");
    if (!address.empty()) addresses_.insert(std::hash<std::string>()(ascii_lower(address)));
    count(domains_, ascii_lower(domain_of(address)));
  }
  add_first(missed);
  add_recent(found, missed);
  removals_.add(found);
}

void Summary::add_first(const std::vector<const Json*>& missed) {
  for (const std::string_view what : {"sender", "sender_admin", "wait", "recipient"})
    for (const Json* recipient : missed)
      if (first_for(*recipient) == what) {
        ++first_[std::string(what)];
        return;
      }
}

void Summary::add_recent(const Found& found, const std::vector<const Json*>& missed) {
  Recent recent;
  recent.received_at = found.received_at;
  recent.kind = text_of(found.answer, "kind");
  if (!missed.empty()) {
    recent.address = text_of(*missed.front(), "address");
    recent.reason = text_of(*missed.front(), "reason");
  }
  // Newest first; those without a date last.
  const auto at = std::upper_bound(recent_.begin(), recent_.end(), recent,
                                   [](const Recent& a, const Recent& b) { return a.received_at > b.received_at; });
  recent_.insert(at, std::move(recent));
  if (recent_.size() > kRecent) recent_.pop_back();
}

std::vector<Summary::Recent> Summary::newest() const { return recent_; }

Json Summary::to_json(const Run& run) const {
  Json out = Json::object();
  out["type"] = "summary";
  out["schema"] = 1;
  out["host"] = EXPLAIN_BOUNCE_VERSION;
  out["lang"] = run.lang;
  out["sources"] = run.sources;
  out["began"] = run.began;
  out["ended"] = run.ended;
  out["cancelled"] = run.cancelled;
  out["mails"] = mails_;
  out["bounces"] = bounces_;
  out["others"] = others_;
  out["recipients"] = recipients_;
  out["addresses"] = addresses_.size();
  out["unreadable"] = unreadable_;
  out["by_kind"] = most_first(kinds_, kinds_.size());
  out["by_reason"] = most_first(reasons_, reasons_.size());
  out["by_who"] = most_first(who_, who_.size());
  out["by_permanence"] = most_first(permanences_, permanences_.size());
  out["by_provider"] = most_first(providers_, providers_.size());
  out["by_domain"] = most_first(domains_, kDomains);
  out["by_day"] = Json::object();
  for (const auto& [day, bounces] : days_) out["by_day"][day] = bounces;
  out["first"] = Json::object();
  out["first"]["remove"] = removals_.size();
  for (const char* what : {"sender", "sender_admin", "recipient", "wait"}) {
    const auto at = first_.find(what);
    out["first"][what] = at == first_.end() ? 0 : at->second;
  }
  out["faults"] = Json::array();
  for (const auto& [where, what] : faults_) out["faults"].push_back({{"where", where}, {"what", what}});
  return out;
}

}  // namespace eb
