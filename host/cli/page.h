// SPDX-License-Identifier: MIT
// Lines of text as a terminal shows them: headings, paragraphs, numbered steps, two columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eb {

// Everything put on a page is made safe first (display.h).
class Page {
 public:
  Page(std::size_t width, bool colour);

  void blank();  // one empty line, however often it is asked for; none at the top
  void heading(std::string_view text, std::size_t indent = 0);
  void paragraph(std::string_view text, std::size_t indent = 0);
  void dim(std::string_view text);
  // "label: text"; the label stands out
  void labelled(std::string_view label, std::string_view text);
  // "  1. text", the lines below the first one indented as far
  void numbered(const std::vector<std::string>& items);
  // Labels in a column of `labels` columns, their values in another
  using Rows = std::vector<std::pair<std::string, std::string>>;
  void table(const Rows& rows, std::size_t indent, std::size_t labels);
  // Lines as they are, never broken: to be copied
  void verbatim(std::string_view text, std::size_t indent);
  // How wide the column of labels must be
  static std::size_t label_width(const Rows& rows);

  std::string take() { return std::move(out_); }

 private:
  enum class Style { plain, bold, dim };
  void line(std::string_view prefix, std::string_view text, Style style);
  void lines(std::string_view first, std::string_view others, std::string_view text, Style style);
  std::string out_;
  std::size_t width_;
  bool colour_;
};

}  // namespace eb
