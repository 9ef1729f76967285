// SPDX-License-Identifier: MIT
// Parsers of HTML look through all open elements at each tag, re-open formatting in each paragraph, and compare each
// attribute with those before it: a hostile mail makes that quadratic, and freeing a deep tree recurses. What reaches
// the parser has none of that: few open elements, no formatting, no attributes.
#include "mime/html_filter.h"

#include <algorithm>
#include <array>

#include "mime/ascii.h"
#include "mime/text.h"

namespace eb {
namespace {

enum class Role { drop, block, cell, line_break, hidden };

struct Known {
  std::string_view name;
  Role role;
};

constexpr std::array<Known, 45> known_tags = {{
    {"address", Role::block},   {"article", Role::block}, {"blockquote", Role::block}, {"br", Role::line_break},
    {"caption", Role::block},   {"center", Role::block},  {"dd", Role::block},         {"dir", Role::block},
    {"div", Role::block},       {"dl", Role::block},      {"dt", Role::block},         {"fieldset", Role::block},
    {"figure", Role::block},    {"footer", Role::block},  {"form", Role::block},       {"h1", Role::block},
    {"h2", Role::block},        {"h3", Role::block},      {"h4", Role::block},         {"h5", Role::block},
    {"h6", Role::block},        {"header", Role::block},  {"hr", Role::line_break},    {"iframe", Role::hidden},
    {"li", Role::block},        {"main", Role::block},    {"menu", Role::block},       {"nav", Role::block},
    {"noframes", Role::hidden}, {"ol", Role::block},      {"p", Role::block},          {"pre", Role::block},
    {"script", Role::hidden},   {"section", Role::block}, {"style", Role::hidden},     {"table", Role::block},
    {"tbody", Role::block},     {"td", Role::cell},       {"tfoot", Role::block},      {"th", Role::cell},
    {"thead", Role::block},     {"title", Role::hidden},  {"tr", Role::block},         {"ul", Role::block},
    {"xml", Role::hidden},
}};

Role role_of(std::string_view name) {
  const auto* at = std::lower_bound(known_tags.begin(), known_tags.end(), name,
                                    [](const Known& known, std::string_view wanted) { return known.name < wanted; });
  return at != known_tags.end() && at->name == name ? at->role : Role::drop;
}

class Filter {
 public:
  Filter(std::string_view html, std::size_t depth) : html_(html), limit_(depth) { out_.reserve(html.size()); }
  std::string run();

 private:
  void markup();
  void tag();
  void keep(std::string_view name, Role role, bool closing);
  void skip_past(std::string_view end);
  void skip_hidden(std::string_view name);
  std::size_t tag_end(std::size_t from) const;

  std::string_view html_;
  std::size_t limit_;
  std::size_t at_ = 0;
  std::size_t open_ = 0;
  std::string out_;
};

std::string Filter::run() {
  while (at_ < html_.size()) {
    const std::size_t next = std::min(html_.find('<', at_), html_.size());
    out_.append(html_.substr(at_, next - at_));
    at_ = next;
    if (at_ < html_.size()) markup();
  }
  return std::move(out_);
}

void Filter::markup() {
  const std::string_view rest = html_.substr(at_);
  const char second = rest.size() > 1 ? rest[1] : '\0';
  if (rest.starts_with("<!--")) {
    at_ += 4;
    if (html_.substr(at_).starts_with('>')) return void(++at_);  // "<!-->" is a whole comment
    skip_past("-->");
  } else if (second == '!' || second == '?') {  // conditional comments and declarations
    skip_past(">");
  } else if (is_letter(second) || (second == '/' && rest.size() > 2 && is_letter(rest[2]))) {
    tag();
  } else {
    out_ += "&lt;";  // no markup: "a < b"
    ++at_;
  }
}

void Filter::skip_past(std::string_view end) {
  const std::size_t found = html_.find(end, at_);
  at_ = found == std::string_view::npos ? html_.size() : found + end.size();
}

// The '>' that ends the tag; one within a quoted attribute value does not.
std::size_t Filter::tag_end(std::size_t from) const {
  char quote = '\0';
  char before = '\0';
  for (std::size_t i = from; i < html_.size(); ++i) {
    const char c = html_[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '>') {
      return i;
    } else if ((c == '"' || c == '\'') && before == '=') {
      quote = c;
    }
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') before = c;
  }
  return html_.size();
}

void Filter::tag() {
  const bool closing = html_[at_ + 1] == '/';
  const std::size_t begin = at_ + (closing ? 2 : 1);
  std::size_t end = begin;
  while (end < html_.size() && is_alphanumeric(html_[end])) ++end;
  const std::size_t name_size = std::min<std::size_t>(end - begin, 16);  // longer ones are not known
  const std::string name = ascii_lower(html_.substr(begin, name_size));
  const bool prefixed = end < html_.size() && (html_[end] == ':' || html_[end] == '-');  // <o:p>
  const std::size_t close = tag_end(end);
  // An address in angle brackets that somebody forgot to escape is text.
  const std::string_view inside = html_.substr(begin, close - begin);
  if (!closing && inside.size() < 320 && inside.find('@') != std::string_view::npos &&
      inside.find_first_of(" =\"'<\n") == std::string_view::npos) {
    out_ += "&lt;";
    at_ = begin;
    return;
  }
  at_ = close == html_.size() ? close : close + 1;
  const Role role = prefixed ? Role::drop : role_of(name);
  if (role == Role::hidden && !closing && html_[at_ - 2] != '/') {
    skip_hidden(name);
  } else if (role != Role::drop && role != Role::hidden) {
    keep(name, role, closing);
  }
}

void Filter::keep(std::string_view name, Role role, bool closing) {
  if (role == Role::line_break) {
    out_ += "<br>";
  } else if (closing ? open_ > 0 : open_ < limit_) {
    open_ = closing ? open_ - 1 : open_ + 1;
    out_ += closing ? "</" : "<";
    out_ += name;
    out_ += '>';
  } else {
    out_ += role == Role::cell ? " " : "<br>";
  }
}

// To the end of a script or style: "</name" and no markup before it.
void Filter::skip_hidden(std::string_view name) {
  for (std::size_t i = html_.find("</", at_); i != std::string_view::npos; i = html_.find("</", i + 2)) {
    if (!same_word(html_.substr(i + 2, name.size()), name)) continue;
    at_ = i;
    skip_past(">");
    return;
  }
  at_ = html_.size();
}

}  // namespace

std::string simple_html(std::string_view html, std::size_t depth) { return Filter(html, depth).run(); }

}  // namespace eb
