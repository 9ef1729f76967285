// SPDX-License-Identifier: MIT
#include "host/cli/page.h"

#include <algorithm>

#include "host/cli/display.h"

namespace eb {
namespace {

// Longer lines are hard to read, however wide the window.
constexpr std::size_t kTextWidth = 88;
constexpr std::size_t kLeastWidth = 20;

std::string spaces(std::size_t count) { return std::string(count, ' '); }

}  // namespace

Page::Page(std::size_t width, bool colour) : width_(std::clamp(width, kLeastWidth, kTextWidth)), colour_(colour) {}

void Page::line(std::string_view prefix, std::string_view text, Style style) {
  out_ += prefix;
  const bool styled = colour_ && style != Style::plain && !text.empty();
  if (styled) out_ += style == Style::bold ? "\x1b[1m" : "\x1b[2m";
  out_ += text;
  if (styled) out_ += "\x1b[0m";
  out_ += '\n';
}

void Page::lines(std::string_view first, std::string_view others, std::string_view text, Style style) {
  std::string_view prefix = first;
  for (const std::string& wrapped : wrap(safe(text), width_ - std::min(width_, display_width(first)))) {
    line(prefix, wrapped, style);
    prefix = others;
  }
}

void Page::blank() {
  if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
}

void Page::heading(std::string_view text, std::size_t indent) {
  lines(spaces(indent), spaces(indent), text, Style::bold);
}

void Page::paragraph(std::string_view text, std::size_t indent) {
  lines(spaces(indent), spaces(indent), text, Style::plain);
}

void Page::dim(std::string_view text) { lines("", "", text, Style::dim); }

void Page::labelled(std::string_view label, std::string_view text) {
  const std::string shown = safe(label) + ":";
  const std::vector<std::string> all = wrap(shown + " " + safe(text), width_);
  // The label is short: it stands whole in the first line, or the line is too narrow to style it.
  const bool styled = colour_ && all.front().starts_with(shown);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i == 0 && styled)
      out_ += "\x1b[1m" + shown + "\x1b[0m" + all[0].substr(shown.size()) + "\n";
    else
      line("", all[i], Style::plain);
  }
}

void Page::numbered(const std::vector<std::string>& items) {
  const std::size_t digits = std::to_string(items.size()).size();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    lines("  " + spaces(digits - number.size()) + number + ". ", spaces(digits + 4), items[i], Style::plain);
  }
}

std::size_t Page::label_width(const Rows& rows) {
  std::size_t labels = 0;
  for (const auto& row : rows) labels = std::max(labels, display_width(safe(row.first)));
  return labels;
}

void Page::table(const Rows& rows, std::size_t indent, std::size_t labels) {
  labels = std::min(labels, width_ / 2);
  for (const auto& [name, value] : rows) {
    const std::string label = safe(name);
    const std::size_t used = display_width(label);
    if (used > labels) paragraph(label, indent);
    const std::string first =
        used > labels ? spaces(indent + labels + 2) : spaces(indent) + label + spaces(labels - used + 2);
    lines(first, spaces(indent + labels + 2), value, Style::plain);
  }
}

void Page::verbatim(std::string_view text, std::size_t indent) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    line(spaces(indent), safe(text.substr(0, end)), Style::plain);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace eb
