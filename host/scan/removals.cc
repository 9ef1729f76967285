// SPDX-License-Identifier: MIT
#include "host/scan/removals.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "host/cli/display.h"
#include "host/explain/groups.h"
#include "mime/text.h"

namespace eb {
namespace {

constexpr std::array<std::string_view, 4> kDead = {"user_unknown", "domain_unknown", "mailbox_disabled",
                                                   "recipient_moved"};

// A space inside of an address needs quotes (RFC 5321 4.1.2); such a one, and one without a domain, is a reading error
// rather than somebody's address.
bool is_address(std::string_view text) {
  return text.find('@') != std::string_view::npos && text.front() != '@' && text.back() != '@' &&
         text.find_first_of(" \t\r\n\"<>,;") == std::string_view::npos;
}

bool is_trusted(const Json& answer) {
  const Json* notes = child(answer, "notes");
  return notes == nullptr || std::none_of(notes->begin(), notes->end(), [](const Json& note) {
           const std::string id = text_of(note, "id");
           return id == "not_sent_by_you" || id == "looks_fake";
         });
}

}  // namespace

bool is_dead(const Json& recipient) {
  const std::string reason = text_of(recipient, "reason");
  return text_of(recipient, "action") == "failed" && text_of(recipient, "permanence") == "permanent" &&
         std::find(kDead.begin(), kDead.end(), reason) != kDead.end() && !text_of(recipient, "address").empty();
}

void Removals::add(const Found& found) {
  if (text_of(found.answer, "kind") != "failure" || !is_trusted(found.answer)) return;
  for (const Json* recipient : missed_recipients(found.answer)) {
    Entry entry;
    entry.address = text_of(*recipient, "address");
    if (!is_dead(*recipient) || !is_address(entry.address)) continue;
    entry.reason = text_of(*recipient, "reason");
    entry.said = text_of(*recipient, "diagnostic");
    if (entry.said.empty()) entry.said = text_of(*recipient, "status");
    entry.received_at = found.received_at;
    const auto [at, is_new] = entries_.try_emplace(ascii_lower(entry.address), entry);
    if (!is_new && at->second.received_at < entry.received_at) at->second = std::move(entry);
  }
}

std::vector<Removals::Entry> Removals::entries() const {
  std::vector<Entry> out;
  for (const auto& [key, entry] : entries_) out.push_back(entry);
  return out;
}

std::string removal_lines(const Removals& removals) {
  std::string out;
  for (const Removals::Entry& entry : removals.entries())
    out += entry.address + "\t" + entry.reason + "\t" + safe(entry.said) + "\n";
  return out;
}

}  // namespace eb
