// SPDX-License-Identifier: MIT
#include "host/mailbox/store/database.h"

#include <sqlite3.h>

namespace eb {
namespace {

// Another scan of the same account writes a batch in milliseconds.
constexpr int kWaitMilliseconds = 10'000;

StoreFault fault_of(int code, const char* words) {
  const int primary = code & 0xFF;
  const bool damaged = primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
  const bool busy = primary == SQLITE_BUSY || primary == SQLITE_LOCKED;
  return {damaged ? StoreFault::Kind::damaged
          : busy  ? StoreFault::Kind::busy
                  : StoreFault::Kind::other,
          words == nullptr ? "unknown" : words};
}

}  // namespace

void Statement::Close::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Statement(sqlite3* database, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  // What fails here fails once more, and is told, where the statement is run.
  sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  statement_.reset(statement);
}

Statement& Statement::bind(std::int64_t value) {
  if (statement_) sqlite3_bind_int64(statement_.get(), next_++, value);
  return *this;
}

Statement& Statement::bind(std::string_view value) {
  if (statement_)
    sqlite3_bind_text64(statement_.get(), next_++, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Statement::Step Statement::step() {
  if (!statement_) return Step::fault;
  const int code = sqlite3_step(statement_.get());
  return code == SQLITE_ROW ? Step::row : code == SQLITE_DONE ? Step::done : Step::fault;
}

bool Statement::run() {
  Step last = step();
  while (last == Step::row) last = step();
  if (last == Step::done) reset();
  return last == Step::done;
}

void Statement::reset() {
  if (statement_) sqlite3_reset(statement_.get());
  next_ = 1;
}

std::int64_t Statement::whole(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string_view Statement::text(int column) const {
  const auto* bytes = sqlite3_column_text(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? std::string_view()
                          : std::string_view(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

void Database::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

Kept<Database> Database::open(const std::string& file) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  Database database(opened);
  if (code != SQLITE_OK) return tl::unexpected(fault_of(code, opened ? sqlite3_errmsg(opened) : sqlite3_errstr(code)));
  sqlite3_extended_result_codes(opened, 1);
  sqlite3_busy_timeout(opened, kWaitMilliseconds);
  return database;
}

Kept<void> Database::run(const char* sql) const {
  if (sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) return failed();
  return {};
}

int Database::changed() const { return sqlite3_changes(database_.get()); }

StoreFault Database::fault() const {
  return fault_of(sqlite3_extended_errcode(database_.get()), sqlite3_errmsg(database_.get()));
}

// IMMEDIATE: whoever is to write waits here, before anything was read that another could change.
Transaction::Transaction(const Database& database)
    : database_(database), open_(database.run("BEGIN IMMEDIATE").has_value()) {}

Transaction::~Transaction() {
  if (open_) static_cast<void>(database_.run("ROLLBACK"));
}

bool Transaction::commit() {
  if (!open_ || !database_.run("COMMIT")) return false;
  open_ = false;
  return true;
}

}  // namespace eb
