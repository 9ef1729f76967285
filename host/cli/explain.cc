// SPDX-License-Identifier: MIT
#include "host/cli/explain.h"

#include <cstdio>
#include <cstring>
#include <exception>
#include <utility>

#include "host/cli/display.h"
#include "host/cli/files_from.h"
#include "host/cli/help.h"
#include "host/cli/in_order.h"
#include "host/cli/labels.h"
#include "host/cli/options.h"
#include "host/cli/print.h"
#include "host/cli/terminal.h"
#include "host/cli/text_view.h"
#include "host/explain/answer.h"
#include "host/explain/groups.h"
#include "host/explain/redact.h"
#include "host/mailbox/mailbox.h"

namespace eb {
namespace {

// One mail, one text, or one thing that could not be read.
struct Item {
  std::string name;
  std::string bytes;
  bool is_text = false;
  bool cut = false;
  bool name_it = false;
  std::string error;  // code; empty: it was read
  std::string detail;
};

struct Shown {
  std::string out;
  std::string complaint;
  bool failed = false;
};

class Explainer {
 public:
  Explainer(const ExplainOptions& options, View view) : options_(options), view_(std::move(view)) {
    question_.lang = answer_language(options.lang);
    question_.me = options.me;
    question_.verbose = options.verbose;
    question_.summary = options.summary;
  }

  // Called in several threads.
  Shown show(const Item& item) const try {
    if (!item.error.empty()) return failure(item.name, item.error, item.detail);
    Question question = question_;
    question.file = item.name;
    Json answer = item.is_text ? explain_text(item.bytes, question) : explain_mail(item.bytes, question);
    if (const auto error = answer.find("error"); error != answer.end() && error->is_object())
      return failure(item.name, error->value("code", "unreadable"), error->value("detail", "cannot be read"));
    if (options_.summary && options_.format == Format::text) return {summary_of_answer(answer), cut_note(item), false};
    if (options_.redact) redact(answer);
    Shown shown;
    shown.complaint = cut_note(item);
    if (options_.format == Format::json) {
      shown.out = json_line(answer);
    } else {
      View view = view_;
      view.name_file = item.name_it;
      shown.out = explanation_text(answer, view);
    }
    return shown;
  } catch (const std::exception&) {  // out of memory
    return failure(item.name, "unreadable", "not enough memory");
  }

 private:
  static std::string cut_note(const Item& item) {
    return item.cut ? item.name + ": only the first 64 MB were read" : std::string();
  }

  std::string summary_of_answer(const Json& answer) const {
    const Json* both = child(answer, "summary");
    return both == nullptr ? std::string() : safe_lines(text_of(*both, options_.redact ? "redacted" : "full"));
  }

  Shown failure(const std::string& name, const std::string& code, const std::string& detail) const {
    Shown shown;
    shown.complaint = name + ": " + detail;
    shown.failed = true;
    if (options_.format == Format::json) {
      Json line = {{"schema", 1}, {"file", name}};
      line["error"] = {{"code", code}, {"detail", detail}};
      shown.out = json_line(line);
    }
    return shown;
  }

  const ExplainOptions& options_;
  View view_;
  Question question_;
};

// Puts what is found in the mailboxes into the queue.
class Feeder : public MailVisitor {
 public:
  Feeder(InOrder<Item, Shown>& queue, bool several) : queue_(queue), several_(several) {}
  void path(const std::string& path, bool is_text) {
    path_ = path;
    is_text_ = is_text;
    if (!enough_) is_text ? whole_file(path, *this) : for_each_mail(path, *this);
  }
  bool mail(Mail mail) override {
    Item item;
    item.name_it = several_ || mail.name != path_;
    item.name = std::move(mail.name);
    item.bytes = std::move(mail.bytes);
    item.cut = mail.cut;
    item.is_text = is_text_;
    return add(std::move(item));
  }
  void trouble(const std::string& name, Trouble what, const std::string& detail) override {
    Item item;
    item.name = name;
    item.error = what == Trouble::not_found ? "not_found" : "unreadable";
    item.detail = detail;
    add(std::move(item));
  }
  bool enough() const { return enough_; }

 private:
  bool add(Item item) {
    enough_ = enough_ || !queue_.add(std::move(item));
    return !enough_;
  }
  InOrder<Item, Shown>& queue_;
  bool several_;
  std::string path_;
  bool is_text_ = false;
  bool enough_ = false;
};

// All that was asked for; the exit code.
int explain_all(const ExplainOptions& options) {
  View view;
  view.width = output_width();
  view.colour = output_takes_colour();
  view.verbose = options.verbose;
  view.labels = catalog_label;
  const Explainer explainer(options, std::move(view));
  bool failed = false;
  bool first = true;
  const auto work = [&](const Item& item) { return explainer.show(item); };
  const auto done = [&](Shown shown) {
    failed = failed || shown.failed;
    if (!shown.complaint.empty()) complain(shown.complaint);
    if (shown.out.empty()) return true;
    if (options.format == Format::text && !std::exchange(first, false)) shown.out.insert(0, "\n\n");
    return print(shown.out);
  };
  InOrder<Item, Shown> queue(options.jobs, work, done);

  const bool several = options.paths.size() > 1 || !options.files_from.empty();
  Feeder feeder(queue, several);
  if (!options.text.empty()) feeder.path(options.text, true);
  for (const std::string& path : options.paths) feeder.path(path, false);
  if (!options.files_from.empty()) {
    const auto each = [&](const std::string& path) {
      feeder.path(path, false);
      return !feeder.enough();
    };
    if (const int error = for_each_line(options.files_from, each)) {
      complain(options.files_from + ": " + std::strerror(error));
      failed = true;
    }
  }
  if (options.text.empty() && options.paths.empty() && options.files_from.empty()) feeder.path("-", false);
  queue.finish();
  if (!flush()) {
    complain("standard output cannot be written");
    failed = true;
  }
  return failed ? 1 : 0;
}

}  // namespace

int run_explain(const std::vector<std::string>& words) {
  const auto options = read_explain_options(words);
  if (!options) return usage(options.error(), "explain");
  if (options->help) return print(explain_help()) && flush() ? 0 : 1;
  const bool nothing_named = options->text.empty() && options->paths.empty() && options->files_from.empty();
  if (nothing_named && input_is_terminal()) return help_instead(explain_help());
  return explain_all(*options);
}

}  // namespace eb
