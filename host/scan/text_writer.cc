// SPDX-License-Identifier: MIT
// The summary for a person at a terminal: what happened, to whom, since when, and what to do first. Fits a screen of 80
// columns and 24 lines where the words allow it; a larger one gets more.
#include <algorithm>
#include <utility>

#include "host/cli/display.h"
#include "host/cli/page.h"
#include "host/evidence/provider.h"
#include "host/explain/groups.h"
#include "host/scan/chart.h"
#include "host/scan/writer.h"

namespace eb {
namespace {

constexpr std::size_t kTwoColumns = 76;
constexpr std::size_t kWidest = 120;
constexpr std::size_t kGap = 3;

// How many lines each list gets: the first that fits the screen, else the last.
struct Rows {
  std::size_t upper, lower, newest;
  bool airy = true;  // empty lines between the lists
};
constexpr Rows kRows[] = {{10, 6, 10}, {8, 5, 8}, {6, 4, 5},        {5, 4, 3},        {4, 3, 2},
                          {3, 3, 2},   {3, 2, 2}, {3, 2, 2, false}, {3, 2, 1, false}, {2, 2, 1, false}};

class TextWriter : public ReportWriter {
 public:
  TextWriter(Sink sink, const Spoken& spoken, const Screen& screen)
      : sink_(std::move(sink)),
        spoken_(spoken),
        screen_(screen),
        width_(std::clamp<std::size_t>(screen.width, 40, kWidest)) {}

  bool end(const Summary& summary, const Json& json) override {
    counts_ = &json;
    for (const Rows& rows : kRows) {
      out_.clear();
      draw(summary, rows);
      // The prompt that comes behind it is a line, too.
      if (static_cast<std::size_t>(std::count(out_.begin(), out_.end(), '\n')) < screen_.height) break;
    }
    return sink_(out_);
  }

 private:
  void draw(const Summary& summary, const Rows& rows) {
    title();
    if (number("bounces") == 0) {
      line(spoken_.word("report.none"));
    } else {
      blank();
      first();
      blank();
      pair(named("report.by_reason", "by_reason", "reason.", rows.upper), domains(rows.upper));
      if (rows.airy) blank();
      pair(named("report.by_who", "by_who", "who.", rows.lower), providers(rows.lower));
      if (rows.airy) blank();
      over_time();
      newest(summary, rows.newest);
    }
    kinds();
    troubles();
  }

  struct Block {
    std::string title;
    std::vector<NamedCount> counts;
  };

  std::uint64_t number(const char* key) const { return counts_->value(key, std::uint64_t{0}); }

  void line(const std::string& text) {
    for (const std::string& wrapped : wrap(safe(text), width_)) out_ += wrapped + "\n";
  }
  void blank() { out_ += "\n"; }
  std::string bold(const std::string& text) const { return screen_.colour ? "\x1b[1m" + text + "\x1b[0m" : text; }

  void title() {
    std::string sources;
    for (const Json& source : (*counts_)["sources"])
      sources += (sources.empty() ? "" : ", ") + source.get<std::string>();
    const std::string title = spoken_.word("report.title");
    const std::size_t left = width_ - std::min(width_, display_width(title) + 2);
    const std::string where = fitted(sources, std::min(left, display_width(safe(sources))));
    out_ += bold(title) + "  " + where + "\n";
    std::string counts = spoken_.count("report.mails", number("mails")) + " \u00B7 " +
                         spoken_.count("report.bounces", number("bounces"));
    if (number("addresses") > 0) counts += " \u00B7 " + spoken_.count("report.addresses", number("addresses"));
    line(counts);
    if ((*counts_)["cancelled"].get<bool>()) line(spoken_.word("report.stopped"));
  }

  void first() {
    std::vector<std::string> steps;
    for (const char* what : {"remove", "sender", "sender_admin", "recipient", "wait"})
      if (const auto count = (*counts_)["first"][what].get<std::uint64_t>(); count > 0)
        steps.push_back(spoken_.count("report.first." + std::string(what), count));
    if (steps.empty()) return;
    Page page(width_, screen_.colour);
    page.heading(spoken_.word("report.first"));
    page.numbered(steps);
    out_ += page.take();
  }

