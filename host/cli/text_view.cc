// SPDX-License-Identifier: MIT
#include "host/cli/text_view.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "host/cli/display.h"
#include "host/cli/new_rule.h"
#include "host/cli/page.h"
#include "host/evidence/provider.h"
#include "host/explain/groups.h"

namespace eb {
namespace {

using Rows = Page::Rows;

std::string joined(const std::vector<std::string>& all, std::string_view between) {
  std::string out;
  for (const std::string& one : all) out.append(out.empty() ? "" : between).append(one);
  return out;
}

void add_once(std::vector<std::string>& all, std::string text) {
  if (!text.empty() && std::find(all.begin(), all.end(), text) == all.end()) all.push_back(std::move(text));
}

class Renderer {
 public:
  Renderer(const Json& answer, const View& view)
      : answer_(answer), view_(view), page_(view.width, view.colour), lang_(text_of(answer, "lang")) {}

  std::string explanation() {
    if (view_.name_file) file_name();
    const std::vector<Group> groups = group_recipients(answer_);
    const Json none;
    const Json* whole = child(answer_, "explanation");
    const std::string headline = text_of(whole ? *whole : none, "headline");
    // One group that says all: its headline is enough.
    if (groups.size() != 1 && !headline.empty()) page_.heading(headline);
    if (groups.empty() && whole) body(*whole, {});
    if (groups.empty()) addresses(reached());
    for (const Group& group : groups) one_group(group);
    if (!groups.empty()) arrived();
    notes();
    contact();
    if (answer_.is_object() && answer_.contains("truncated")) {
      page_.blank();
      page_.paragraph(label("cli.truncated"));
    }
    details();
    return page_.take();
  }

  std::string matches() {
    const Json* list = child(answer_, "matches");
    if (!list || list->empty()) {
      page_.paragraph(label("cli.no_match") + label("colon") + ' ' + text_of(answer_, "query"));
      return page_.take();
    }
    for (const Json& match : *list) {
      const Json* explanation = child(match, "explanation");
      if (!explanation) continue;
      page_.blank();
      page_.heading(text_of(*explanation, "headline"));
      std::vector<std::string> known;
      add_once(known, provider(match));
      add_once(known, text_of(match, "reason"));
      page_.dim(joined(known, " \u00b7 "));
      body(*explanation, who(match), match.contains("topic") ? "cli.points" : "cli.steps");
    }
    return page_.take();
  }

 private:
  std::string label(std::string_view key) const { return view_.labels(lang_, key); }

  std::string who(const Json& object) const {
    const std::string id = text_of(object, "who");
    return id.empty() ? std::string() : label("who." + id);
  }

  void file_name() {
    const std::string name = text_of(answer_, "file");
    page_.dim("\u2500\u2500 " + name + " \u2500\u2500");
    page_.blank();
  }

  // What to do and why; the headline stands above already.
  void body(const Json& explanation, const std::string& who_can, std::string_view steps_label = "cli.steps") {
    const std::string cause = text_of(explanation, "cause");
    if (!cause.empty()) {
      page_.blank();
      page_.paragraph(cause);
    }
    if (!who_can.empty()) {
      page_.blank();
      page_.labelled(label("cli.who"), who_can);
    }
    const std::vector<std::string> steps = texts_of(explanation, "steps");
    if (!steps.empty()) {
      page_.blank();
      page_.heading(label(steps_label));
      page_.numbered(steps);
    }
    const Json* links = child(explanation, "links");
    if (!links || links->empty()) return;
    page_.blank();
    page_.heading(label("cli.links"));
    for (const Json& link : *links) {
      for (const char* part : {"title", "url"}) {
        const std::string text = text_of(link, part);
        if (!text.empty()) page_.paragraph(text, 2);
      }
    }
  }

  void addresses(const std::vector<std::string>& all) {
    if (all.empty()) return;
    page_.blank();
    for (const std::string& address : all) page_.paragraph(address, 2);
  }

  void one_group(const Group& group) {
    page_.blank();
    const std::string headline = text_of(*group.explanation, "headline");
    page_.heading(headline);
    std::vector<std::string> who_failed;
    std::vector<std::string> meant;
    for (const Json* recipient : group.recipients) {
      add_once(who_failed, text_of(*recipient, "address"));
      add_once(meant, text_of(*recipient, "suggestion"));
    }
    const bool named = who_failed.size() == 1 && headline.find(who_failed[0]) != std::string::npos;
    if (!named) addresses(who_failed);
    if (!meant.empty()) {
      page_.blank();
      page_.labelled(label("cli.suggestion"), joined(meant, ", "));
    }
    body(*group.explanation, who(*group.recipients.front()));
  }

  // Recipients without an explanation: they got the mail.
  std::vector<std::string> reached() const {
    std::vector<std::string> all;
    const Json* recipients = child(answer_, "recipients");
    if (!recipients) return all;
    for (const Json& recipient : *recipients)
      if (!child(recipient, "explanation")) add_once(all, text_of(recipient, "address"));
    return all;
  }

  void arrived() {
    const std::vector<std::string> all = reached();
    if (all.empty()) return;
    page_.blank();
    page_.heading(label("cli.delivered"));
    for (const std::string& address : all) page_.paragraph(address, 2);
  }

