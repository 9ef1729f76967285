// SPDX-License-Identifier: MIT
// Who somebody is: Outlook's several places for a name and an address -> one of each.
#pragma once

#include <string>
#include <string_view>

#include "mime/outlook/properties.h"

namespace eb::outlook {

struct Person {
  std::string name;
  std::string address;    // SMTP; empty where only Exchange's directory knows it
  std::string legacy_dn;  // Exchange's own name of the mailbox: "/o=Example/ou=.../cn=Recipients/cn=holly"
};

// One row of a recipient table.
Person recipient(const Properties& properties);
// Who sent the message, whom it came to, who sent the message that it reports about.
Person sender(const Properties& message);
Person receiver(const Properties& message);
Person original_sender(const Properties& report);

// The SMTP address; else the address that Exchange would write in its place on the way to other servers,
// IMCEAEX-_o=Example_ou=...@domain ([MS-OXCMAIL] 2.1.3.2, "encapsulated address"). Empty where neither is known.
std::string address_of(const Person& person, std::string_view domain);

// "Holly Berg" <holly@example.com>: as a header field has it.
std::string mailbox(const Person& person);

}  // namespace eb::outlook
