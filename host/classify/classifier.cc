// SPDX-License-Identifier: MIT
#include <hs/hs.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "host/classify/rule_table.h"
#include "host/classify/verdict.h"
#include "host/evidence/code.h"
#include "host/evidence/phrases.h"
#include "mime/ascii.h"
#include "mime/text.h"

namespace eb {
namespace {

using namespace rule_table;

std::string_view text(Ref ref) { return {blob + ref.offset, ref.size}; }

// What a rule's match is worth, from the order that CONTRIBUTING.md gives. Prose around the refusal (boilerplate that
// lists what may be wrong) is worth less than a specific status.
enum Rank : int {
  action_rank,
  reply_rank,
  class_status_rank,  // x.0.0
  no_cause_rank,      // words that say that it failed, and no more
  vague_status_rank,
  weak_prose_rank,
  weak_words_rank,
  prose_rank,
  status_rank,
  provider_vague_status_rank,
  words_rank,
  words_status_rank,
  provider_status_rank,
  provider_words_rank,
  token_rank
};

struct Candidate {
  const RuleRow* rule;
  Rank rank;
  std::uint32_t length;
  std::string_view source;
  std::string_view matched;
  std::string_view code;  // where the rule's code is what matched: it, in normalized form
};

bool tells_no_cause(const RuleRow& rule) { return text(rule_table::reasons[rule.reason].id) == "not_stated"; }

bool better(const Candidate& a, const Candidate& b) {
  if (a.rank != b.rank) return a.rank > b.rank;
  // "Permanent error" beside "retry timeout exceeded", however long, says nothing.
  if (tells_no_cause(*a.rule) != tells_no_cause(*b.rule)) return tells_no_cause(*b.rule);
  if (a.length != b.length) return a.length > b.length;
  return a.rule < b.rule;
}

bool status_fits(std::string_view wanted, std::string_view status) {
  if (wanted.front() != 'x') return wanted == status;
  return !status.empty() && (status.front() == '4' || status.front() == '5') && wanted.substr(1) == status.substr(1);
}

bool reply_fits(std::string_view wanted, std::string_view reply) {
  return wanted.substr(1) == "xx" ? !reply.empty() && wanted.front() == reply.front() : wanted == reply;
}

bool conditions_hold(const RuleRow& rule, const Evidence& evidence) {
  const auto any = [](Run run, auto fits) {
    for (std::uint32_t i = 0; i < run.count; ++i)
      if (fits(text(strings[run.first + i]))) return true;
    return run.count == 0;
  };
  return any(rule.statuses, [&](std::string_view s) { return status_fits(s, evidence.status); }) &&
         any(rule.replies, [&](std::string_view r) { return reply_fits(r, evidence.reply_code); }) &&
         (rule.if_provider.empty() || text(rule.if_provider) == evidence.provider) &&
         (rule.if_action.empty() || text(rule.if_action) == evidence.action);
}

Rank rank_of_words(const RuleRow& rule, Source source) {
  if (rule.weak && tells_no_cause(rule)) return no_cause_rank;
  if (rule.token) return token_rank;
  const bool prose = source != Source::diagnostic;
  if (rule.weak) return prose ? weak_prose_rank : weak_words_rank;
  if (!rule.if_provider.empty()) return prose ? status_rank : provider_words_rank;
  if (prose) return prose_rank;
  return rule.statuses.count > 0 ? words_status_rank : words_rank;
}

Rank rank_without_words(const RuleRow& rule, const Evidence& evidence) {
  const bool provider = !rule.if_provider.empty();
  if (rule.statuses.count > 0) {
    if (!provider && evidence.status.substr(1) == ".0.0") return class_status_rank;
    if (is_vague_status(evidence.status)) return provider ? provider_vague_status_rank : vague_status_rank;
    return provider ? provider_status_rank : status_rank;
  }
  return rule.replies.count > 0 ? reply_rank : action_rank;
}

// The database, made at build time and used where it stands, and the scratch space that a scan needs.
class Engine {
 public:
  Engine() {
    if (hs_alloc_scratch(database_, &scratch_) != HS_SUCCESS) scratch_ = nullptr;
  }
  ~Engine() { hs_free_scratch(scratch_); }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // A row of `patterns`, and where in the text it stands. The begin of a regular expression is known only where the
  // rule asks for it.
  struct Match {
    unsigned pattern;
    std::size_t begin, end;
  };
  std::vector<Match> matches(std::string_view s) const {
    std::vector<Match> found;
    if (scratch_ == nullptr) return found;
    const auto collect = [](unsigned id, unsigned long long from, unsigned long long to, unsigned, void* out) {
      auto& all = *static_cast<std::vector<Match>*>(out);
      const bool known = std::any_of(all.begin(), all.end(), [&](const Match& m) { return m.pattern == id; });
      if (!known) all.push_back({id, static_cast<std::size_t>(from), static_cast<std::size_t>(to)});
      return 0;
    };
    hs_scan(database_, s.data(), static_cast<unsigned>(s.size()), 0, scratch_, collect, &found);
    std::erase_if(found, [&](Match& match) { return !is_whole(match, s); });
    return found;
  }

