// SPDX-License-Identifier: MIT
#include "host/native_messaging/session.h"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include "host/feedback/feedback.h"
#include "host/native_messaging/base64.h"
#include "host/native_messaging/fit.h"
#include "host/native_messaging/frame.h"
#include "host/native_messaging/original.h"
#include "host/native_messaging/request.h"

namespace eb {
namespace {

constexpr int kProtocol = 1;

constexpr std::array<ErrorWord, 8> kErrors = {{{-32700, "parse_error"},
                                               {-32600, "invalid_request"},
                                               {-32601, "method_not_found"},
                                               {-32602, "invalid_params"},
                                               {-32603, "internal_error"},
                                               {-32001, "too_large"},
                                               {-32002, "unreadable"},
                                               {-32003, "not_kept"}}};

constexpr std::array<std::string_view, 6> kMethods = {"hello", "explain", "lookup", "words", "original", "feedback"};

// What a method comes to: a result, or a word of the table above.
struct Outcome {
  Json result;
  std::string_view error;
  std::string_view param;  // with invalid_params: which one
};

Outcome fault(std::string_view error, std::string_view param = {}) { return {nullptr, error, param}; }

Json envelope(const Id& id) {
  Json reply = Json::object();
  reply["jsonrpc"] = "2.0";
  reply["id"] = id;
  return reply;
}

std::string write(const Json& reply) { return reply.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string failure(const Id& id, std::string_view word, std::string_view param = {}) {
  Json reply = envelope(id);
  int code = 0;
  for (const ErrorWord& error : kErrors)
    if (error.word == word) code = error.code;
  reply["error"] = {{"code", code}, {"message", word}};
  if (!param.empty()) reply["error"]["data"] = {{"param", param}};
  return write(reply);
}

// The answer of a room, or unreadable where it has none.
Outcome settled(Json answer) {
  if (answer.contains("error")) return fault("unreadable");
  return {std::move(answer), {}, {}};
}

Outcome hello(const Params& params, const Services& services) {
  if (!params.is_text_or_absent("client")) return fault("invalid_params", "client");
  if (!params.is_whole_or_absent("protocol")) return fault("invalid_params", "protocol");
  Json result = Json::object();
  result["protocol"] = kProtocol;
  result["version"] = EXPLAIN_BOUNCE_VERSION;
  result["languages"] = services.languages();
  result["limits"] = {{"request", kRequestLimit}, {"reply", kReplyLimit}};
  return {std::move(result), {}, {}};
}

Outcome explain(const Params& params, const Services& services) {
  Question question;
  if (!params.read_text("lang", question.lang)) return fault("invalid_params", "lang");
  if (!params.read_texts("me", question.me)) return fault("invalid_params", "me");
  if (!params.read_texts("known", question.known)) return fault("invalid_params", "known");
  if (!params.read_flag("summary", question.summary)) return fault("invalid_params", "summary");
  const std::string* raw = params.text("raw");
  const std::string* text = params.text("text");
  if (params.has("raw") && (!raw || text)) return fault("invalid_params", "raw");
  if (!raw && !text) return fault("invalid_params", params.has("text") ? "text" : "raw");
  if (text) return settled(services.explain_text(*text, question));
  const std::optional<std::string> bytes = decode_base64(*raw);
  if (!bytes) return fault("invalid_params", "raw");
  return settled(services.explain_mail(*bytes, question));
}

Outcome lookup(const Params& params, const Services& services) {
  Question question;
  if (!params.read_text("lang", question.lang)) return fault("invalid_params", "lang");
  const std::string* query = params.text("query");
  if (!query) return fault("invalid_params", "query");
  return settled(services.lookup(*query, question));
}

Outcome words(const Params& params, const Services& services) {
  std::string lang;
  std::vector<std::string> sections;
  if (!params.read_text("lang", lang)) return fault("invalid_params", "lang");
  if (!params.read_texts("sections", sections)) return fault("invalid_params", "sections");
  return {services.words(lang, sections), {}, {}};
}

Outcome original(const Params& params) {
  const std::string* raw = params.text("raw");
  const std::optional<std::string> bytes = raw ? decode_base64(*raw) : std::nullopt;
  if (!bytes) return fault("invalid_params", "raw");
  constexpr std::size_t room = kReplyLimit / 4 * 3;
  return {original_of_bounce(*bytes, room), {}, {}};
}

Outcome feedback(const Params& params, const Services& services) {
  std::string action;
  if (!params.read_text("action", action)) return fault("invalid_params", "action");
  if (action == "list") return {services.list_feedback(), {}, {}};
  if (action == "delete") return services.delete_feedback() ? Outcome{{{"deleted", true}}, {}, {}} : fault("not_kept");
  if (action != "keep") return fault("invalid_params", "action");
  bool helpful = false;
  std::string comment;
  if (!params.has("helpful") || !params.read_flag("helpful", helpful)) return fault("invalid_params", "helpful");
  if (!params.read_text("comment", comment)) return fault("invalid_params", "comment");
  Json about = Json::object();
  for (const std::string_view key : feedback_about)
    if (const std::string* value = params.text_of("about", key)) about[std::string(key)] = *value;
  return services.keep_feedback(helpful, comment, about) ? Outcome{{{"kept", true}}, {}, {}} : fault("not_kept");
}

Outcome call(const Request& request, const Services& services) {
  const auto method = [&](std::size_t i) { return request.method == kMethods.at(i); };
  if (std::find(kMethods.begin(), kMethods.end(), request.method) == kMethods.end()) return fault("method_not_found");
  if (!request.params.named()) return fault("invalid_params");
  return method(0)   ? hello(request.params, services)
         : method(1) ? explain(request.params, services)
         : method(2) ? lookup(request.params, services)
         : method(3) ? words(request.params, services)
         : method(4) ? original(request.params)
                     : feedback(request.params, services);
}

}  // namespace

std::span<const ErrorWord> error_words() { return kErrors; }

std::span<const std::string_view> methods() { return kMethods; }

std::string Session::too_large() { return failure(nullptr, "too_large"); }

std::optional<std::string> Session::answer(std::string_view bytes) const {
  Id id = nullptr;
  bool notification = false;
  try {
    const std::optional<RequestJson> document = parse(bytes);
    if (!document) return failure(nullptr, "parse_error");
    const std::optional<Request> request = read_request(*document);
    if (!request) return failure(nullptr, "invalid_request");
    // Nobody would hear what comes of it, so a notification is not carried out.
    notification = !request->id;
    if (notification) return std::nullopt;
    id = *request->id;
    Outcome outcome = call(*request, services_);
    if (!outcome.error.empty()) return failure(id, outcome.error, outcome.param);
    Json reply = envelope(id);
    const std::size_t room = kReplyLimit - write(reply).size() - std::string_view(",\"result\":").size();
    if (!fit(outcome.result, room)) return failure(id, "too_large");
    reply["result"] = std::move(outcome.result);
    return write(reply);
  } catch (const std::exception&) {
    if (notification) return std::nullopt;
  }
  try {
    return failure(id, "internal_error");
  } catch (const std::exception&) {  // out of memory even for that
    return std::nullopt;
  }
}

}  // namespace eb
