// SPDX-License-Identifier: MIT
#include "host/mailbox/store/store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "host/process/descriptor.h"

namespace eb {
namespace {

// A rollback journal, not a write-ahead log: at rest there is one file, which --forget can delete, and it works in home
// folders on a network, too. Batches are half a second apart, so its cost does not show. Nothing of what is forgotten
// stays readable in the file (secure_delete).
constexpr const char* kSettings =
    "PRAGMA journal_mode = DELETE; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA cache_size = -8000;";

constexpr int kLayout = 1;
constexpr const char* kTables = R"(
  CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    uid_validity INTEGER NOT NULL,
    UNIQUE (account, name));
  CREATE TABLE mails (
    folder INTEGER NOT NULL REFERENCES folders ON DELETE CASCADE,
    uid INTEGER NOT NULL,
    size INTEGER NOT NULL,
    received_at TEXT NOT NULL,
    version TEXT NOT NULL,
    reader TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (folder, uid));
  CREATE TABLE judged (
    folder INTEGER NOT NULL REFERENCES folders ON DELETE CASCADE,
    since TEXT NOT NULL,
    by_search INTEGER NOT NULL,
    above INTEGER NOT NULL,
    up_to INTEGER NOT NULL,
    mails INTEGER NOT NULL,
    PRIMARY KEY (folder, since, by_search, above));
  PRAGMA user_version = 1;
)";

// Spans of a folder that are remembered beside those of whole folders: "--since 30d" begins another one every day.
constexpr int kSpans = 8;

tl::unexpected<StoreFault> system_fault(int error) {
  return tl::unexpected(StoreFault{StoreFault::Kind::other, std::strerror(error)});
}

// SQLite would make it readable for all; journals get the file's own permissions.
Kept<void> make_file(const std::string& file) {
  const Descriptor made(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (made.get() < 0 || ::fchmod(made.get(), 0600) != 0) return system_fault(errno);
  return {};
}

Kept<void> make_tables(const Database& database) {
  // Two programs may come here at once: the second one finds the tables.
  Transaction transaction(database);
  if (transaction.failed()) return database.failed();
  Statement version = database.statement("PRAGMA user_version");
  if (version.step() != Statement::Step::row) return database.failed();
  const std::int64_t found = version.whole(0);
  version.reset();
  if (found > kLayout)
    return tl::unexpected(StoreFault{StoreFault::Kind::other, "a later version of this program made it"});
  if (found == 0)
    if (auto made = database.run(kTables); !made) return made;
  if (!transaction.commit()) return database.failed();
  return {};
}

Kept<void> check(const Database& database) {
  Statement check = database.statement("PRAGMA quick_check(1)");
  if (check.step() != Statement::Step::row) return database.failed();
  if (check.text(0) != "ok") return tl::unexpected(StoreFault{StoreFault::Kind::damaged, std::string(check.text(0))});
  return {};
}

}  // namespace

Kept<Store> Store::open(const std::string& file) {
  if (!file.empty())
    if (auto made = make_file(file); !made) return tl::unexpected(made.error());
  auto database = Database::open(file);
  if (!database) return tl::unexpected(database.error());
  for (const auto& step : {database->run(kSettings), check(*database), make_tables(*database)})
    if (!step) return tl::unexpected(step.error());
  return Store(std::move(*database));
}

Kept<std::int64_t> Store::folder(const std::string& account, const std::string& name, std::uint32_t uid_validity) {
  Transaction transaction(database_);
  if (transaction.failed()) return database_.failed();
  // One whose UIDs became void goes, and with it all that hangs on it.
  Statement drop = database_.statement("DELETE FROM folders WHERE account = ? AND name = ? AND uid_validity <> ?");
  Statement make = database_.statement("INSERT OR IGNORE INTO folders (account, name, uid_validity) VALUES (?, ?, ?)");
  for (Statement* statement : {&drop, &make})
    if (!statement->bind(account).bind(name).bind(std::int64_t{uid_validity}).run()) return database_.failed();
  Statement find = database_.statement("SELECT id FROM folders WHERE account = ? AND name = ?");
  if (find.bind(account).bind(name).step() != Statement::Step::row) return database_.failed();
  const std::int64_t id = find.whole(0);
  find.reset();
  if (!transaction.commit()) return database_.failed();
  return id;
}

