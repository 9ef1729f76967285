// SPDX-License-Identifier: MIT
#include "mime/delivery_status.h"

#include <algorithm>
#include <cstdint>

#include "mime/ascii.h"
#include "mime/line_pattern.h"
#include "mime/text.h"
#include "mime/utf8.h"

namespace eb {
namespace {

constexpr std::size_t longest_type = 24;  // "rfc822", "x-local-hostname"

// "\x{e4}" -> "ä"
std::string decode_utf8_addr(std::string_view s) {
  std::string out;
  for (std::size_t i = 0; i < s.size();) {
    const std::size_t close = s.substr(i, 3) == "\\x{" ? s.find('}', i) : std::string_view::npos;
    if (close == std::string_view::npos || close - i < 4 || close - i > 9) {
      out += s[i++];
      continue;
    }
    std::uint32_t code = 0;
    for (std::size_t k = i + 3; k < close; ++k)
      code = code * 16 + static_cast<std::uint32_t>(std::max(0, hex_digit(s[k])));
    append_utf8(code, out);
    i = close + 1;
  }
  return out;
}

// "bob+2Bnews@example.com" -> "bob+news@example.com". Only the escapes that xtext must use ("+", "=", controls and
// 8-bit): a plain "bob+20@example.com" of a server that does not encode stays as it is.
std::string decode_xtext(std::string_view s) {
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '+' && i + 2 < s.size() && hex_digit(s[i + 1]) >= 0 && hex_digit(s[i + 2]) >= 0) {
      const int code = hex_digit(s[i + 1]) * 16 + hex_digit(s[i + 2]);
      if (code == '+' || code == '=') {
        out += static_cast<char>(code);
        i += 2;
        continue;
      }
    }
    out += s[i];
  }
  return out;
}

// "dns; mx.example.com (192.0.2.1)" -> "mx.example.com"; "dns; [192.0.2.1]" keeps its brackets.
std::string typed_name(std::string_view value) {
  if (const auto semicolon = value.find(';'); semicolon < longest_type) value.remove_prefix(semicolon + 1);
  value = trim(value);
  return std::string(value.substr(0, value.find_first_of(" \t(")));
}

