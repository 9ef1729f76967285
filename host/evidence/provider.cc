// SPDX-License-Identifier: MIT
#include "host/evidence/provider.h"

#include "host/evidence/phrases.h"
#include "host/evidence/provider_table.h"
#include "mime/text.h"

namespace eb {
namespace {

using namespace provider_table;

std::string_view text(Ref ref) { return {blob + ref.offset, ref.size}; }

bool stand_in(Run phrases, std::string_view normalized) {
  return find_phrases(normalized, phrases.count, [&](std::size_t i) { return text(strings[phrases.first + i]); })
      .found();
}

}  // namespace

std::vector<std::string_view> providers() {
  std::vector<std::string_view> ids;
  for (std::size_t i = 0; i < provider_count; ++i) ids.push_back(text(provider_table::providers[i].id));
  return ids;
}

std::string_view provider_name(std::string_view id) {
  for (std::size_t i = 0; i < provider_count; ++i)
    if (text(provider_table::providers[i].id) == id) return text(provider_table::providers[i].name);
  return {};
}

std::string_view provider_of_host(std::string_view host) {
  const std::string lower = ascii_lower(host);
  std::string_view best;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < provider_count; ++i) {
    for (std::uint32_t k = 0; k < provider_table::providers[i].hosts.count; ++k) {
      const std::string_view suffix = text(strings[provider_table::providers[i].hosts.first + k]);
      if (suffix.size() <= longest || lower.size() < suffix.size()) continue;
      const std::size_t at = lower.size() - suffix.size();
      if (lower.compare(at, suffix.size(), suffix) == 0 && (at == 0 || lower[at - 1] == '.')) {
        best = text(provider_table::providers[i].id);
        longest = suffix.size();
      }
    }
  }
  return best;
}

std::string_view provider_of_text(std::string_view normalized) {
  for (std::size_t i = 0; i < provider_count; ++i)
    for (std::uint32_t g = 0; g < provider_table::providers[i].words.count; ++g)
      if (stand_in(groups[provider_table::providers[i].words.first + g], normalized))
        return text(provider_table::providers[i].id);
  return {};
}

}  // namespace eb
