// SPDX-License-Identifier: MIT
#include "mime/outlook/people.h"

#include <array>
#include <initializer_list>

#include "mime/ascii.h"
#include "mime/line_pattern.h"
#include "mime/text.h"

namespace eb::outlook {
namespace {

constexpr std::size_t kLongest = 4096;

// The text is an address and nothing else, perhaps in quotes or brackets: 'bob@example.com'.
std::string as_address(std::string_view text) {
  text = trim(text);
  while (!text.empty() && (text.front() == '\'' || text.front() == '"' || text.front() == '<')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '\'' || text.back() == '"' || text.back() == '>')) text.remove_suffix(1);
  if (text.size() > 5 && same_word(text.substr(0, 5), "smtp:")) text.remove_prefix(5);
  const std::string_view found = find_address(text);
  return found.size() == text.size() ? std::string(found) : std::string();
}

// Where the parts of somebody's name and address stand.
struct Places {
  Id smtp, type, address;
  std::initializer_list<Id> names;
};

Person person(const Properties& from, const Places& places) {
  Person person;
  person.address = as_address(from.text(places.smtp, kLongest));
  const std::string address = from.text(places.address, kLongest);
  const bool exchange = same_word(from.text(places.type, kLongest), "EX") || address.starts_with("/");
  if (exchange && address.find("cn=") + 1 + address.find("CN=") + 1 > 0) person.legacy_dn = address;
  if (person.address.empty() && !exchange) person.address = as_address(address);
  for (const Id id : places.names) {
    const std::string name = from.text(id, kLongest);
    if (person.address.empty()) person.address = as_address(name);
    if (person.name.empty()) person.name = name;
  }
  return person;
}

bool is_plain(char c) { return is_alphanumeric(c) || c == '-' || c == '='; }

}  // namespace

Person recipient(const Properties& properties) {
  Person found = person(properties, {Id::smtp_address,
                                     Id::address_type,
                                     Id::email_address,
                                     {Id::display_name, Id::recipient_display_name, Id::transmittable_display_name}});
  // "SMTP:BOB@EXAMPLE.COM" ([MS-OXCPRPT] 2.2.1.9): in capitals, for comparing.
  if (found.address.empty()) {
    std::string key = properties.binary(Id::search_key, kLongest);
    while (!key.empty() && key.back() == '\0') key.pop_back();
    if (same_word(std::string_view(key).substr(0, 5), "SMTP:")) found.address = ascii_lower(as_address(key));
  }
  return found;
}

Person sender(const Properties& message) {
  Person found =
      person(message, {Id::sender_smtp_address, Id::sender_address_type, Id::sender_email_address, {Id::sender_name}});
  if (!found.address.empty() || !found.name.empty()) return found;
  return person(message, {Id::sent_representing_smtp_address,
                          Id::sent_representing_address_type,
                          Id::sent_representing_email_address,
                          {Id::sent_representing_name}});
}

Person receiver(const Properties& message) {
  return person(message, {Id::received_by_smtp_address,
                          Id::received_by_address_type,
                          Id::received_by_email_address,
                          {Id::received_by_name}});
}

Person original_sender(const Properties& report) {
  return person(report, {Id::original_sender_email_address,
                         Id::original_sender_address_type,
                         Id::original_sender_email_address,
                         {Id::original_sender_name}});
}

std::string address_of(const Person& person, std::string_view domain) {
  if (!person.address.empty() || person.legacy_dn.empty() || domain.empty()) return person.address;
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out = "IMCEAEX-";
  for (const char c : person.legacy_dn) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '/') {
      out += '_';
    } else if (is_plain(c)) {
      out += c;
    } else {
      out += '+';
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    }
  }
  return (out += '@') += domain;
}

std::string mailbox(const Person& person) {
  std::string out;
  if (!person.name.empty() && person.name != person.address) {
    out = "\"";
    for (const char c : person.name) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += '"';
  }
  if (person.address.empty()) return out;
  if (!out.empty()) out += ' ';
  return out + '<' + person.address + '>';
}

}  // namespace eb::outlook
