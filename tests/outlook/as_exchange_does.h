// SPDX-License-Identifier: MIT
// A mail of the Internet -> what Exchange or Outlook keeps of it, by [MS-OXCMAIL] 2.2.3: a delivery status notification
// becomes a report with a recipient table (2.2.3.7.1), any other mail a note with its header, words and attachments.
#pragma once

#include <string_view>

#include "tests/outlook/msg_writer.h"

namespace eb::test {

TestMessage as_exchange_does(std::string_view mail);

// The same without a recipient table: a note, whatever it was, with the report's parts as files "ATT00001.dat".
TestMessage as_note(std::string_view mail);

}  // namespace eb::test
