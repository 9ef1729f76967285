// SPDX-License-Identifier: MIT
#include "host/explain/answer.h"

#include <exception>
#include <utility>

#include "host/explain/catalog.h"
#include "host/explain/explainer.h"
#include "host/explain/json_fields.h"
#include "host/explain/lookup.h"
#include "host/explain/notes.h"
#include "host/explain/recipients.h"
#include "host/explain/redact.h"
#include "host/explain/summary.h"
#include "host/explain/values.h"
#include "host/outlook/outlook.h"
#include "mime/message.h"
#include "mime/text.h"
#include "mime/utf8.h"

namespace eb {
namespace {

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

Json notes_to_json(const std::vector<Note>& notes, Values values, std::string_view language) {
  Json out = Json::array();
  for (const Note& note : notes) {
    Json one = Json::object();
    put(one, "id", note.id);
    if (!note.evidence.empty()) one["evidence"] = note.evidence;
    values["forwarder"] = note.forwarder;
    put(one, "text", fill(catalog_entry(language, "words", "note." + std::string(note.id)), language, values));
    out.push_back(std::move(one));
  }
  return out;
}

// For whoever runs the reader's e-mail: with and without names.
Json summaries_of(const Json& answer) {
  Json redacted = answer;
  redact(redacted);
  return {{"redacted", summary_of(redacted)}, {"full", summary_of(answer)}};
}

Json answer_of(const Report& report, const std::vector<std::string>& cuts, const Question& question) {
  const std::string_view language = best_language(question.lang);
  Json out = opening(question);
  out["lang"] = language;
  out["kind"] = name(report.kind);
  put_json(out, "explanation",
           to_json(explain_kind(name(report.kind), values_of(report, question, language), language)));
  if (!cuts.empty()) out["cuts"] = cuts;
  const bool is_report = report.kind != Kind::not_a_report;
  RecipientAnswers answers;
  if (is_report) answers = answer_recipients(report, question, language);
  put_json(out, "notes",
           notes_to_json(notes_of(report, question, answers.reasons), values_of(report, question, language), language));
  if (!is_report) return out;
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
  put_json(out, "recipients", std::move(answers.recipients));
  put_json(out, "groups", std::move(answers.groups));
  if (question.summary) out["summary"] = summaries_of(out);
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
      put(one, "topic", match.topic);
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
