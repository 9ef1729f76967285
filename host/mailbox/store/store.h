// SPDX-License-Identifier: MIT
// What is known of mails on a server: the answers about bounces, and up to where a folder was judged, so that the next
// scan reads new mails only. An answer is a text here; what is in it, others know.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "host/mailbox/account.h"
#include "host/mailbox/store/database.h"

namespace eb {

// By what an answer was made: another version judges anew, another reader (language, own addresses) words anew.
struct Maker {
  std::string version;
  std::string reader;
};

struct KnownMail {
  Uid uid = 0;
  std::uint32_t size = 0;   // bytes of the whole mail
  std::string received_at;  // RFC 3339
  std::string answer;       // JSON; empty: it looked like a bounce and is none
};

// All mails of a folder with `above` < UID <= `up_to` that were received on the day `since` or later were judged.
struct Judged {
  Uid above = 0;
  Uid up_to = 0;            // 0: nothing was judged yet
  std::string since;        // "2026-11-23"; empty: whenever
  bool by_search = false;   // the server picked: some were missed
  std::uint64_t mails = 0;  // how many that were
};

class Store {
 public:
  // Empty: kept nowhere, gone with this object. A file that is not there yet is made, for its owner alone (0600).
  static Kept<Store> open(const std::string& file);

  // The folder's key. Another UIDVALIDITY than last time: all that was known of it is dropped.
  Kept<std::int64_t> folder(const std::string& account, const std::string& name, std::uint32_t uid_validity);

  // What of `wanted` was judged before: the widest that begins where `wanted` does, or before. up_to 0: nothing.
  Kept<Judged> judged(std::int64_t folder, const Judged& wanted) const;

  // Both, or neither. A mail that was known is replaced.
  Kept<void> keep(std::int64_t folder, const Maker& maker, const std::vector<KnownMail>& mails, const Judged& judged);
  // The same where nothing new was judged.
  Kept<void> keep(std::int64_t folder, const Maker& maker, const std::vector<KnownMail>& mails);

  // Forgets the mails that are not among `present` (ascending).
  Kept<void> keep_only(std::int64_t folder, const std::vector<Uid>& present);
  // Forgets the folders that are not among `names`.
  Kept<void> keep_only_folders(const std::string& account, const std::vector<std::string>& names);

  // The mails whose answers another maker made, ascending.
  Kept<std::vector<Uid>> made_by_others(std::int64_t folder, const Maker& maker) const;

  // Those with an answer, ascending, that are above `above` and were received on the day `since` or later. False from
  // `each`: enough.
  Kept<void> each(std::int64_t folder, Uid above, std::string_view since,
                  const std::function<bool(const KnownMail&)>& each) const;

  Kept<void> forget(const std::string& account);
  Kept<std::vector<std::string>> accounts() const;

 private:
  explicit Store(Database database) : database_(std::move(database)) {}
  Kept<void> put(std::int64_t folder, const Maker& maker, const std::vector<KnownMail>& mails) const;
  Kept<void> put(std::int64_t folder, const Judged& judged) const;
  Database database_;
};

}  // namespace eb
