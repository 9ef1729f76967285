// SPDX-License-Identifier: MIT
#include "host/cli/feedback.h"

#include <fstream>

#include "host/cli/display.h"
#include "host/cli/help.h"
#include "host/cli/labels.h"
#include "host/cli/options.h"
#include "host/cli/print.h"
#include "host/explain/catalog.h"
#include "host/explain/groups.h"
#include "host/feedback/feedback.h"

namespace eb {
namespace {

std::string lines_of(const std::vector<Json>& entries) {
  std::string out;
  for (const Json& entry : entries) out += json_line(entry);
  return out;
}

// A paragraph each: when, what was said, what was explained.
std::string view_of(const std::vector<Json>& entries, const std::string& file, std::string_view language) {
  if (entries.empty()) return catalog_label(language, "feedback.none") + '\n';
  std::string out = catalog_label(language, "feedback.kept_in") + '\n' + file + "\n";
  for (const Json& entry : entries) {
    const auto helpful = entry.find("helpful");
    const bool yes = helpful != entry.end() && helpful->is_boolean() && helpful->get<bool>();
    out += '\n' + text_of(entry, "time") + "  " +
           catalog_label(language, yes ? "feedback.helpful" : "feedback.not_helpful");
    for (const char* key : {"reason", "rule"})
      if (const std::string value = text_of(entry, key); !value.empty()) out += "  " + value;
    out += '\n';
    if (const std::string comment = text_of(entry, "comment"); !comment.empty()) out += "  " + comment + '\n';
  }
  return safe_lines(out);
}

int finished(bool well) {
  if (well && flush()) return 0;
  complain("standard output cannot be written");
  return 1;
}

int export_to(const std::string& target, const std::vector<Json>& entries) {
  if (target.empty() || target == "-") return finished(print(lines_of(entries)));
  std::ofstream out(target, std::ios::binary);
  out << lines_of(entries);
  out.flush();
  if (out) return 0;
  complain(target + ": cannot be written");
  return 1;
}

}  // namespace

int run_feedback(const std::vector<std::string>& words) {
  const auto options = read_feedback_options(words);
  if (!options) return usage(options.error(), "feedback");
  if (options->help) return finished(print(feedback_help()));
  const std::string file = feedback_file();
  const std::string_view language = best_language(answer_language(options->lang));
  if (options->action == "delete") {
    if (const auto done = delete_feedback(file); !done) {
      complain(file + ": " + done.error());
      return 1;
    }
    return finished(print(catalog_label(language, "feedback.deleted") + '\n'));
  }
  const std::vector<Json> entries = list_feedback(file);
  if (options->action == "export") return export_to(options->file, entries);
  return finished(print(options->format == Format::json ? lines_of(entries) : view_of(entries, file, language)));
}

}  // namespace eb
