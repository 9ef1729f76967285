// SPDX-License-Identifier: MIT
// Address lists (RFC 5322 3.4, 4.4, RFC 6532), read as mails have them. One pass, whatever the length.
#include <algorithm>
#include <utility>

#include "mime/ascii.h"
#include "mime/text.h"

namespace eb {
namespace {

constexpr std::size_t longest_address = 998;  // no line of a mail holds more (RFC 5322 2.1.1)

bool is_atext(char c) {
  return is_alphanumeric(c) || is_high(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_domain(std::string_view domain) {
  if (domain.size() > 2 && domain.front() == '[' && domain.back() == ']') {
    const std::string_view inside = domain.substr(1, domain.size() - 2);
    return std::all_of(inside.begin(), inside.end(),
                       [](char c) { return is_alphanumeric(c) || c == '.' || c == ':' || c == '-'; });
  }
  if (domain.empty() || domain.front() == '.' || domain.back() == '.' || domain.front() == '-') return false;
  if (domain.find("..") != std::string_view::npos) return false;
  return std::all_of(domain.begin(), domain.end(),
                     [](char c) { return is_alphanumeric(c) || is_high(c) || c == '.' || c == '-' || c == '_'; });
}

bool is_local_part(std::string_view local) {
  if (local.size() > 2 && local.front() == '"' && local.back() == '"') {
    for (std::size_t i = 1; i + 1 < local.size(); ++i) {
      if (local[i] == '"' || static_cast<unsigned char>(local[i]) < 32) return false;
      if (local[i] == '\\' && ++i + 1 == local.size()) return false;
    }
    return true;
  }
  // Dots at the end or side by side are no RFC 5322, but some providers gave such addresses out.
  return !local.empty() && local.front() != '.' &&
         std::all_of(local.begin(), local.end(), [](char c) { return is_atext(c) || c == '.'; });
}

// Where the domain's '@' stands; an '@' within quotes belongs to the local part.
std::size_t at_sign(std::string_view address) {
  const std::size_t quote = address.rfind('"');
  return address.find('@', quote == std::string_view::npos ? 0 : quote);
}

bool is_address(std::string_view address) {
  if (address.size() > longest_address) return false;
  const std::size_t at = at_sign(address);
  return at != std::string_view::npos && is_local_part(address.substr(0, at)) && is_domain(address.substr(at + 1));
}

class AddressList {
 public:
  explicit AddressList(std::string_view text) : text_(text) {}
  std::vector<std::string> read();

 private:
  void skip_comment();
  void take_quoted();
  void take_literal();
  void take_angle();
  void take_blanks();
  void finish();
  std::size_t closing_quote(std::size_t open);
  bool add(std::string_view candidate);

  std::string_view text_;
  std::size_t at_ = 0;
  // Once a quote or comment was found to have no end, later ones are not searched for theirs.
  bool quotes_ = true;
  bool comments_ = true;
  std::string bare_;     // the current mailbox without what stands in angle brackets
  bool angled_ = false;  // the current mailbox had an address in angle brackets
  std::vector<std::string> found_;
};

bool AddressList::add(std::string_view candidate) {
  if (!is_address(candidate)) return false;
  found_.emplace_back(candidate);
  return true;
}

std::size_t AddressList::closing_quote(std::size_t open) {
  if (!quotes_) return std::string_view::npos;
  for (std::size_t i = open + 1; i < text_.size(); ++i) {
    if (text_[i] == '\\') {
      ++i;
    } else if (text_[i] == '"') {
      return i;
    }
  }
  quotes_ = false;
  return std::string_view::npos;
}

void AddressList::take_quoted() {
  const std::size_t close = closing_quote(at_);
  if (close == std::string_view::npos) {
    ++at_;  // a quote that is never closed is no more than noise
    return;
  }
  bare_.append(text_.substr(at_, close + 1 - at_));
  at_ = close + 1;
}

void AddressList::skip_comment() {
  int depth = 0;
  for (std::size_t i = at_; comments_ && i < text_.size(); ++i) {
    if (text_[i] == '\\') {
      ++i;
    } else if (text_[i] == '(') {
      ++depth;
    } else if (text_[i] == ')' && --depth == 0) {
      at_ = i + 1;
      bare_.push_back(' ');
      return;
    }
  }
  comments_ = false;
  ++at_;
  bare_.push_back(' ');
}

// Blanks around '.' and '@' are part of an address (RFC 5322 4.4), others end a word.
void AddressList::take_blanks() {
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  bare_.push_back(' ');
}

// [192.0.2.1] or [IPv6:2001:db8::1]: the colons are no group's.
void AddressList::take_literal() {
  const std::size_t end = text_.substr(at_, 80).find_first_of("],;<");
  if (end != std::string_view::npos && text_[at_ + end] == ']') {
    bare_.append(text_.substr(at_, end + 1));
    at_ += end + 1;
  } else {
    bare_.push_back(text_[at_++]);
  }
}

void AddressList::take_angle() {
  std::string inside;
  std::size_t i = at_ + 1;
  bool route = i < text_.size() && text_[i] == '@';  // <@a,@b:c@d>, RFC 5322 4.4
  while (i < text_.size() && text_[i] != '>' && text_[i] != '<') {
    const char c = text_[i];
    if (!route && (c == ',' || c == ';')) break;  // the bracket was never closed
    const std::size_t close = c == '"' ? closing_quote(i) : std::string_view::npos;
    if (close != std::string_view::npos) {
      inside.append(text_.substr(i, close + 1 - i));
      i = close + 1;
      continue;
    }
    if (route && c == ':') {
      inside.clear();
      route = false;
    } else if (!is_blank(c)) {
      inside.push_back(c);
    }
    ++i;
  }
  at_ = i < text_.size() && text_[i] == '>' ? i + 1 : i;
  std::string_view address = inside;
  if (address.size() > 7 && same_word(address.substr(0, 7), "mailto:")) address.remove_prefix(7);
  if (add(address)) angled_ = true;
}

void AddressList::finish() {
  // "john . doe @ example.com" -> "john.doe@example.com"
  std::string joined;
  for (std::size_t i = 0; i < bare_.size(); ++i) {
    const char c = bare_[i];
    if (!is_blank(c)) {
      joined.push_back(c);
      continue;
    }
    std::size_t next = i;
    while (next + 1 < bare_.size() && is_blank(bare_[next + 1])) ++next;
    const char before = joined.empty() ? ' ' : joined.back();
    const char after = next + 1 < bare_.size() ? bare_[next + 1] : ' ';
    if (before != '@' && before != '.' && after != '@' && after != '.') joined.push_back(' ');
    i = next;
  }
  bare_.clear();
  if (std::exchange(angled_, false)) return;
  std::string_view rest = trim(joined);
  if (add(rest)) return;
  // A whole address in quotes, of one kind or the other.
  if (rest.size() > 2 && rest.front() == rest.back() && (rest.front() == '"' || rest.front() == '\'') &&
      add(trim(rest.substr(1, rest.size() - 2)))) {
    return;
  }
  // A name before or after it without brackets.
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    std::string_view word = rest.substr(0, end);
    if (word.size() > 2 && word.front() == '\'' && word.back() == '\'') word = word.substr(1, word.size() - 2);
    if (word.find('@') != std::string_view::npos) add(word);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

std::vector<std::string> AddressList::read() {
  while (at_ < text_.size()) {
    switch (text_[at_]) {
      case '"':
        take_quoted();
        break;
      case '(':
        skip_comment();
        break;
      case '<':
        take_angle();
        break;
      case '[':
        take_literal();
        break;
      case ',':
      case ';':
        finish();
        ++at_;
        break;
      case ':':  // what stood before was the name of a group
        bare_.clear();
        ++at_;
        break;
      case ' ':
      case '\t':
      case '\r':
      case '\n':
        take_blanks();
        break;
      default:
        bare_.push_back(text_[at_++]);
    }
  }
  finish();
  return std::move(found_);
}

}  // namespace

std::vector<std::string> addresses(std::string_view field_value) {
  const std::string text = to_utf8(field_value, {});
  return AddressList(text).read();
}

}  // namespace eb
