// SPDX-License-Identifier: MIT
// What comes into a Maildir, an mbox or a folder of mails while we look: by looking again now and then. That works on
// every file system; a folder that did not change costs one question.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "host/mailbox/mailbox.h"

namespace eb {

class LocalWatch {
 public:
  // Remembers what is there now.
  explicit LocalWatch(std::string path);

  // Hands out the mails that came since the last look. A file that is still being written waits for the next one.
  void look(MailVisitor& visitor);

 private:
  void list(const std::string& folder, std::vector<std::string>& fresh);
  void read(const std::string& file, MailVisitor& visitor);

  std::string path_;
  std::map<std::string, std::int64_t> folders_;   // when each changed last
  std::set<std::string> known_;                   // files, by what does not change when a client marks them as read
  std::map<std::string, std::uint64_t> mboxes_;   // up to where each was read
  std::map<std::string, std::uint64_t> growing_;  // files that may not be whole yet, by their size when last seen
};

}  // namespace eb
