// SPDX-License-Identifier: MIT
#include "host/scan/news.h"

#include <utility>

#include "host/cli/labels.h"
#include "host/cli/print.h"
#include "host/cli/terminal.h"
#include "host/cli/text_view.h"
#include "host/scan/output_file.h"
#include "host/scan/shell.h"

namespace eb {
namespace {

std::string as_text(const Found& found, bool verbose) {
  View view;
  view.width = output_width();
  view.colour = output_takes_colour();
  view.verbose = verbose;
  view.labels = catalog_label;
  view.name_file = true;
  Json answer = found.answer;
  answer["file"] = found.uid != 0 ? found.folder + ", UID " + std::to_string(found.uid) : found.file;
  return "\n" + explanation_text(answer, view) + "\n";
}

}  // namespace

News::News(const ScanOptions& options, Removals removals, std::function<bool(std::string_view)> print)
    : options_(options), removals_(std::move(removals)), print_(std::move(print)) {}

void News::tell(const Found& found) {
  if (!is_bounce(found.answer)) return;
  const std::string line = found_line(found);
  if (!print_(options_.format == ScanFormat::json ? line : as_text(found, options_.verbose))) {
    ended_ = true;
    return;
  }
  if (!options_.addresses_to_remove.empty()) {
    removals_.add(found);
    if (const std::string fault = write_removals(options_.addresses_to_remove, removals_); !fault.empty())
      complain(options_.addresses_to_remove + ": " + fault);
  }
  if (options_.exec.empty()) return;
  if (const int code = run_hook(options_.exec, line); code != 0)
    complain(code < 0 ? "--exec: the command cannot be started: " + options_.exec
                      : "--exec: the command ended with exit code " + std::to_string(code) + ": " + options_.exec);
}

std::string write_removals(const std::string& file, const Removals& removals) {
  OutputFile out(file);
  if (out.write(removal_lines(removals)) && out.commit()) return {};
  return out.fault();
}

}  // namespace eb
