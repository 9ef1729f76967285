// SPDX-License-Identifier: MIT
#include "host/scan/judge.h"

#include <exception>

#include "host/explain/groups.h"
#include "mime/candidate.h"
#include "mime/lines.h"
#include "mime/message.h"
#include "mime/text.h"

namespace eb {
namespace {

bool is_from_line(std::string_view line) { return line.starts_with("From ") || line.starts_with(">From "); }

}  // namespace

std::string_view header_of(std::string_view mail) {
  mail = mail.substr(0, Limits{}.header_block);
  LineReader lines(mail);
  Line line;
  std::size_t begin = std::string_view::npos;
  while (lines.next(line)) {
    const bool is_empty = line.begin == line.end;
    if (begin != std::string_view::npos && is_empty) return mail.substr(begin, line.begin - begin);
    if (begin == std::string_view::npos && !is_empty && !is_from_line(mail.substr(line.begin, line.end - line.begin)))
      begin = line.begin;
  }
  return begin == std::string_view::npos ? std::string_view() : mail.substr(begin);
}

bool is_candidate_header(std::string_view header) { return is_candidate(read_fields(header)); }

std::string received_at(std::string_view header) {
  const std::vector<Field> fields = read_fields(header);
  if (const std::string* received = find_field(fields, "received"))
    if (const std::size_t at = received->rfind(';'); at != std::string::npos)
      if (std::string date = rfc3339_date(trim(std::string_view(*received).substr(at + 1))); !date.empty()) return date;
  const std::string* date = find_field(fields, "date");
  return date == nullptr ? std::string() : rfc3339_date(*date);
}

Judgement judge(std::string_view mail, const Question& question) try {
  const Json answer = explain_mail(mail, question);
  Judgement out;
  out.state = answer.contains("error")                    ? Judgement::State::unreadable
              : text_of(answer, "kind") == "not_a_report" ? Judgement::State::no_report
                                                          : Judgement::State::report;
  if (out.state != Judgement::State::no_report)
    out.answer = answer.dump(-1, ' ', false, Json::error_handler_t::replace);
  return out;
} catch (const std::exception&) {  // out of memory
  return {Judgement::State::unreadable,
          R"({"schema":1,"error":{"code":"internal_error","detail":"not enough memory"}})"};
}

}  // namespace eb
