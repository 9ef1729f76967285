// SPDX-License-Identifier: MIT
// The mail that came back, whole, where the report brings it along (RFC 6522 3): to be written once more.
#pragma once

#include <string>
#include <vector>

#include "mime/message.h"

namespace eb {

struct ReturnedMail {
  struct File {
    std::string name;   // may be empty
    std::string type;   // "application/pdf"
    std::string bytes;  // transfer encoding undone
  };
  std::string subject, text, html;  // UTF-8; empty where there is none
  std::vector<File> files;
};

// All empty where nothing came back, or no more than its header (then the subject is told).
ReturnedMail read_returned_mail(const Message& message);

}  // namespace eb
