// SPDX-License-Identifier: MIT
<<<<<<< HEAD
// HTML -> text, the tree built by gumbo and walked without recursion.
#include <gumbo.h>

#include <memory>

#include "mime/html_filter.h"
=======
// HTML -> what a person would read. The only file that includes gumbo.
#include <gumbo.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

>>>>>>> b980088 (wip)
#include "mime/text.h"

namespace eb {
namespace {

<<<<<<< HEAD
constexpr std::size_t longest_html = std::size_t{1} << 20;  // what a server says stands in the first megabyte
constexpr std::size_t deepest_html = 100;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// Text as a page shows it: runs of white space are one blank, blocks stand on lines of their own.
class Writer {
 public:
  void text(std::string_view s, bool verbatim) {
    for (std::size_t i = 0; i < s.size(); ++i) {
      if (s.substr(i).starts_with("\xC2\xA0")) {  // &nbsp;
        put(' ');
        ++i;
      } else if (verbatim && s[i] == '\n') {
        line_break();
      } else if (is_space(s[i]) && !verbatim) {
        blank();
      } else {
        put(s[i]);
      }
    }
  }
  void blank() { blank_ = blank_ || (!out_.empty() && out_.back() != '\n'); }
  void line_break() {
    blank_ = false;
    trim_line();
    if (!out_.empty()) out_.push_back('\n');
  }
  void block() {
    blank_ = false;
    trim_line();
    if (!out_.empty() && out_.back() != '\n') out_.push_back('\n');
  }
  std::string take() {
    while (!out_.empty() && is_space(out_.back())) out_.pop_back();
    return out_.empty() ? out_ : out_ + '\n';
  }

 private:
  void put(char c) {
    if (blank_) out_.push_back(' ');
    blank_ = false;
    out_.push_back(c);
  }
  void trim_line() {
    while (!out_.empty() && (out_.back() == ' ' || out_.back() == '\t')) out_.pop_back();
  }
  std::string out_;
  bool blank_ = false;  // a blank is due before the next character
};

bool is_cell(GumboTag tag) { return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH; }

// The filter left only elements that are blocks, cells or <br>.
bool is_block(GumboTag tag) {
  return !is_cell(tag) && tag != GUMBO_TAG_BR && tag != GUMBO_TAG_HTML && tag != GUMBO_TAG_HEAD &&
         tag != GUMBO_TAG_BODY;
}

class Walk {
 public:
  std::string text_of(const GumboNode* root) {
    for (const GumboNode* node = root; node != nullptr;) {
      enter(*node);
      if (const GumboVector* kids = children(*node); kids != nullptr && kids->length > 0) {
        node = static_cast<const GumboNode*>(kids->data[0]);
        continue;
      }
      node = next(node, root);
    }
    return writer_.take();
  }

 private:
  static const GumboVector* children(const GumboNode& node) {
    return node.type == GUMBO_NODE_ELEMENT ? &node.v.element.children : nullptr;
  }
  const GumboNode* next(const GumboNode* node, const GumboNode* root) {
    while (node != root) {
      leave(*node);
      const GumboNode* parent = node->parent;
      const GumboVector* kids = children(*parent);
      const std::size_t index = node->index_within_parent + 1;
      if (kids != nullptr && index < kids->length) return static_cast<const GumboNode*>(kids->data[index]);
      node = parent;
    }
    return nullptr;
  }
  void enter(const GumboNode& node) {
    if (node.type == GUMBO_NODE_ELEMENT) {
      const GumboTag tag = node.v.element.tag;
      if (tag == GUMBO_TAG_PRE) ++pre_;
      if (tag == GUMBO_TAG_BR) {
        writer_.line_break();
      } else if (is_block(tag)) {
        writer_.block();
      }
    } else if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA) {
      writer_.text(node.v.text.text, pre_ > 0);
    }
  }
  void leave(const GumboNode& node) {
    if (node.type != GUMBO_NODE_ELEMENT) return;
    const GumboTag tag = node.v.element.tag;
    if (tag == GUMBO_TAG_PRE) --pre_;
    if (is_cell(tag)) {
      writer_.blank();
    } else if (is_block(tag)) {
      writer_.block();
    }
  }

  Writer writer_;
  int pre_ = 0;
};

}  // namespace

