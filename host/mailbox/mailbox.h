// SPDX-License-Identifier: MIT
// Where mails lie: a file, an mbox, a Maildir, any folder, standard input. Hands out bytes and knows nothing of mail
// beyond what tells one from the next. One mail is in memory at a time, never a whole mailbox.
#pragma once

#include <cstddef>
#include <string>

namespace eb {

// Bytes of a mail that are handed out; the rest of a longer one is left out.
inline constexpr std::size_t kMailLimit = std::size_t{64} << 20;

struct Mail {
  std::string name;   // the path; for an mbox of several mails "PATH#1", "PATH#2", ...; "-" for standard input
  std::string bytes;  // as they lie there; of an mbox without its "From " line and with ">From " unquoted
  bool cut = false;   // longer than the limit
};

enum class Trouble { not_found, unreadable };

class MailVisitor {
 public:
  virtual ~MailVisitor() = default;
  // False: enough, no more mails.
  virtual bool mail(Mail mail) = 0;
  // `detail`: why, in the system's words. The walk goes on.
  virtual void trouble(const std::string& name, Trouble what, const std::string& detail) = 0;
};

// All mails of `path`, in order: of a folder by name, folders inside folders too; "-" is one mail on standard input.
// In a folder, files that do not begin like a mail (or are an Outlook .msg), hidden ones and indexes (.msf) are passed
// over; a path that is named itself is always read. False if the visitor had enough.
bool for_each_mail(const std::string& path, MailVisitor& visitor, std::size_t limit = kMailLimit);

// The bytes of one file, or of standard input ("-"), as they are.
bool whole_file(const std::string& path, MailVisitor& visitor, std::size_t limit = kMailLimit);

}  // namespace eb