 private:
  // The database finds one phrase of several, and inside of words, too.
  static bool is_whole(Match& match, std::string_view s) {
    const Run phrases = patterns[match.pattern].phrases;
    if (phrases.count == 0) return true;
    const PhrasePlace place =
        find_phrases(s, phrases.count, [&](std::size_t i) { return text(strings[phrases.first + i]); });
    match.begin = place.begin;
    match.end = place.end;
    return place.found();
  }

  const hs_database_t* database_ = reinterpret_cast<const hs_database_t*>(rule_table::database);
  hs_scratch_t* scratch_ = nullptr;
};

// The code that begins where a match does: to the end of the match, and of the word that goes on there; without the
// brackets around it.
std::string_view code_at(std::string_view normalized, std::size_t begin, std::size_t end) {
  const auto goes_on = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_'; };
  if (end > begin && goes_on(normalized[end - 1]))
    while (end < normalized.size() && goes_on(normalized[end])) ++end;
  std::string_view code = trim(normalized.substr(begin, end - begin));
  for (const std::string_view pair : {"()", "[]"}) {
    if (code.empty() || code.back() != pair[1]) continue;
    const std::size_t open = code.find(pair[0]);
    if (open == 0) code.remove_prefix(1);
    if (open == 0 || open == std::string_view::npos) code.remove_suffix(1);
  }
  return code;
}

// A code of the normalized text as it stands in the mail, with its capitals.
std::string as_written(std::string_view code, std::string_view diagnostic) {
  const std::size_t at = ascii_lower(diagnostic).find(code);
  return std::string(at == std::string::npos ? code : diagnostic.substr(at, code.size()));
}

std::vector<Candidate> candidates_of(const Evidence& evidence) {
  // One engine for each thread: a scan of ten thousand mails opens it once.
  thread_local const Engine engine;
  std::vector<Candidate> found;
  bool own_words_speak = false;
  for (const EvidenceText& part : evidence.texts) {
    if (own_words_speak && part.source != Source::diagnostic) break;
    for (const Engine::Match& match : engine.matches(part.normalized)) {
      const PatternRow& pattern = patterns[match.pattern];
      const RuleRow& rule = rules[pattern.rule];
      if (!conditions_hold(rule, evidence)) continue;
      found.push_back({&rule, rank_of_words(rule, part.source), pattern.length,
                       part.source == Source::diagnostic ? "diagnostic" : "text", text(pattern.words),
                       rule.code_is_match ? code_at(part.normalized, match.begin, match.end) : std::string_view{}});
      if (part.source == Source::diagnostic && !rule.weak) own_words_speak = true;
    }
  }
  for (std::size_t i = 0; i < rule_count; ++i) {
    const RuleRow& rule = rules[i];
    if (rule.has_words || !conditions_hold(rule, evidence)) continue;
    const bool status = rule.statuses.count > 0;
    const std::string_view source = status ? "status" : rule.replies.count > 0 ? "reply_code" : "action";
    const std::string_view matched = status                   ? evidence.status
                                     : rule.replies.count > 0 ? evidence.reply_code
                                                              : evidence.action;
    found.push_back({&rule, rank_without_words(rule, evidence), 0, source, matched, {}});
  }
  std::sort(found.begin(), found.end(), better);
  return found;
}

std::string_view permanence_of(const Evidence& evidence) {
  if (evidence.still_trying) return "temporary";
  for (const std::string& code : {evidence.status, evidence.reply_code}) {
    if (code.empty()) continue;
    if (code.front() == '5') return "permanent";
    if (code.front() == '4') return "temporary";
  }
  return evidence.action == "failed" ? "permanent" : "unknown";
}

bool any_of(std::string_view reason, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), reason) != list.end();
}

