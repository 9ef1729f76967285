// SPDX-License-Identifier: MIT
#include "host/native_messaging/fit.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mime/utf8.h"

namespace eb {
namespace {

std::size_t size_of(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace).size(); }

// Groups name recipients by their places: those that were cropped are named no more.
void forget_cropped(Json& answer) {
  const auto groups = answer.find("groups");
  if (groups == answer.end() || !groups->is_array() || !answer.contains("recipients")) return;
  const std::size_t left = answer["recipients"].size();
  Json kept = Json::array();
  for (Json& group : *groups) {
    Json members = Json::array();
    for (const Json& member : group["recipients"])
      if (member.is_number_unsigned() && member.get<std::size_t>() < left) members.push_back(member);
    if (members.empty()) continue;
    group["recipients"] = std::move(members);
    kept.push_back(std::move(group));
  }
  *groups = std::move(kept);
}

bool is_main_list(std::string_view key) { return key == "recipients" || key == "matches"; }

void shorten(std::string& text, std::size_t limit) {
  if (text.size() <= limit) return;
  text.resize(whole_characters(text, limit).size());
  text += "\u2026";
}

void shorten_all(Json& value, std::size_t limit) {
  if (auto* text = value.get_ptr<std::string*>()) shorten(*text, limit);
  if (value.is_structured())
    for (Json& child : value) shorten_all(child, limit);
}

// The tails of all lists but recipients and matches; true if something went.
bool crop_all(Json& value, std::size_t limit) {
  bool cropped = false;
  if (value.is_array()) {
    for (Json& child : value) cropped |= crop_all(child, limit);
  } else if (value.is_object()) {
    for (auto member = value.begin(); member != value.end(); ++member) {
      Json& child = *member;
      cropped |= crop_all(child, limit);
      if (!child.is_array() || is_main_list(member.key()) || child.size() <= limit) continue;
      child.erase(child.begin() + static_cast<std::ptrdiff_t>(limit), child.end());
      cropped = true;
    }
  }
  return cropped;
}

// As many of the first items as fit into `answer` within `limit`.
bool crop_main_list(Json& answer, const char* key, std::size_t limit) {
  Json items = std::move(answer[key]);
  answer[key] = Json::array();
  std::size_t size = size_of(answer);
  for (Json& item : items) {
    size += size_of(item) + 1;  // a comma
    if (size > limit) break;
    answer[key].push_back(std::move(item));
  }
  forget_cropped(answer);
  return size_of(answer) <= limit;
}

}  // namespace

bool fit(Json& answer, std::size_t limit) {
  if (size_of(answer) <= limit) return true;
  for (std::size_t bytes : {4000u, 1000u, 500u}) {
    shorten_all(answer, bytes);
    if (size_of(answer) <= limit) return true;
  }
  if (!answer.is_object()) return false;
  if (crop_all(answer, 100)) answer["truncated"] = true;
  if (size_of(answer) <= limit) return true;
  answer["truncated"] = true;
  for (const char* key : {"recipients", "matches"})
    if (answer.contains(key) && answer[key].is_array()) return crop_main_list(answer, key, limit);
  return false;
}

}  // namespace eb