Kept<Judged> Store::judged(std::int64_t folder, const Judged& wanted) const {
  Statement find = database_.statement(
      "SELECT above, up_to, since, by_search, mails FROM judged "
      "WHERE folder = ?1 AND since <= ?2 AND by_search <= ?3 AND above <= ?4 AND up_to >= ?4 "
      "ORDER BY up_to DESC, since, above LIMIT 1");
  // One that ends below what is wanted must not be carried on from there: the mails between would count as judged.
  find.bind(folder).bind(wanted.since).bind(std::int64_t{wanted.by_search}).bind(std::int64_t{wanted.above});
  const Statement::Step step = find.step();
  if (step == Statement::Step::fault) return database_.failed();
  Judged out = wanted;
  out.up_to = 0;
  out.mails = 0;
  if (step == Statement::Step::done) return out;
  out.above = static_cast<Uid>(find.whole(0));
  out.up_to = static_cast<Uid>(find.whole(1));
  out.mails = static_cast<std::uint64_t>(find.whole(4));
  return out;
}

Kept<void> Store::put(std::int64_t folder, const Maker& maker, const std::vector<KnownMail>& mails) const {
  Statement put = database_.statement(
      "INSERT OR REPLACE INTO mails (folder, uid, size, received_at, version, reader, answer) VALUES (?, ?, ?, ?, ?, "
      "?, ?)");
  for (const KnownMail& mail : mails) {
    put.bind(folder).bind(std::int64_t{mail.uid}).bind(std::int64_t{mail.size}).bind(mail.received_at);
    put.bind(maker.version).bind(maker.reader).bind(mail.answer);
    if (!put.run()) return database_.failed();
  }
  return {};
}

Kept<void> Store::put(std::int64_t folder, const Judged& judged) const {
  // Two scans of the same folder at once: each has judged what it says, so the further one counts.
  Statement put = database_.statement(
      "INSERT INTO judged (folder, since, by_search, above, up_to, mails) VALUES (?, ?, ?, ?, ?, ?) "
      "ON CONFLICT DO UPDATE SET up_to = excluded.up_to, mails = excluded.mails WHERE up_to < excluded.up_to");
  put.bind(folder).bind(judged.since).bind(std::int64_t{judged.by_search}).bind(std::int64_t{judged.above});
  put.bind(std::int64_t{judged.up_to}).bind(static_cast<std::int64_t>(judged.mails));
  if (!put.run()) return database_.failed();
  Statement trim = database_.statement(
      "DELETE FROM judged WHERE folder = ?1 AND (since <> '' OR above <> 0) AND rowid NOT IN "
      "(SELECT rowid FROM judged WHERE folder = ?1 AND (since <> '' OR above <> 0) ORDER BY up_to DESC LIMIT ?2)");
  if (!trim.bind(folder).bind(std::int64_t{kSpans}).run()) return database_.failed();
  return {};
}

Kept<void> Store::keep(std::int64_t folder, const Maker& maker, const std::vector<KnownMail>& mails,
                       const Judged& judged) {
  Transaction transaction(database_);
  if (transaction.failed()) return database_.failed();
  if (auto done = put(folder, maker, mails); !done) return done;
  if (auto done = put(folder, judged); !done) return done;
  if (!transaction.commit()) return database_.failed();
  return {};
}

Kept<void> Store::keep(std::int64_t folder, const Maker& maker, const std::vector<KnownMail>& mails) {
  Transaction transaction(database_);
  if (transaction.failed()) return database_.failed();
  if (auto done = put(folder, maker, mails); !done) return done;
  if (!transaction.commit()) return database_.failed();
  return {};
}

