// SPDX-License-Identifier: MIT
// HTML -> text, the tree built by gumbo and walked without recursion.
#include <gumbo.h>

#include <memory>

#include "mime/html_filter.h"
#include "mime/text.h"

namespace eb {
namespace {

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
}

}  // namespace eb
