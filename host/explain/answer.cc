// SPDX-License-Identifier: MIT
#include "host/explain/answer.h"

#include <exception>
#include <utility>

#include "host/explain/catalog.h"
#include "host/explain/explainer.h"
#include "host/explain/values.h"
#include "mime/message.h"
#include "mime/report.h"
#include "mime/text.h"

namespace eb {
namespace {

constexpr std::size_t longest_diagnostic = 2000;  // characters

void put(Json& object, const char* key, std::string_view value) {
  if (!value.empty()) object[key] = std::string(value);
}

Json head(const Question& question, std::string_view language) {
  Json answer;
  answer["schema"] = 1;
  answer["host"] = EXPLAIN_BOUNCE_VERSION;
  put(answer, "file", question.file);
  put(answer, "lang", language);
  return answer;
}

Json error(const Question& question, std::string_view code, std::string_view detail) {
  Json answer;
  answer["schema"] = 1;
  put(answer, "file", question.file);
  answer["error"] = {{"code", code}, {"detail", detail}};
  return answer;
}

Json original_of(const Returned& mail) {
  Json out = Json::object();
  put(out, "message_id", safe(mail.message_id, 1000));
  put(out, "subject", safe(mail.subject, 1000));
  put(out, "from", safe(mail.from, 400));
  Json to = Json::array();
  for (const std::string& address : mail.to)
    if (to.size() < 100) to.push_back(safe(address, 400));
  if (!to.empty()) out["to"] = std::move(to);
  put(out, "date", mail.date);
  return out;
}

Json evidence_of(const Verdict& verdict, bool verbose) {
  Json out = Json::object();
  put(out, "rule", verdict.rule);
  put(out, "source", verdict.source);
  put(out, "matched", verdict.matched);
  if (verbose && !verdict.runners_up.empty()) out["runners_up"] = verdict.runners_up;
  return out;
}

bool got_it(std::string_view action) { return action == "delivered" || action == "relayed" || action == "expanded"; }

Json recipient_of(const Report& report, const ReportedRecipient& recipient, const Values& mail,
                  const Question& question, std::string_view language) {
  Json out = Json::object();
  const std::string address = safe(recipient.address, 400);
  if (address.find('@') != std::string::npos) out["address"] = address;
  if (got_it(recipient.action)) {
    out["action"] = recipient.action;
    return out;
  }
  const Evidence evidence = gather(report, recipient);
  const Verdict verdict = classify(evidence);
  const Values values = recipient_values(mail, recipient, verdict, language);
  put(out, "final_address", safe(recipient.final_address, 400));
  put(out, "action", recipient.action == "delayed" ? "delayed" : "failed");
  put(out, "reason", verdict.reason);
  put(out, "permanence", verdict.permanence);
  put(out, "resend", verdict.resend);
  put(out, "who", verdict.who);
  put(out, "status", evidence.status);
  put(out, "reply_code", evidence.reply_code);
  put(out, "diagnostic", safe(recipient.diagnostic, longest_diagnostic));
  put(out, "remote_mta", safe(recipient.remote_mta));
  put(out, "provider", verdict.provider);
  put(out, "provider_code", verdict.provider_code);
  put(out, "blocklist", verdict.blocklist);
  if (const auto ip = values.find("ip"); ip != values.end()) out["ip"] = ip->second;
  put(out, "last_attempt", recipient.last_attempt);
  put(out, "will_retry_until", recipient.will_retry_until);
  out["explanation"] = explain(verdict, values, language);
  out["evidence"] = evidence_of(verdict, question.verbose);
  return out;
}

Json answer_of(const Report& report, const Question& question) {
  const std::string_view language = best_language(question.lang);
  const Values values = mail_values(report, question, language);
  Json answer = head(question, language);
  answer["kind"] = name(report.kind);
  answer["explanation"] = explain_kind(name(report.kind), values, language);
  put(answer, "reporting_mta", safe(report.reporting_mta));
  put(answer, "arrival_date", report.arrival_date);
  if (Json original = original_of(report.original); !original.empty()) answer["original"] = std::move(original);
  if (report.kind == Kind::feedback_report) {
    Json feedback = Json::object();
    put(feedback, "type", safe(report.feedback_type));
    put(feedback, "address", safe(report.feedback_address, 400));
    if (!feedback.empty()) answer["feedback"] = std::move(feedback);
  }
  put(answer, "contact_instead", safe(report.contact_instead, 400));
  Json recipients = Json::array();
  for (const ReportedRecipient& recipient : report.recipients)
    recipients.push_back(recipient_of(report, recipient, values, question, language));
  if (!recipients.empty()) answer["recipients"] = std::move(recipients);
  return answer;
}

}  // namespace

Json explain_mail(std::string_view bytes, const Question& question) try {
  if (trim(bytes).empty()) return error(question, "unreadable", "the mail is empty");
  const Message message = read_message(bytes);
  return answer_of(read_report(message), question);
} catch (const std::exception& e) {
  return error(question, "unreadable", e.what());
}

Json explain_text(std::string_view text, const Question& question) try {
  if (trim(text).empty()) return error(question, "unreadable", "the text is empty");
  return answer_of(read_visible_text(text), question);
} catch (const std::exception& e) {
  return error(question, "unreadable", e.what());
}

}  // namespace eb
