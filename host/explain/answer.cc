// SPDX-License-Identifier: MIT
#include "host/explain/answer.h"

#include <exception>
#include <utility>

#include "host/explain/catalog.h"
#include "host/explain/explainer.h"
#include "host/explain/lookup.h"
#include "host/explain/notes.h"
#include "host/explain/retry_after.h"
#include "host/explain/suggestion.h"
#include "host/explain/values.h"
#include "host/outlook/outlook.h"
#include "mime/message.h"
#include "mime/text.h"

namespace eb {
namespace {

constexpr std::size_t longest_diagnostic = 2000;
constexpr std::size_t longest_field = 1000;

// A field with nothing to say is left out. Whatever the mail holds leaves as UTF-8.
void put(Json& out, const char* key, std::string_view value, std::size_t limit = longest_field) {
  if (value.empty()) return;
  out[key] = is_utf8(value) ? cut_text(value, limit) : cut_text(to_utf8(value, {}), limit);
}

void put_json(Json& out, const char* key, Json value) {
  if (!value.empty()) out[key] = std::move(value);
}

Json opening(const Question& question) {
  Json out = Json::object();
  out["schema"] = 1;
  out["host"] = EXPLAIN_BOUNCE_VERSION;
  put(out, "file", question.file, 4096);
  return out;
}

Json error_answer(const Question& question, std::string_view code, std::string_view detail) {
  Json out = Json::object();
  out["schema"] = 1;
  put(out, "file", question.file, 4096);
  out["error"] = {{"code", code}, {"detail", detail}};
  return out;
}

Json original_of(const Returned& original) {
  constexpr std::size_t most = 1000;  // names of a mail to a whole town say no more
  Json out = Json::object();
  put(out, "message_id", original.message_id);
  put(out, "subject", original.subject);
  put(out, "from", original.from);
  Json to = Json::array();
  for (const std::string& address : original.to)
    if (!address.empty() && to.size() < most) to.push_back(shown_value(address, longest_field));
  put_json(out, "to", std::move(to));
  put(out, "date", original.date);
  return out;
}

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

// Only where the address itself is what went wrong.
std::string suggestion_of(const ReportedRecipient& recipient, const Verdict& verdict, const Question& question) {
  const std::string_view reason = verdict.reason;
  const bool missing = reason == "domain_unknown" || reason == "domain_not_accepting_mail";
  if (!missing && reason != "user_unknown" && reason != "address_invalid" && reason != "dns_failure") return {};
  return shown_value(suggestion_for(recipient.address, question.known, missing), longest_field);
}

Json recipient_of(const Report& report, const ReportedRecipient& recipient, const Question& question,
                  std::string_view language) {
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
  int wait = retry_after(evidence.diagnostic);
  if (wait == 0) wait = retry_after(recipient.notice);
  if (wait > 0) out["retry_after"] = wait;
  put(out, "last_attempt", recipient.last_attempt);
  put(out, "will_retry_until", recipient.will_retry_until);
  put(out, "suggestion", suggestion_of(recipient, verdict, question));
  const Values values = values_of(report, recipient, verdict, question, language);
  put_json(out, "explanation", to_json(explain(verdict, values, language)));
  put_json(out, "evidence", evidence_of(verdict, evidence, question.verbose));
  return out;
}

Json notes_to_json(const std::vector<Note>& notes, std::string_view language) {
  Json out = Json::array();
  for (const Note& note : notes) {
    Json one = Json::object();
    put(one, "id", note.id);
    if (!note.evidence.empty()) one["evidence"] = note.evidence;
    const Json words = catalog_entry(language, "words", "note." + std::string(note.id));
    if (words.is_string()) put(one, "text", words.get<std::string>());
    out.push_back(std::move(one));
  }
  return out;
}

Json answer_of(const Report& report, const std::vector<std::string>& cuts, const Question& question) {
  const std::string_view language = best_language(question.lang);
  Json out = opening(question);
  out["lang"] = language;
  out["kind"] = name(report.kind);
  put_json(out, "explanation",
           to_json(explain_kind(name(report.kind), values_of(report, question, language), language)));
  if (!cuts.empty()) out["cuts"] = cuts;
  put_json(out, "notes", notes_to_json(notes_of(report, question), language));
  if (report.kind == Kind::not_a_report) return out;
  put(out, "reporting_mta", report.reporting_mta);
  put(out, "arrival_date", report.arrival_date);
  put_json(out, "original", original_of(report.original));
  if (report.kind == Kind::feedback_report) {
    Json feedback = Json::object();
    put(feedback, "type", report.feedback_type);
    put(feedback, "address", report.feedback_address);
    put_json(out, "feedback", std::move(feedback));
  }
  put(out, "contact_instead", report.contact_instead);
  Json recipients = Json::array();
  for (const ReportedRecipient& recipient : report.recipients)
    recipients.push_back(recipient_of(report, recipient, question, language));
  put_json(out, "recipients", std::move(recipients));
  return out;
}

Json explain_outlook_file(std::string_view bytes, const Question& question) {
  const auto mail = read_outlook_file(bytes);
  if (!mail) return error_answer(question, "unreadable", mail.error());
  Message message = read_message(mail->bytes);
  if (mail->cut) message.cuts.emplace_back("outlook");
  return answer_of(read_report(message), message.cuts, question);
}

// No exception crosses the room's wall: out of memory or a fault of ours is an answer, too.
template <typename Work>
Json guarded(const Question& question, Work work) {
  try {
    return work();
  } catch (const std::exception&) {
    return error_answer(question, "internal_error", "the program failed on this mail");
  }
}

}  // namespace

Json explain_mail(std::string_view bytes, const Question& question) {
  return guarded(question, [&] {
    if (is_outlook_file(bytes)) return explain_outlook_file(bytes, question);
    const Message message = read_message(bytes);
    if (message.parts.front().fields.empty()) return error_answer(question, "unreadable", "there is no header field");
    return answer_of(read_report(message), message.cuts, question);
  });
}

Json explain_text(std::string_view text, const Question& question) {
  return guarded(question, [&] {
    if (trim(text).empty()) return error_answer(question, "unreadable", "there is no text");
    return answer_of(read_visible_text(text), {}, question);
  });
}

Json lookup(std::string_view query, const Question& question) {
  return guarded(question, [&] {
    const std::string_view language = best_language(question.lang);
    Json out = Json::object();
    out["schema"] = 1;
    out["query"] = cut_text(is_utf8(query) ? std::string(query) : to_utf8(query, {}), longest_diagnostic);
    out["lang"] = language;
    out["matches"] = Json::array();
    for (const LookupMatch& match : find_matches(query, language)) {
      Json one = Json::object();
      put(one, "reason", match.reason);
      put(one, "provider", match.provider);
      put(one, "code", match.code);
      put_json(one, "explanation", to_json(match.explanation));
      out["matches"].push_back(std::move(one));
    }
    return out;
  });
}

}  // namespace eb
