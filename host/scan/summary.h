// SPDX-License-Identifier: MIT
// Counts what was found. What each figure counts stands in scan.schema.json.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "host/explain/json.h"
#include "host/scan/found.h"
#include "host/scan/removals.h"

namespace eb {

class Summary {
 public:
  void add(const Found& found);
  void add_mails(std::uint64_t count) { mails_ += count; }
  // A mail that could not be read.
  void add_unreadable() { ++unreadable_; }
  void add_fault(const std::string& where, const std::string& what);

  const Removals& removals() const { return removals_; }
  bool has_faults() const { return !faults_.empty() || unreadable_ > 0; }

  struct Run {
    std::string lang;
    std::vector<std::string> sources;
    std::string began, ended;  // RFC 3339
    bool cancelled = false;
  };
  // The last line of scan.schema.json.
  Json to_json(const Run& run) const;

  // The bounces that came last, newest first: as much of each as a line shows.
  struct Recent {
    std::string received_at, address, reason, kind;
  };
  std::vector<Recent> newest() const;

 private:
  using Counts = std::map<std::string, std::uint64_t, std::less<>>;
  void add_first(const std::vector<const Json*>& missed);
  void add_recent(const Found& found, const std::vector<const Json*>& missed);

  std::uint64_t mails_ = 0, bounces_ = 0, others_ = 0, recipients_ = 0, unreadable_ = 0;
  std::unordered_set<std::size_t> addresses_;  // hashes: a list of a hundred thousand need not be held for its size
  Counts kinds_, reasons_, who_, permanences_, providers_, domains_, days_, first_;
  std::vector<Recent> recent_;
  std::vector<std::pair<std::string, std::string>> faults_;
  Removals removals_;
};

}  // namespace eb
