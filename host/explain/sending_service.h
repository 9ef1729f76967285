// SPDX-License-Identifier: MIT
// Services through whose servers the mail of others goes out (host/explain/sending_services.json).
#pragma once

#include <string>
#include <string_view>

namespace eb {

// Whether the words name a host of a service that sends for customers whose mailboxes lie elsewhere: a trail through it
// proves nothing.
bool names_sender_for_others(std::string_view words);

// What lets a server send for a domain (RFC 7208 5): "mail-ed1.google.com" gives "include:_spf.google.com", a host of
// nobody's service the address. The mechanism to put into an SPF record that is there already, and the whole
// record (RFC 7208 3) where none is: {"ip4:203.0.113.9", "v=spf1 ip4:203.0.113.9 ~all"}. Empty where neither the
// service behind `host` nor a public `ip` is known.
struct SpfAdvice {
  std::string mechanism, record;
};
SpfAdvice spf_advice(std::string_view host, std::string_view ip);

}  // namespace eb
