// SPDX-License-Identifier: MIT
// Addresses that servers have rewritten, and whose they are.
#pragma once

#include <string>
#include <string_view>

namespace eb {

// What an envelope sender was before servers rewrote it. Where it was not, the address itself.
struct EnvelopeAddress {
  std::string address;    // "holly@bakery.example"
  std::string forwarder;  // the domain that sent the mail on in its own name (SRS); may be empty
};

// SRS0=hash=day=domain=local@forwarder and SRS1 (Sender Rewriting Scheme, https://www.libsrs2.net/srs/srs.pdf),
// prvs=tag=local@domain (BATV, draft-levine-smtp-batv), local+tag=domain@forwarder is left alone: it may be a mailing
// list's.
EnvelopeAddress envelope_address(std::string_view address);

// The same mailbox: case and a "+tag" (RFC 5233) aside, after what servers rewrote is undone.
bool same_mailbox(std::string_view a, std::string_view b);

}  // namespace eb
