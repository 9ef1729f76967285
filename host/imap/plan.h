// SPDX-License-Identifier: MIT
// The order of a scan over one folder, apart from any connection: which mails' headers, shapes and beginnings are asked
// for next, and what is complete. Each step is one round trip; while the headers of one run of mails are on their way,
// so are the shapes of the wanted ones before them, and the beginnings of those before that.
//
// A step that breaks off is simply followed by another: next() asks again for what did not come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "host/imap/needed.h"
#include "host/mailbox/account.h"

namespace eb {

class FetchPlan {
 public:
  // `uids`: ascending. `all_wanted`: headers are not asked for.
  explicit FetchPlan(std::vector<Uid> uids, bool all_wanted = false);

  struct Part {
    std::uint32_t octets = 0;
    std::vector<Uid> uids;  // ascending
    bool alone = false;     // one command for each
  };
  struct Step {
    std::vector<Uid> headers;
    std::vector<Uid> shapes;
    std::vector<Part> parts;
    std::vector<Uid> headers_alone, shapes_alone;  // asked for one by one: a command for several was refused
    std::uint64_t octets = 0;                      // of all parts
    bool empty() const;
  };
  Step next();  // empty: all is done

  // What came. False: nobody asked for it (again).
  bool awaits_header(Uid uid) const;
  void header(Uid uid, bool wanted);
  bool shape(Uid uid, MailShape shape);
  bool part(Uid uid, std::string bytes);
  // The step is over. What did not come is gone from the folder, unless its command was refused: then it is asked for
  // once more, alone. The mails that were refused even so.
  std::vector<Uid> finish(const std::set<Uid>& refused);
  // Before finish(): headers or beginnings of mails that were asked for did not come.
  bool misses_any() const;

  // The next wanted mail in the order of UIDs, if it and all before it are complete.
  std::optional<Candidate> take();
  // Up to which all is done, and how many that are.
  Uid looked_at() const;
  std::uint32_t done() const;
  std::uint32_t before(Uid uid) const;  // how many mails there are below it
  std::uint32_t total() const { return static_cast<std::uint32_t>(uids_.size()); }

 private:
  struct Wanted {
    enum class State { shape, part, complete } state = State::shape;
    std::uint32_t size = 0;
    std::uint32_t octets = 0;
    std::string received_at;
    std::string bytes;
    bool asked = false;
  };
  Uid frontier() const;
  void take_headers(Step& step);

  std::vector<Uid> uids_;
  std::size_t at_ = 0;  // before it: headers were asked for
  std::size_t chunk_ = 500;
  std::set<Uid> headers_;  // to be asked for, or asked for and not here yet
  std::set<Uid> asked_;    // whose headers the last step asks for
  std::set<Uid> alone_;
  std::map<Uid, Wanted> wanted_;
};

}  // namespace eb