// "smtp; 550 5.1.1 ..." -> "550 5.1.1 ..."; a type is one short word before a semicolon.
std::string diagnostic_text(std::string_view value) {
  const auto semicolon = value.find(';');
  if (semicolon < longest_type) {
    const std::string_view type = trim(value.substr(0, semicolon));
    const bool word =
        !type.empty() && std::all_of(type.begin(), type.end(), [](char c) { return is_alphanumeric(c) || c == '-'; });
    const bool code = !type.empty() && is_digit(type[0]);
    if (word && !code) value.remove_prefix(semicolon + 1);
  }
  // Folded lines come with their indentation; the words are one line.
  std::string out;
  for (const char c : decode_words(trim(value))) {
    const bool blank = c == ' ' || c == '\t';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

std::string first_word(std::string_view value) {
  value = trim(value);
  return ascii_lower(value.substr(0, value.find_first_of(" \t(;,")));
}

std::string status_code(std::string_view value) {
  value = trim(value);
  std::size_t end = 0;
  while (end < value.size() && (is_digit(value[end]) || value[end] == '.')) ++end;
  return std::string(value.substr(0, end));
}

// The comment of a Status field, unless it repeats what the code's class says.
std::string status_comment(std::string_view value) {
  const std::size_t open = value.find('(');
  const std::size_t close = value.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
  const std::string_view comment = trim(value.substr(open + 1, close - open - 1));
  for (const std::string_view said :
       {"permanent failure", "temporary failure", "transient failure", "unrecoverable error", "delivery failed",
        "failed", "permanent error", "temporary error"})
    if (same_word(comment, said)) return {};
  return decode_words(comment);
}

// Sets it once: of duplicates in one group the first counts.
void set(std::string& target, std::string value) {
  if (target.empty()) target = std::move(value);
}

// Blocks between empty lines (RFC 3464 2.1), whatever the line ends.
std::vector<std::string_view> groups_of(std::string_view body) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  std::size_t i = 0;
  while (i < body.size()) {
    std::size_t end = i;
    while (end < body.size() && body[end] != '\n' && body[end] != '\r') ++end;
    const bool empty = trim(body.substr(i, end - i)).empty();
    std::size_t next = end;
    if (next < body.size() && body[next] == '\r') ++next;
    if (next < body.size() && body[next] == '\n') ++next;
    if (empty) {
      if (i > begin) out.push_back(body.substr(begin, i - begin));
      begin = next;
    }
    i = next;
  }
  if (body.size() > begin) out.push_back(body.substr(begin));
  return out;
}

class StatusReader {
 public:
  void group(const std::vector<Field>& fields) {
    const bool names_recipient = std::any_of(fields.begin(), fields.end(), [](const Field& f) {
      return same_word(f.name, "Final-Recipient") || same_word(f.name, "Original-Recipient");
    });
    if (names_recipient) fresh_ = true;
    for (const Field& field : fields) add(field);
  }
  DeliveryStatus result;

 private:
  RecipientFields& recipient() { return result.recipients.back(); }

  void begin_if(bool wanted) {
    if (wanted || result.recipients.empty()) result.recipients.emplace_back();
    fresh_ = false;
  }

  void add(const Field& field) {
    const std::string name = ascii_lower(field.name);
    if (name == "reporting-mta" || name == "dsn-gateway" || name == "received-from-mta") {
      if (name == "reporting-mta") set(result.reporting_mta, typed_name(field.value));
    } else if (name == "arrival-date") {
      set(result.arrival_date, rfc3339_date(field.value));
    } else if (name == "original-recipient") {
      begin_if(fresh_ || !recipient_or_empty().original_recipient.empty());
      set(recipient().original_recipient, typed_address(decode_xtext(field.value)));
    } else if (name == "final-recipient") {
      begin_if(fresh_ || !recipient_or_empty().final_recipient.empty());
      set(recipient().final_recipient, typed_address(field.value));
    } else if (name == "x-actual-recipient") {
      // Sendmail: where an alias led; the final recipient is then what the sender wrote.
      if (!result.recipients.empty() && recipient().original_recipient.empty()) {
        recipient().original_recipient = recipient().final_recipient;
        recipient().final_recipient = typed_address(field.value);
      }
    } else if (fresh_ || !result.recipients.empty()) {
      if (fresh_) begin_if(true);  // fields of a recipient that stand before its name
      RecipientFields& r = recipient();
      if (name == "action") set(r.action, first_word(field.value));
      if (name == "status") {
        set(r.status_comment, status_comment(field.value));
        set(r.status, status_code(field.value));
      }
      if (name == "remote-mta") set(r.remote_mta, typed_name(field.value));
      if (name == "diagnostic-code") set(r.diagnostic, diagnostic_text(field.value));
      if (name == "x-supplementary-info" && r.diagnostic.empty()) r.diagnostic = decode_words(field.value);
      if (name == "last-attempt-date") set(r.last_attempt, rfc3339_date(field.value));
      if (name == "will-retry-until") set(r.will_retry_until, rfc3339_date(field.value));
    }
  }

  const RecipientFields& recipient_or_empty() const {
    static const RecipientFields none;
    return result.recipients.empty() ? none : result.recipients.back();
  }

  bool fresh_ = false;  // the next field begins a new recipient
};

}  // namespace

std::string typed_address(std::string_view value) {
  const auto semicolon = value.find(';');
  std::string decoded;
  if (semicolon < longest_type && value.substr(0, semicolon).find('@') == std::string_view::npos) {
    const std::string type = ascii_lower(trim(value.substr(0, semicolon)));
    value = trim(value.substr(semicolon + 1));
    if (type == "utf-8") {
      decoded = decode_utf8_addr(value);
      value = decoded;
    }
  }
  std::string text = is_utf8(value) ? std::string(value) : to_utf8(value, {});
  // An encoded word in place of an international address (RFC 2047 forbids it, clients write it).
  if (const auto word = text.find("=?"); word != std::string::npos)
    if (const auto end = text.find("?=@", word); end != std::string::npos)
      text.replace(word, end + 2 - word, decode_words(std::string_view(text).substr(word, end + 2 - word)));
  if (const std::string_view address = find_address(text); !address.empty()) return std::string(address);
  std::string_view bare = trim(text);
  while (!bare.empty() && (bare.front() == '<' || bare.front() == '"')) bare.remove_prefix(1);
  while (!bare.empty() && (bare.back() == '>' || bare.back() == '"')) bare.remove_suffix(1);
  return std::string(bare);
}

DeliveryStatus read_delivery_status(std::string_view body) {
  StatusReader reader;
  for (const std::string_view group : groups_of(body)) reader.group(read_fields(group));
  return std::move(reader.result);
}

}  // namespace eb
