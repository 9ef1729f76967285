// SPDX-License-Identifier: MIT
#include "host/explain/groups.h"

#include <cstddef>
#include <cstdint>
#include <utility>

namespace eb {
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

namespace {

// Answers may come from anybody.
const Json* item_at(const Json& list, const Json& place) {
  if (!list.is_array() || !place.is_number_integer()) return nullptr;
  const auto number = place.get<std::int64_t>();
  if (number < 0 || static_cast<std::uint64_t>(number) >= list.size()) return nullptr;
  return &list[static_cast<std::size_t>(number)];
}

}  // namespace

std::vector<Group> group_recipients(const Json& answer) {
  std::vector<Group> groups;
  const Json* recipients = child(answer, "recipients");
  const Json* list = child(answer, "groups");
  if (recipients == nullptr || list == nullptr) return groups;
  for (const Json& one : *list) {
    Group group;
    const Json* members = child(one, "recipients");
    if (members == nullptr) continue;
    for (const Json& member : *members)
      if (const Json* recipient = item_at(*recipients, member)) group.recipients.push_back(recipient);
    if (group.recipients.empty()) continue;
    group.explanation = child(one, "explanation");
    if (group.explanation == nullptr) group.explanation = child(*group.recipients.front(), "explanation");
    if (group.explanation != nullptr) groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace eb
