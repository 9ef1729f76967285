// SPDX-License-Identifier: MIT
// One page that needs nothing else: words and lines are put into the page that the build made.
#include <utility>

#include "host/cli/print.h"
#include "host/explain/words.h"
#include "host/scan/report_page.h"
#include "host/scan/writer.h"

namespace eb {
namespace {

// In JSON "<" stands inside of strings alone: written as an escape no word of a mail ends the element or opens a
// comment.
std::string without_tags(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (const char c : json) {
    if (c == '<')
      out += "\\u003c";
    else
      out += c;
  }
  return out;
}

class HtmlWriter : public ReportWriter {
 public:
  HtmlWriter(Sink sink, const Spoken& spoken) : sink_(std::move(sink)), spoken_(spoken) {}

  bool begin() override {
    // Which of the catalog's words the page wants, it knows alone.
    return until("@WORDS@") && sink_(without_tags(words_of(spoken_.lang(), {}).dump())) && until("@LINES@");
  }
  bool found(const Found& found) override { return sink_(without_tags(found_line(found))); }
  bool end(const Summary&, const Json& json) override { return sink_(without_tags(json_line(json))) && sink_(rest_); }

 private:
  // The page up to that place, which is passed over.
  bool until(std::string_view place) {
    const std::size_t at = rest_.find(place);
    if (at == std::string_view::npos) return false;
    const std::string_view before = rest_.substr(0, at);
    rest_.remove_prefix(at + place.size());
    return sink_(before);
  }
  Sink sink_;
  const Spoken& spoken_;
  std::string_view rest_ = report_page;
};

}  // namespace

std::unique_ptr<ReportWriter> html_writer(Sink sink, const Spoken& spoken) {
  return std::make_unique<HtmlWriter>(std::move(sink), spoken);
}

}  // namespace eb
