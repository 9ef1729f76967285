// SPDX-License-Identifier: MIT
#include "host/cli/groups.h"

#include <string_view>

namespace eb {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  if (what.empty()) return;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

// What two recipients must share to stand together.
std::string key_of(const Json& recipient) {
  std::string key;
  if (const Json* explanation = child(recipient, "explanation")) {
    key = text_of(*explanation, "headline") + '\n' + text_of(*explanation, "cause");
    for (const std::string& step : texts_of(*explanation, "steps")) key += '\n' + step;
  }
  for (const char* name : {"address", "final_address"}) {
    const std::string address = text_of(recipient, name);
    replace_all(key, address, "\x01");
    const std::size_t at = address.rfind('@');
    if (at != std::string::npos) replace_all(key, std::string_view(address).substr(at + 1), "\x02");
  }
  for (const char* name : {"reason", "who", "resend", "provider_code"}) key += '\n' + text_of(recipient, name);
  return key;
}

}  // namespace

std::string text_of(const Json& object, const char* name) {
  if (!object.is_object()) return {};
  const auto found = object.find(name);
  if (found == object.end()) return {};
  const auto* text = found->get_ptr<const std::string*>();
  return text ? *text : std::string();
}

std::vector<std::string> texts_of(const Json& object, const char* name) {
  std::vector<std::string> all;
  const Json* list = child(object, name);
  if (!list || !list->is_array()) return all;
  for (const Json& item : *list)
    if (const auto* text = item.get_ptr<const std::string*>()) all.push_back(*text);
  return all;
}

const Json* child(const Json& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found != object.end() && found->is_structured() ? &*found : nullptr;
}

std::vector<Group> group_recipients(const Json& answer) {
  std::vector<Group> groups;
  std::vector<std::string> keys;
  const Json* recipients = child(answer, "recipients");
  if (!recipients || !recipients->is_array()) return groups;
  for (const Json& recipient : *recipients) {
    if (!child(recipient, "explanation")) continue;
    const std::string key = key_of(recipient);
    std::size_t i = 0;
    while (i < keys.size() && keys[i] != key) ++i;
    if (i == keys.size()) {
      keys.push_back(key);
      groups.emplace_back();
    }
    groups[i].recipients.push_back(&recipient);
  }
  return groups;
}

}  // namespace eb