Kept<void> Store::keep_only(std::int64_t folder, const std::vector<Uid>& present) {
  Transaction transaction(database_);
  if (transaction.failed()) return database_.failed();
  std::vector<Uid> gone;
  Statement all = database_.statement("SELECT uid FROM mails WHERE folder = ?");
  all.bind(folder);
  Statement::Step step = all.step();
  for (; step == Statement::Step::row; step = all.step()) {
    const auto uid = static_cast<Uid>(all.whole(0));
    if (!std::binary_search(present.begin(), present.end(), uid)) gone.push_back(uid);
  }
  if (step == Statement::Step::fault) return database_.failed();
  all.reset();
  Statement drop = database_.statement("DELETE FROM mails WHERE folder = ? AND uid = ?");
  for (const Uid uid : gone)
    if (!drop.bind(folder).bind(std::int64_t{uid}).run()) return database_.failed();
  if (!transaction.commit()) return database_.failed();
  return {};
}

Kept<void> Store::keep_only_folders(const std::string& account, const std::vector<std::string>& names) {
  std::vector<std::pair<std::int64_t, std::string>> known;
  Statement all = database_.statement("SELECT id, name FROM folders WHERE account = ?");
  all.bind(account);
  Statement::Step step = all.step();
  for (; step == Statement::Step::row; step = all.step()) known.emplace_back(all.whole(0), all.text(1));
  if (step == Statement::Step::fault) return database_.failed();
  all.reset();
  Statement drop = database_.statement("DELETE FROM folders WHERE id = ?");
  for (const auto& [id, name] : known)
    if (std::find(names.begin(), names.end(), name) == names.end() && !drop.bind(id).run()) return database_.failed();
  return {};
}

Kept<std::vector<Uid>> Store::made_by_others(std::int64_t folder, const Maker& maker) const {
  // What is no bounce has no words, so who reads it does not matter.
  Statement find = database_.statement(
      "SELECT uid FROM mails WHERE folder = ? AND (version <> ? OR (answer <> '' AND reader <> ?)) ORDER BY uid");
  find.bind(folder).bind(maker.version).bind(maker.reader);
  std::vector<Uid> uids;
  Statement::Step step = find.step();
  for (; step == Statement::Step::row; step = find.step()) uids.push_back(static_cast<Uid>(find.whole(0)));
  if (step == Statement::Step::fault) return database_.failed();
  return uids;
}

Kept<void> Store::each(std::int64_t folder, Uid above, std::string_view since,
                       const std::function<bool(const KnownMail&)>& each) const {
  Statement find = database_.statement(
      "SELECT uid, size, received_at, answer FROM mails "
      "WHERE folder = ? AND uid > ? AND (received_at >= ? OR received_at = '') AND answer <> '' ORDER BY uid");
  find.bind(folder).bind(std::int64_t{above}).bind(since);
  Statement::Step step = find.step();
  for (; step == Statement::Step::row; step = find.step()) {
    KnownMail mail;
    mail.uid = static_cast<Uid>(find.whole(0));
    mail.size = static_cast<std::uint32_t>(find.whole(1));
    mail.received_at = find.text(2);
    mail.answer = find.text(3);
    if (!each(mail)) return {};
  }
  if (step == Statement::Step::fault) return database_.failed();
  return {};
}

Kept<void> Store::forget(const std::string& account) {
  Statement drop = database_.statement("DELETE FROM folders WHERE account = ?");
  if (!drop.bind(account).run()) return database_.failed();
  return database_.run("VACUUM");
}

Kept<std::vector<std::string>> Store::accounts() const {
  Statement all = database_.statement("SELECT DISTINCT account FROM folders ORDER BY account");
  std::vector<std::string> out;
  Statement::Step step = all.step();
  for (; step == Statement::Step::row; step = all.step()) out.emplace_back(all.text(0));
  if (step == Statement::Step::fault) return database_.failed();
  return out;
}

}  // namespace eb