  template <typename Name>
  Block block(const char* title, const char* key, std::size_t rows, Name name) const {
    Block out{spoken_.word(title), {}};
    for (const auto& [id, count] : (*counts_)[key].items())
      out.counts.push_back({name(id), count.template get<std::uint64_t>()});
    out.counts = with_others(std::move(out.counts), rows, spoken_.word("report.others"));
    return out;
  }
  Block named(const char* title, const char* key, const std::string& prefix, std::size_t rows) const {
    return block(title, key, rows, [&](const std::string& id) { return spoken_.word(prefix + id); });
  }
  Block domains(std::size_t rows) const {
    return block("report.by_domain", "by_domain", rows, [](const std::string& id) { return id; });
  }
  Block providers(std::size_t rows) const {
    return block("report.by_provider", "by_provider", rows, [](const std::string& id) {
      const std::string_view name = provider_name(id);
      return name.empty() ? id : std::string(name);
    });
  }

  std::vector<std::string> lines_of(const Block& block, std::size_t width) const {
    if (block.counts.empty()) return {};
    std::uint64_t most = 0;
    for (const NamedCount& one : block.counts)
      if (!one.rest) most = std::max(most, one.count);
    std::vector<std::string> lines = bar_lines(block.counts, width, most);
    lines.insert(lines.begin(), bold(fitted(block.title, width)));
    return lines;
  }

  // Side by side where there is room.
  void pair(const Block& left, const Block& right) {
    if (screen_.width < kTwoColumns || right.counts.empty()) {
      for (const Block* block : {&left, &right})
        for (const std::string& text : lines_of(*block, width_)) out_ += text + "\n";
      return;
    }
    const std::size_t column = (width_ - kGap) / 2;
    const std::vector<std::string> a = lines_of(left, column);
    const std::vector<std::string> b = lines_of(right, column);
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
      out_ += i < a.size() ? a[i] : std::string(column, ' ');
      if (i < b.size()) out_ += std::string(kGap, ' ') + b[i];
      out_ += "\n";
    }
  }

  void over_time() {
    std::vector<std::pair<std::string, std::uint64_t>> days;
    for (const auto& [day, count] : (*counts_)["by_day"].items()) days.emplace_back(day, count.get<std::uint64_t>());
    // One day alone has no course.
    if (days.size() < 2) return;
    const std::string title = spoken_.word("report.over_time");
    const std::size_t used = display_width(title) + 26;
    const Span span = span_of(days, width_ > used + 10 ? std::min<std::size_t>(width_ - used, 60) : 10);
    static constexpr const char* kUnits[] = {"report.per_day", "report.per_week", "report.per_month"};
    const std::string unit = spoken_.word(kUnits[static_cast<std::size_t>(span.unit)]);
    out_ += bold(title) + "  " + span.first + " \u2502" + spark_line(span.counts) + "\u2502 " + span.last;
    if (used + span.counts.size() + display_width(unit) + 2 <= width_) out_ += "  " + unit;
    out_ += "\n";
  }

  void newest(const Summary& summary, std::size_t rows) {
    const std::vector<Summary::Recent> recent = summary.newest();
    out_ += bold(spoken_.word("report.newest")) + "\n";
    for (std::size_t i = 0; i < std::min(rows, recent.size()); ++i) {
      const Summary::Recent& one = recent[i];
      std::string text = one.received_at.substr(0, 10);
      text += std::string(12 - std::min<std::size_t>(text.size(), 12), ' ') + one.address;
      if (!one.address.empty()) text += "  ";
      text += spoken_.word(one.reason.empty() ? "kind." + one.kind : "reason." + one.reason);
      std::string shown = fitted(text, width_);
      shown.erase(shown.find_last_not_of(' ') + 1);
      out_ += shown + "\n";
    }
  }

  // What else was found: the figures above are of bounces alone.
  void kinds() {
    if (number("others") == 0) return;
    std::string text;
    for (const auto& [kind, count] : (*counts_)["by_kind"].items()) {
      if (kind == "failure" || kind == "delay" || kind == "held") continue;
      text +=
          (text.empty() ? "" : ", ") + spoken_.word("kind." + kind) + " " + std::to_string(count.get<std::uint64_t>());
    }
    line(spoken_.word("report.by_kind") + spoken_.word("colon") + ' ' + text);
  }

  void troubles() {
    if (number("unreadable") > 0) line(spoken_.count("report.unreadable", number("unreadable")));
  }

  Sink sink_;
  const Spoken& spoken_;
  Screen screen_;
  std::size_t width_;
  const Json* counts_ = nullptr;
  std::string out_;
};

}  // namespace

std::unique_ptr<ReportWriter> text_writer(Sink sink, const Spoken& spoken, const Screen& screen) {
  return std::make_unique<TextWriter>(std::move(sink), spoken, screen);
}

}  // namespace eb
