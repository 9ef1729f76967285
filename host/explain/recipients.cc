// SPDX-License-Identifier: MIT
#include "host/explain/recipients.h"

#include <map>
#include <string>
#include <utility>

#include "host/classify/verdict.h"
#include "host/evidence/evidence.h"
#include "host/explain/explainer.h"
#include "host/explain/json_fields.h"
#include "host/explain/suggestion.h"
#include "host/explain/values.h"

namespace eb {
namespace {

// `words` only where no rule knew them: what a new rule would have to fit.
Json evidence_of(const Verdict& verdict, const Evidence& evidence, bool verbose) {
  Json out = Json::object();
  put(out, "rule", verdict.rule);
  put(out, "source", verdict.source);
  put(out, "matched", verdict.matched);
  if (!verbose) return out;
  put_json(out, "runners_up", Json(verdict.runners_up));
  if (verdict.reason != "not_recognised") return out;
  Json words = Json::array();
  for (const EvidenceText& text : evidence.texts) words.push_back(cut_text(text.normalized, longest_diagnostic));
  put_json(out, "words", std::move(words));
  return out;
}

Known known_of(const Report& report, const Question& question) {
  Known known{question.known, {}};
  const auto add = [&](const std::string& address) {
    if (const std::string_view domain = domain_of(address); !domain.empty()) known.domains.emplace_back(domain);
  };
  for (const auto* addresses : {&question.known, &question.me, &report.original.to})
    for (const std::string& address : *addresses) add(address);
  add(report.original.from);
  return known;
}

// Only where the address itself is what went wrong.
std::string suggestion_of(const ReportedRecipient& recipient, const Verdict& verdict, const Known& known) {
  const std::string_view reason = verdict.reason;
  const bool missing = reason == "domain_unknown" || reason == "domain_not_accepting_mail";
  if (!missing && reason != "user_unknown" && reason != "address_invalid" && reason != "dns_failure") return {};
  return shown_value(suggestion_for(recipient.address, known, missing), longest_field);
}

// One explanation is enough for those to whom the same happened.
class Groups {
 public:
  void add(std::size_t index, const Verdict& verdict, const Values& values) {
    std::string key;
    for (const std::string_view part : {verdict.rule, verdict.reason, verdict.who, verdict.resend, verdict.permanence,
                                        std::string_view(verdict.provider_code)})
      key.append(part).push_back('\n');
    const auto [place, is_new] = places_.emplace(std::move(key), groups_.size());
    if (is_new) {
      groups_.push_back({{index}, verdict, values});
      return;
    }
    Group& group = groups_[place->second];
    group.members.push_back(index);
    group.values = common_values(std::move(group.values), values);
  }

  Json to_json(std::string_view language) {
    Json out = Json::array();
    for (Group& group : groups_) {
      Json one = Json::object();
      one["recipients"] = group.members;
      if (group.members.size() > 1) {
        group.values["count"] = std::to_string(group.members.size());
        put_json(one, "explanation", eb::to_json(explain(group.verdict, group.values, language)));
      }
      out.push_back(std::move(one));
    }
    return out;
  }

 private:
  struct Group {
    std::vector<std::size_t> members;
    Verdict verdict;
    Values values;  // what is the same for all members
  };
  std::vector<Group> groups_;
  std::map<std::string, std::size_t> places_;
};

Json recipient_of(const Report& report, const ReportedRecipient& recipient, const Question& question,
                  std::string_view language, const Known& known, std::size_t index, Groups& groups,
                  std::vector<std::string_view>& reasons) {
  Json out = Json::object();
  if (recipient.address.find('@') != std::string::npos)
    put(out, "address", shown_value(recipient.address, longest_field));
  if (got_it(recipient)) {
    put(out, "action", recipient.action);
    return out;
  }
  const Evidence evidence = gather(report, recipient);
  const Verdict verdict = classify(evidence);
  const Refusal refusal = refusal_of(recipient, verdict);
  put(out, "final_address", shown_value(recipient.final_address, longest_field));
  put(out, "action", recipient.action == "delayed" ? "delayed" : "failed");
  put(out, "reason", verdict.reason);
  put(out, "permanence", verdict.permanence);
  put(out, "resend", verdict.resend);
  put(out, "who", verdict.who);
  put(out, "status", evidence.status);
  put(out, "reply_code", evidence.reply_code);
  put(out, "diagnostic", evidence.diagnostic, longest_diagnostic);
  put(out, "remote_mta", evidence.remote_mta);
  put(out, "provider", verdict.provider);
  put(out, "provider_code", verdict.provider_code);
  put(out, "blocklist", refusal.blocklist);
  put(out, "ip", refusal.ip);
  if (refusal.retry_after > 0) out["retry_after"] = refusal.retry_after;
  if (refusal.sizes.size > 0) out["message_size"] = refusal.sizes.size;
  if (refusal.sizes.limit > 0) out["size_limit"] = refusal.sizes.limit;
  put(out, "last_attempt", recipient.last_attempt);
  put(out, "will_retry_until", recipient.will_retry_until);
  put(out, "suggestion", suggestion_of(recipient, verdict, known));
  const Values values = values_of(report, recipient, verdict, question, language);
  put_json(out, "explanation", to_json(explain(verdict, values, language)));
  groups.add(index, verdict, values);
  reasons.push_back(verdict.reason);
  put_json(out, "evidence", evidence_of(verdict, evidence, question.verbose));
  return out;
}

}  // namespace

RecipientAnswers answer_recipients(const Report& report, const Question& question, std::string_view language) {
  RecipientAnswers out;
  const Known known = known_of(report, question);
  Groups groups;
  for (const ReportedRecipient& recipient : report.recipients)
    out.recipients.push_back(
        recipient_of(report, recipient, question, language, known, out.recipients.size(), groups, out.reasons));
  out.groups = groups.to_json(language);
  return out;
}

}  // namespace eb
