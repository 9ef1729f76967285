// SPDX-License-Identifier: MIT
#include "host/explain/summary.h"

#include <string_view>
#include <utility>

#include "host/evidence/provider.h"
#include "host/explain/catalog.h"
#include "host/explain/groups.h"
#include "host/explain/json_fields.h"
#include "host/explain/values.h"
#include "host/explain/written_amount.h"

namespace eb {
namespace {

constexpr std::size_t most_addresses = 10;

class Summary {
 public:
  explicit Summary(const Json& answer) : answer_(answer), language_(best_language(text_of(answer, "lang"))) {}

  std::string text() {
    if (const Json* whole = child(answer_, "explanation")) out_ += text_of(*whole, "headline") + '\n';
    line("cli.kind", text_of(answer_, "kind"));
    line("cli.reporter", text_of(answer_, "reporting_mta"));
    line("cli.arrived", text_of(answer_, "arrival_date"));
    if (const Json* original = child(answer_, "original")) {
      line("cli.subject", text_of(*original, "subject"));
      line("cli.date", text_of(*original, "date"));
      line("cli.message_id", text_of(*original, "message_id"));
    }
    for (const Group& group : group_recipients(answer_)) one_group(group);
    return std::move(out_);
  }

 private:
  std::string word(std::string_view key) const {
    const Json found = catalog_entry(language_, "words", key);
    return found.is_string() ? found.get<std::string>() : std::string(key);
  }

  void line(std::string_view label, const std::string& value) {
    if (value.empty()) return;
    out_ += word(label) + word("colon") + ' ' + shown_value(value, longest_diagnostic) + '\n';
  }

  void bytes(std::string_view label, const Json& recipient, const char* key) {
    const auto found = recipient.find(key);
    if (found != recipient.end() && found->is_number_unsigned())
      line(label, written_size(found->get<std::uint64_t>(), language_));
  }

  void one_group(const Group& group) {
    const Json& first = *group.recipients.front();
    std::string named;
    for (std::size_t i = 0; i < group.recipients.size() && i < most_addresses; ++i)
      if (const std::string address = text_of(*group.recipients[i], "address"); !address.empty())
        named += (named.empty() ? "" : ", ") + address;
    if (group.recipients.size() > most_addresses) named += ", \u2026 (" + std::to_string(group.recipients.size()) + ')';
    out_ += '\n';
    line("cli.recipient", named);
    line("cli.reason", text_of(first, "reason"));
    line("cli.status", text_of(first, "status"));
    line("cli.reply_code", text_of(first, "reply_code"));
    const std::string id = text_of(first, "provider");
    std::string provider(provider_name(id));
    if (provider.empty()) provider = id;
    if (const std::string code = text_of(first, "provider_code"); !code.empty()) provider += ", " + code;
    line("cli.provider", provider);
    line("cli.blocklist", text_of(first, "blocklist"));
    line("cli.ip", text_of(first, "ip"));
    bytes("cli.message_size", first, "message_size");
    bytes("cli.size_limit", first, "size_limit");
    line("cli.server", text_of(first, "remote_mta"));
    line("cli.said", text_of(first, "diagnostic"));
    line("cli.last_attempt", text_of(first, "last_attempt"));
    line("cli.retry_until", text_of(first, "will_retry_until"));
    if (const Json* evidence = child(first, "evidence")) line("cli.rule", text_of(*evidence, "rule"));
  }

  const Json& answer_;
  std::string_view language_;
  std::string out_;
};

}  // namespace

std::string summary_of(const Json& answer) { return Summary(answer).text(); }

}  // namespace eb
