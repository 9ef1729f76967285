// SPDX-License-Identifier: MIT
#include "host/cli/lookup.h"

#include "host/cli/help.h"
#include "host/cli/labels.h"
#include "host/cli/options.h"
#include "host/cli/print.h"
#include "host/cli/terminal.h"
#include "host/cli/text_view.h"
#include "host/explain/answer.h"

namespace eb {

int run_lookup(const std::vector<std::string>& words) {
  const auto options = read_lookup_options(words);
  if (!options) return usage(options.error(), "lookup");
  std::string out;
  if (options->help) {
    out = lookup_help();
  } else {
    Question question;
    question.lang = answer_language(options->lang);
    const Json answer = lookup(options->query, question);
    View view;
    view.width = output_width();
    view.colour = output_takes_colour();
    view.labels = catalog_label;
    out = options->format == Format::json ? json_line(answer) : lookup_text(answer, view);
  }
  if (print(out) && flush()) return 0;
  complain("standard output cannot be written");
  return 1;
}

}  // namespace eb