// The one table of design: a server that still retries needs nobody; a rule's own word; then the reason's.
std::string_view resend_of(const Verdict& verdict, const Evidence& evidence, std::string_view by_rule,
                           std::string_view by_reason) {
  if (evidence.still_trying) return "automatic";
  if (!by_rule.empty()) return by_rule;
  if (verdict.permanence == "temporary" && any_of(verdict.reason, {"dns_failure", "server_error"})) return "later";
  return by_reason;
}

std::string_view who_of(const Verdict& verdict, const Evidence& evidence, std::string_view by_rule,
                        std::string_view by_reason) {
  if (evidence.still_trying && any_of(verdict.reason, {"not_stated", "not_recognised"})) return "nobody";
  const std::string_view who = by_rule.empty() ? by_reason : by_rule;
  return who == "nobody" && !evidence.still_trying ? "sender" : who;
}

const ReasonRow& reason_row(std::string_view id) {
  for (std::size_t i = 0; i < reason_count; ++i)
    if (text(rule_table::reasons[i].id) == id) return rule_table::reasons[i];
  return rule_table::reasons[reason_count - 1];
}

}  // namespace

Verdict classify(const Evidence& evidence) {
  Verdict verdict;
  verdict.permanence = permanence_of(evidence);
  verdict.provider = evidence.provider;
  const std::vector<Candidate> found = candidates_of(evidence);
  std::string_view who;
  std::string_view resend;
  const ReasonRow* reason = nullptr;
  if (found.empty()) {
    reason = &reason_row(evidence.has_words ? "not_recognised" : "not_stated");
  } else {
    const Candidate& winner = found.front();
    reason = &rule_table::reasons[winner.rule->reason];
    verdict.rule = text(winner.rule->id);
    verdict.source = winner.source;
    verdict.matched = std::string(winner.rule->code_is_match ? winner.code : winner.matched);
    verdict.provider_code = winner.rule->code_is_match ? as_written(winner.code, evidence.diagnostic)
                                                       : std::string(text(winner.rule->code));
    verdict.blocklist = text(winner.rule->blocklist);
    // What program refused says less than whose server it was.
    if (!winner.rule->provider.empty() && (!winner.rule->program || verdict.provider.empty()))
      verdict.provider = std::string(text(winner.rule->provider));
    who = text(winner.rule->who);
    resend = text(winner.rule->resend);
    // Words that no rule knows are told as such, not hidden behind a vague code or "permanent failure". A whole
    // sentence that says that there is no cause is known words.
    constexpr std::uint32_t whole_sentence = 30;
    if (tells_no_cause(*winner.rule) && winner.length < whole_sentence &&
        std::any_of(evidence.texts.begin(), evidence.texts.end(),
                    [](const EvidenceText& t) { return t.source == Source::diagnostic && t.normalized.size() > 40; }))
      reason = &reason_row("not_recognised");
    for (const Candidate& loser : found) {
      const std::string id(text(loser.rule->id));
      if (id != verdict.rule &&
          std::find(verdict.runners_up.begin(), verdict.runners_up.end(), id) == verdict.runners_up.end())
        verdict.runners_up.push_back(id);
    }
  }
  verdict.reason = text(reason->id);
  verdict.resend = resend_of(verdict, evidence, resend, text(reason->resend));
  verdict.who = who_of(verdict, evidence, who, text(reason->who));
  return verdict;
}

Verdict verdict_of_rule(std::string_view id) {
  Verdict verdict;
  for (std::size_t i = 0; i < rule_count; ++i) {
    if (text(rules[i].id) != id) continue;
    verdict.rule = text(rules[i].id);
    verdict.reason = text(rule_table::reasons[rules[i].reason].id);
    verdict.provider_code = text(rules[i].code);
    verdict.provider = std::string(text(rules[i].provider));
    break;
  }
  return verdict;
}

std::vector<std::string_view> reasons() {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < reason_count; ++i) out.push_back(text(rule_table::reasons[i].id));
  return out;
}

}  // namespace eb
