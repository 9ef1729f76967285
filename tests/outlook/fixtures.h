// SPDX-License-Identifier: MIT
// Messages as Outlook saves them, and what is said of them.
#pragma once

#include <string>
#include <string_view>

#include "host/explain/json.h"
#include "tests/outlook/msg_writer.h"

namespace eb::test {

// A failed recipient as Exchange stores one.
PropertySet failed(std::string_view address, std::string_view supplementary_info);

// REPORT.IPM.Note.NDR of a mail "Lunch" from holly@bakery.example, without recipients.
TestMessage ndr();

// An ordinary message from somebody to holly@bakery.example.
TestMessage note(std::string_view from, std::string_view subject, std::string_view body);

// Through the program that reads .msg files, as a person or a client asks.
Json explain(std::string_view msg);
inline Json explain(const TestMessage& message) { return explain(msg_file(message)); }

}  // namespace eb::test
