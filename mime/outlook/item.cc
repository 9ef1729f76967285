// SPDX-License-Identifier: MIT
#include "mime/outlook/item.h"

#include <algorithm>
#include <string_view>

#include "mime/text.h"

namespace eb::outlook {
namespace {

// The storages "PREFIX00000000", "PREFIX00000001" ... in their order.
std::vector<Properties> rows(const Properties& message, std::string_view prefix, std::size_t& limit, Budget& budget) {
  std::vector<std::string> names;
  for (const std::string& name : message.storage().names())
    if (name.starts_with(prefix)) names.push_back(name);
  std::sort(names.begin(), names.end());
  std::vector<Properties> out;
  for (const std::string& name : names) {
    std::optional<Storage> row = message.storage().storage(name);
    if (!row) continue;
    if (!budget.take(limit)) break;
    out.emplace_back(std::move(*row), Header::part, message.code_page());
  }
  return out;
}

}  // namespace

bool Budget::take(std::size_t& of, std::size_t size) {
  if (size > of) {
    cut = true;
    return false;
  }
  of -= size;
  return true;
}

std::optional<Item> read_item(const Storage& storage, Header header, std::uint32_t code_page, Budget& budget) {
  const auto is_ours = [](const std::string& name) { return name.starts_with("__"); };
  if (std::none_of(storage.names().begin(), storage.names().end(), is_ours)) return {};
  if (storage.cut()) budget.cut = true;
  Properties message(storage, header, 0);
  if (message.code_page() == 0) message = Properties(storage, header, code_page);
  Item item{std::move(message), {}, {}, {}};
  item.message_class = ascii_lower(item.message.text(Id::message_class));
  item.recipients = rows(item.message, "__recip_version1.0_#", budget.left.recipients, budget);
  item.attachments = rows(item.message, "__attach_version1.0_#", budget.left.attachments, budget);
  return item;
}

std::optional<Storage> embedded_message(const Properties& attachment) {
  return attachment.storage().storage("__substg1.0_3701000d");
}

}  // namespace eb::outlook
