// SPDX-License-Identifier: MIT
// An account on a mail server: its folders, and the mails in them that may be bounces. Read only: nothing that is asked
// through it changes a flag, marks a mail as seen or moves anything.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace eb {

using Uid = std::uint32_t;  // RFC 9051 2.3.1.1: never 0, grows with each new mail of a folder

struct AccountFault {
  enum class Kind {
    usage,        // what was asked cannot be sent: a folder name with a line end, ...
    connection,   // no such host, nobody listens, the line broke and stayed broken, time ran out
    certificate,  // the server does not prove that it is the one that was named
    login,        // the name or the password was refused, or no way to log in that we and the server know
    folder,       // no such folder, or not ours to read
    protocol,     // the server said what no server may say
    local         // something on this machine: the program that talks to the server is missing, ...
  };
  Kind kind = Kind::connection;
  std::string words;  // what happened and what to do about it, in one or two sentences
};

template <typename T>
using Asked = tl::expected<T, AccountFault>;

inline tl::unexpected<AccountFault> fault(AccountFault::Kind kind, std::string words) {
  return tl::unexpected(AccountFault{kind, std::move(words)});
}

struct FolderState {
  std::uint32_t uid_validity = 0;  // another one than last time: what was known of the folder's UIDs is void
  Uid uid_next = 0;                // 0: the server did not say
  std::uint32_t mails = 0;
};

struct Candidate {
  Uid uid = 0;
  std::string bytes;        // the mail from its first byte on, as far as it is needed to explain it
  bool cut = false;         // the server has more of it
  std::uint32_t size = 0;   // of the whole mail, in bytes
  std::string received_at;  // when the server got it (INTERNALDATE), RFC 3339
};

class CandidateVisitor {
 public:
  virtual ~CandidateVisitor() = default;
  // The fields of a header block that candidate.json looks at, as they stand in the mail. True: the mail is wanted.
  virtual bool wanted(std::string_view header) = 0;
  // The wanted ones in ascending order of their UIDs, each once. False: enough.
  virtual bool mail(Candidate mail) = 0;
  // Every mail up to `uid` was judged, and every wanted one of them handed out: `done` mails of `total`. The same `uid`
  // again: more mails are done, but not all that lie before them. False: enough.
  virtual bool looked_at(Uid uid, std::uint32_t done, std::uint32_t total) = 0;
};

struct WhichMails {
  Uid after = 0;               // only greater UIDs
  std::string since;           // "2026-11-23": received on that day or later; empty: all
  std::uint32_t newest = 0;    // at most so many, the newest ones; 0: all
  bool server_search = false;  // the server picks by SEARCH, wanted() judges what it picked: less to read, some missed
  std::vector<Uid> only;       // these and no others, whatever their headers say (wanted() is not asked); empty: all
};

class Account {
 public:
  virtual ~Account() = default;
  // The names (UTF-8) of the folders that one of `globs` matches ("*" any, "?" one character), and that can be opened,
  // in the server's order. No globs: all.
  virtual Asked<std::vector<std::string>> folders(const std::vector<std::string>& globs) = 0;
  // Opens a folder to read (EXAMINE). What follows is about this one.
  virtual Asked<FolderState> open(const std::string& folder) = 0;
  // A broken line is mended behind this call: it connects again and goes on where it stopped, unless the folder's UIDs
  // became void meanwhile. Of a fault all is told that came before it. Mails that the server refuses to give are a
  // fault (folder) at the end: all others are handed out, but looked_at names no UID behind the first of those.
  virtual Asked<void> candidates(const WhichMails& which, CandidateVisitor& visitor) = 0;
  // The UIDs of all mails that are there, ascending.
  virtual Asked<std::vector<Uid>> present() = 0;
  // Waits for new mail: IDLE where the server knows it (RFC 2177), else by asking now and then. False: time is over,
  // nothing came.
  virtual Asked<bool> wait_for_mail(std::chrono::seconds longest) = 0;
};

}  // namespace eb
