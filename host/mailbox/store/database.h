// SPDX-License-Identifier: MIT
// SQLite, as far as the store needs it: the only file beside database.cc that knows it. Nothing here throws.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

struct sqlite3;
struct sqlite3_stmt;

namespace eb {

struct StoreFault {
  enum class Kind {
    damaged,  // the file is no database, or a broken one
    busy,     // another program held it for longer than we wait
    other     // disk full, no permission, ...
  };
  Kind kind = Kind::other;
  std::string words;  // SQLite's or the system's own
};

template <typename T>
using Kept = tl::expected<T, StoreFault>;

// A prepared statement. Values are bound in the order of the question marks; text must outlive step().
class Statement {
 public:
  enum class Step { row, done, fault };
  Statement(sqlite3* database, std::string_view sql);

  Statement& bind(std::int64_t value);
  Statement& bind(std::string_view value);
  Step step();
  // Runs it to its end and makes it ready for other values. False: a fault.
  bool run();
  void reset();
  // Of the row, from 0; text until the next step.
  std::int64_t whole(int column) const;
  std::string_view text(int column) const;

 private:
  struct Close {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Close> statement_;
  int next_ = 1;
};

class Database {
 public:
  // Makes the file where it is not there. Empty: one that vanishes with this object (in memory, and a nameless file of
  // the system's where it grows).
  static Kept<Database> open(const std::string& file);

  Statement statement(std::string_view sql) const { return {database_.get(), sql}; }
  Kept<void> run(const char* sql) const;
  // Rows that the last INSERT, UPDATE or DELETE touched.
  int changed() const;
  // What the last call that failed met with.
  StoreFault fault() const;
  tl::unexpected<StoreFault> failed() const { return tl::unexpected(fault()); }

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  explicit Database(sqlite3* database) : database_(database) {}
  std::unique_ptr<sqlite3, Close> database_;
};

// All or nothing: without commit() what was done since is undone.
class Transaction {
 public:
  explicit Transaction(const Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  // Nothing was begun: the database is busy, say.
  bool failed() const { return !open_; }
  bool commit();

 private:
  const Database& database_;
  bool open_ = false;
};

}  // namespace eb
