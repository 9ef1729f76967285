// SPDX-License-Identifier: MIT
// RFC 4180: a line for each recipient whom a mail did not reach; one for a bounce that names nobody.
#include <array>
#include <utility>

#include "host/cli/display.h"
#include "host/explain/groups.h"
#include "host/scan/writer.h"

namespace eb {
namespace {

constexpr std::string_view kHeader =
    "received_at,folder,uid,file,kind,address,final_address,action,reason,permanence,resend,who,status,reply_code,"
    "provider,provider_code,remote_mta,diagnostic,subject,headline\r\n";

constexpr std::array<const char*, 13> kOfRecipient = {
    "address", "final_address", "action",   "reason",        "permanence", "resend",    "who",
    "status",  "reply_code",    "provider", "provider_code", "remote_mta", "diagnostic"};

// A spreadsheet takes what begins like this for a formula and carries it out; these words are strangers'. An apostrophe
// in front makes it text.
bool is_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos;
}

std::string cell(std::string_view value) {
  std::string text = safe(value);
  // Signs of full width count as well, in some.
  if (is_formula(text) || text.starts_with("\uFF1D") || text.starts_with("\uFF0B") || text.starts_with("\uFF0D") ||
      text.starts_with("\uFF20"))
    text.insert(0, "'");
  if (text.find_first_of("\",\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

class CsvWriter : public ReportWriter {
 public:
  explicit CsvWriter(Sink sink) : sink_(std::move(sink)) {}
  bool begin() override { return sink_(kHeader); }
  bool found(const Found& found) override {
    if (!is_bounce(found.answer)) return true;
    const std::vector<const Json*> missed = missed_recipients(found.answer);
    const Json nobody = Json::object();
    if (missed.empty()) return line(found, nobody);
    for (const Json* recipient : missed)
      if (!line(found, *recipient)) return false;
    return true;
  }
  bool end(const Summary&, const Json&) override { return true; }

 private:
  bool line(const Found& found, const Json& recipient) {
    const Json none;
    const Json* original = child(found.answer, "original");
    const Json* words = child(recipient, "explanation");
    if (words == nullptr) words = child(found.answer, "explanation");
    std::string out = cell(found.received_at) + "," + cell(found.folder) + "," +
                      (found.uid == 0 ? "" : std::to_string(found.uid)) + "," + cell(found.file) + "," +
                      cell(text_of(found.answer, "kind"));
    for (const char* field : kOfRecipient) out += "," + cell(text_of(recipient, field));
    out += "," + cell(text_of(original ? *original : none, "subject"));
    out += "," + cell(text_of(words ? *words : none, "headline")) + "\r\n";
    return sink_(out);
  }
  Sink sink_;
};

}  // namespace

std::unique_ptr<ReportWriter> csv_writer(Sink sink) { return std::make_unique<CsvWriter>(std::move(sink)); }

}  // namespace eb
