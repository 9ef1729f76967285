// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eb {

// The ids of providers.json, in its order.
std::vector<std::string_view> providers();

// Display name of a provider of providers.json ("Microsoft 365"); empty for an unknown id.
std::string_view provider_name(std::string_view id);

// The provider whose hosts.suffixes fit `host`, or whose words stand in `normalized`; empty where none does.
std::string_view provider_of_host(std::string_view host);
std::string_view provider_of_text(std::string_view normalized);

}  // namespace eb