std::string html_to_text(std::string_view html) {
  std::size_t size = html.size();
  if (size > longest_html) {  // never inside a character
    size = longest_html;
    while (size > 0 && (static_cast<unsigned char>(html[size]) & 0xC0) == 0x80) --size;
  }
  const std::string simple = simple_html(html.substr(0, size), deepest_html);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const std::unique_ptr<GumboOutput, void (*)(GumboOutput*)> parsed(
      gumbo_parse_with_options(&options, simple.data(), simple.size()),
      [](GumboOutput* output) { gumbo_destroy_output(&kGumboDefaultOptions, output); });
  return parsed == nullptr ? std::string() : Walk().text_of(parsed->root);
=======
constexpr std::size_t most_bytes = std::size_t{1} << 20;  // a notice is short; the rest is decoration
constexpr std::size_t most_depth = 512;                   // gumbo itself recurses when it frees its tree

bool is_block(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ADDRESS:
      return true;
    default:
      return false;
  }
}

bool is_hidden(GumboTag tag) {
  return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_HEAD || tag == GUMBO_TAG_TITLE || tag == GUMBO_TAG_NOSCRIPT ||
         tag == GUMBO_TAG_TEMPLATE;
}

class Text {
 public:
  void line() {
    while (!out_.empty() && out_.back() == ' ') out_.pop_back();
    if (!out_.empty() && out_.back() != '\n') out_ += '\n';
  }
  void hard_break() {
    while (!out_.empty() && out_.back() == ' ') out_.pop_back();
    out_ += '\n';
  }
  void blank() {
    if (!out_.empty() && out_.back() != ' ' && out_.back() != '\n') out_ += ' ';
  }
  void add(std::string_view s, bool keep) {
    for (std::size_t i = 0; i < s.size(); ++i) {
      if (s[i] == '\xc2' && i + 1 < s.size() && s[i + 1] == '\xa0') {  // a no-break space
        blank();
        ++i;
      } else if (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r' || s[i] == '\f') {
        if (keep) {
          out_ += s[i] == '\r' ? ' ' : s[i];
        } else {
          blank();
        }
      } else {
        out_ += s[i];
      }
    }
  }
  std::string take() {
    line();
    return std::move(out_);
  }

 private:
  std::string out_;
};

// Tags deeper than most_depth are dropped: what remains is read flat.
std::string without_depth(std::string_view html) {
  std::string out;
  out.reserve(html.size());
  std::size_t depth = 0;
  for (std::size_t i = 0; i < html.size();) {
    if (html[i] != '<' || i + 1 >= html.size()) {
      out += html[i++];
      continue;
    }
    const std::size_t end = html.find('>', i);
    if (end == std::string_view::npos) {
      out.append(html.substr(i));
      break;
    }
    const bool closes = html[i + 1] == '/';
    if (closes && depth > 0) --depth;
    if (depth < most_depth) out.append(html.substr(i, end + 1 - i));
    if (!closes && html[end - 1] != '/' && html[i + 1] != '!') ++depth;
    i = end + 1;
  }
  return out;
}

}  // namespace

std::string html_to_text(std::string_view html) {
  const std::string input = without_depth(html.substr(0, most_bytes));
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* output = gumbo_parse_with_options(&options, input.data(), input.size());
  Text text;
  struct Step {
    const GumboNode* node;
    bool leave;
    bool keep;
  };
  std::vector<Step> open{{output->root, false, false}};
  while (!open.empty()) {
    const Step step = open.back();
    open.pop_back();
    const GumboNode* node = step.node;
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA) {
      text.add(node->v.text.text, step.keep);
      continue;
    }
    if (node->type != GUMBO_NODE_ELEMENT) continue;
    const GumboTag tag = node->v.element.tag;
    if (step.leave) {
      if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) text.blank();
      if (is_block(tag)) text.line();
      if (tag == GUMBO_TAG_P) text.hard_break();
      continue;
    }
    if (is_hidden(tag)) continue;
    if (tag == GUMBO_TAG_BR) {
      text.hard_break();
      continue;
    }
    if (is_block(tag)) text.line();
    open.push_back({node, true, step.keep});
    const bool keep = step.keep || tag == GUMBO_TAG_PRE;
    const GumboVector& children = node->v.element.children;
    for (unsigned i = children.length; i-- > 0;) open.push_back({static_cast<const GumboNode*>(children.data[i]), false, keep});
  }
  gumbo_destroy_output(&options, output);
  return text.take();
>>>>>>> b980088 (wip)
}

}  // namespace eb