  void notes() {
    const Json* list = child(answer_, "notes");
    if (!list || list->empty()) return;
    page_.blank();
    page_.heading(label("cli.notes"));
    for (const Json& note : *list) page_.paragraph(text_of(note, "text"), 2);
  }

  void contact() {
    const std::string address = text_of(answer_, "contact_instead");
    if (address.empty()) return;
    page_.blank();
    page_.labelled(label("cli.contact"), address);
  }

  // "GoDaddy, IB508"
  static std::string provider(const Json& object) {
    const std::string id = text_of(object, "provider");
    std::vector<std::string> known;
    add_once(known, std::string(provider_name(id)));
    if (known.empty()) add_once(known, id);
    add_once(known, text_of(object, object.contains("provider_code") ? "provider_code" : "code"));
    return joined(known, ", ");
  }

  void row(Rows& rows, std::string_view key, std::string value) const {
    if (!value.empty()) rows.emplace_back(label(key), std::move(value));
  }

  // Seconds in the unit that says them shortest; the symbols are those of ISO 80000-3.
  static std::string wait_of(const Json& recipient) {
    const auto wait = recipient.is_object() ? recipient.find("retry_after") : recipient.end();
    if (wait == recipient.end() || !wait->is_number_integer()) return {};
    const int seconds = wait->get<int>();
    if (seconds % 3600 == 0) return std::to_string(seconds / 3600) + " h";
    if (seconds % 60 == 0) return std::to_string(seconds / 60) + " min";
    return std::to_string(seconds) + " s";
  }

  Rows rows_of(const Json& recipient) const {
    Rows rows;
    row(rows, "cli.final_address", text_of(recipient, "final_address"));
    row(rows, "cli.status", text_of(recipient, "status"));
    row(rows, "cli.reply_code", text_of(recipient, "reply_code"));
    row(rows, "cli.provider", provider(recipient));
    row(rows, "cli.blocklist", text_of(recipient, "blocklist"));
    row(rows, "cli.ip", text_of(recipient, "ip"));
    row(rows, "cli.retry_after", wait_of(recipient));
    row(rows, "cli.server", text_of(recipient, "remote_mta"));
    row(rows, "cli.said", text_of(recipient, "diagnostic"));
    row(rows, "cli.last_attempt", text_of(recipient, "last_attempt"));
    row(rows, "cli.retry_until", text_of(recipient, "will_retry_until"));
    const std::string resend = text_of(recipient, "resend");
    if (!resend.empty()) row(rows, "cli.resend", label("resend." + resend));
    if (!view_.verbose) return rows;
    row(rows, "cli.reason", text_of(recipient, "reason"));
    const Json* evidence = child(recipient, "evidence");
    if (!evidence) return rows;
    row(rows, "cli.rule", text_of(*evidence, "rule"));
    row(rows, "cli.matched", text_of(*evidence, "matched"));
    row(rows, "cli.runners_up", joined(texts_of(*evidence, "runners_up"), ", "));
    return rows;
  }

  void details() {
    // Recipients with the same details stand together, here too.
    std::vector<std::pair<Rows, std::vector<std::string>>> blocks;
    std::size_t count = 0;
    if (const Json* recipients = child(answer_, "recipients")) {
      count = recipients->size();
      for (const Json& recipient : *recipients) {
        Rows rows = rows_of(recipient);
        if (rows.empty()) continue;
        auto known = std::find_if(blocks.begin(), blocks.end(), [&](const auto& block) { return block.first == rows; });
        if (known == blocks.end()) known = blocks.emplace(blocks.end(), std::move(rows), std::vector<std::string>());
        add_once(known->second, text_of(recipient, "address"));
      }
    }
    Rows mail;
    row(mail, "cli.reporter", text_of(answer_, "reporting_mta"));
    if (const Json* original = child(answer_, "original")) {
      row(mail, "cli.subject", text_of(*original, "subject"));
      row(mail, "cli.date", text_of(*original, "date"));
    }
    if (blocks.empty() && mail.empty()) return;
    page_.blank();
    page_.heading(label("cli.details"));
    std::size_t width = Page::label_width(mail);
    for (const auto& block : blocks) width = std::max(width, Page::label_width(block.first));
    for (const auto& [rows, who_has] : blocks) {
      if (count > 1 && !who_has.empty()) page_.paragraph(joined(who_has, ", "), 2);
      page_.table(rows, count > 1 ? 4 : 2, width);
    }
    page_.table(mail, 2, width);
    rules_to_write();
  }

  void rules_to_write() {
    const Json* recipients = child(answer_, "recipients");
    if (!view_.verbose || !recipients) return;
    std::vector<std::string> rules;
    for (const Json& recipient : *recipients) add_once(rules, new_rule(recipient));
    if (rules.empty()) return;
    page_.blank();
    page_.heading(label("cli.new_rule"));
    for (const std::string& rule : rules) page_.verbatim(rule, 2);
  }

  const Json& answer_;
  const View& view_;
  Page page_;
  std::string lang_;
};

}  // namespace

std::string explanation_text(const Json& answer, const View& view) { return Renderer(answer, view).explanation(); }

std::string lookup_text(const Json& answer, const View& view) { return Renderer(answer, view).matches(); }

}  // namespace eb
