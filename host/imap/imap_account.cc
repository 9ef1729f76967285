// SPDX-License-Identifier: MIT
#include "host/imap/imap_account.h"

#include <algorithm>
#include <set>
#include <thread>
#include <utility>

#include "host/imap/glob.h"
#include "host/mailbox/imap/wire/uid_set.h"
#include "host/process/spawn.h"

namespace eb {
namespace {

using Kind = AccountFault::Kind;
using nlohmann::json;

constexpr std::uint64_t kMegabyte = std::uint64_t{1} << 20;
constexpr std::size_t kMostFolders = 100'000;

// Whether the same may go well on a new connection.
bool may_pass(const AccountFault& what) { return what.kind == Kind::connection || what.kind == Kind::protocol; }

}  // namespace

ImapAccount::ImapAccount(ImapServer server, std::vector<std::string> header_fields, ImapServices services)
    : server_(std::move(server)), header_fields_(std::move(header_fields)), services_(std::move(services)) {
  if (services_.program.empty()) services_.program = beside_this_program("explain-bounce-imap");
  if (!services_.pause) services_.pause = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); };
}

ImapAccount::~ImapAccount() {
  if (helper_ && was_logged_in_)
    (void)helper_->ask({{"do", "quit"}}, {}, {kMegabyte, std::chrono::seconds(2), std::chrono::seconds(2)});
  forget_secret();
}

void ImapAccount::forget_secret() {
  std::fill(secret_.begin(), secret_.end(), '\0');
  secret_.clear();
}

void ImapAccount::trace(const std::string& words) const {
  if (services_.trace) services_.trace(words);
}

// A server that opens each of many mails for the first time may need long: it gets more time for more mails.
Cost ImapAccount::cost(std::uint64_t bytes, std::uint64_t mails) const {
  return {bytes, server_.timeouts.command + std::chrono::seconds(mails / 20), server_.timeouts.idle};
}

Asked<std::string> ImapAccount::secret() {
  if (!secret_.empty() && server_.mechanism != "xoauth2") return secret_;
  if (!services_.secret) return fault(Kind::login, "no password is known");
  auto asked = services_.secret();
  if (asked) secret_ = *asked;
  return asked;
}

Asked<void> ImapAccount::connect() {
  if (refused_) return tl::unexpected(*refused_);
  const int tries = server_.mechanism == "xoauth2" ? 2 : 1;
  Asked<void> done;
  for (int i = 0; i < tries; ++i) {
    done = connect_once();
    if (done || done.error().kind != Kind::login) return done;
    forget_secret();
  }
  refused_ = done.error();
  return done;
}

Asked<void> ImapAccount::connect_once() {
  auto started = Helper::start(services_.program, services_.trace, server_.timeouts.grace);
  if (!started) return tl::unexpected(started.error());
  const Cost greeting = {kMegabyte / 4, server_.timeouts.connect, server_.timeouts.connect};
  const auto connected = (*started)->ask({{"do", "connect"},
                                          {"host", server_.host},
                                          {"port", server_.port},
                                          {"tls", server_.security == ImapServer::Security::tls},
                                          {"insecure", server_.insecure},
                                          {"ca_file", server_.ca_file}},
                                         {}, greeting);
  if (!connected) return tl::unexpected(connected.error());
  if (!imap::flag_of(*connected, "logged_in")) {
    const auto password = secret();
    if (!password) return tl::unexpected(password.error());
    const auto done = (*started)->ask(
        {{"do", "login"}, {"host", server_.host}, {"user", server_.user}, {"mechanism", server_.mechanism}}, *password,
        greeting);
    if (!done) return tl::unexpected(done.error());
  }
  helper_ = std::move(*started);
  was_logged_in_ = true;
  return {};
}

Asked<FolderState> ImapAccount::examine(const std::string& folder) {
  const auto done = helper_->ask({{"do", "examine"}, {"folder", folder}}, {}, cost(kMegabyte));
  if (!done) return tl::unexpected(done.error());
  const auto number = [&](const char* field) {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(imap::number_of(*done, field), UINT32_MAX));
  };
  return FolderState{number("uid_validity"), number("uid_next"), number("mails")};
}

// Connected, logged in, and in the folder that was opened.
Asked<void> ImapAccount::ready() {
  if (helper_) return {};
  if (auto connected = connect(); !connected) return connected;
  if (folder_.empty()) return {};
  const auto state = examine(folder_);
  if (!state) return tl::unexpected(state.error());
  if (state->uid_validity != uid_validity_)
    return fault(Kind::folder,
                 "the server has numbered the mails of \"" + folder_ + "\" anew meanwhile; scan it again");
  mails_ = state->mails;
  return {};
}

// Does it, on a new connection if the one that was broke, a few times. A server that was never reached is not tried
// again: its name is more likely wrong than its line broken.
template <typename T>
Asked<T> ImapAccount::mended(Backoff& backoff, const std::function<Asked<T>()>& act) {
  for (;;) {
    Asked<void> is_ready = ready();
    Asked<T> result = is_ready ? act() : Asked<T>(tl::unexpected(is_ready.error()));
    if (result) return result;
    const AccountFault what = result.error();
    if (what.kind != Kind::usage && what.kind != Kind::folder) helper_.reset();
    if (!may_pass(what) || !was_logged_in_) return result;
    const auto pause = backoff.next();
    if (!pause) return result;
    trace(what.words + "; trying again in " + std::to_string(pause->count() / 1000) + " s");
    services_.pause(*pause);
  }
}

Asked<std::vector<std::string>> ImapAccount::folders(const std::vector<std::string>& globs) {
  Backoff backoff;
  return mended<std::vector<std::string>>(backoff, [&]() -> Asked<std::vector<std::string>> {
    std::vector<std::string> names;
    const auto done = helper_->ask({{"do", "list"}}, {}, cost(16 * kMegabyte), [&](imap::Frame& frame) -> Asked<void> {
      const std::string name = imap::text_of(frame.head, "name");
      if (!imap::flag_of(frame.head, "selectable") || name.empty() || names.size() == kMostFolders) return {};
      if (globs.empty() ||
          std::any_of(globs.begin(), globs.end(), [&](const std::string& g) { return fits_glob(name, g); }))
        names.push_back(name);
      return {};
    });
    if (!done) return tl::unexpected(done.error());
    return names;
  });
}

Asked<FolderState> ImapAccount::open(const std::string& folder) {
  folder_.clear();
  Backoff backoff;
  auto state = mended<FolderState>(backoff, [&] { return examine(folder); });
  if (!state) return state;
  folder_ = folder;
  uid_validity_ = state->uid_validity;
  mails_ = state->mails;
  return state;
}

Asked<bool> ImapAccount::wait_for_mail(std::chrono::seconds longest) {
  // A line that nobody speaks on is cut by many a router after a few minutes: short turns keep it open.
  constexpr std::chrono::seconds kTurn{540};
  const auto until = std::chrono::steady_clock::now() + longest;
  Backoff backoff;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::seconds>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    const auto turn = std::min(left, kTurn);
    bool broke = helper_ == nullptr;
    auto news = mended<bool>(backoff, [&]() -> Asked<bool> {
      // Nobody knows what came while the line was broken: the caller looks.
      if (std::exchange(broke, true)) return true;
      Cost most = cost(kMegabyte);
      most.time += turn;
      const auto done =
          helper_->ask({{"do", "wait"}, {"wait", turn.count()}, {"poll", server_.timeouts.poll.count()}}, {}, most);
      if (!done) return tl::unexpected(done.error());
      return imap::flag_of(*done, "news");
    });
    if (!news || *news) return news;
    backoff.progress();
  }
}

// ---- which mails, and the mails

Asked<std::vector<Uid>> ImapAccount::search(const WhichMails& which) {
  json request = {{"do", "search"}, {"after", which.after}, {"since", which.since}};
  if (which.server_search)
    // What finds nearly all bounces with few others, measured over real folders.
    request["any"] = {{"FROM", "mailer-daemon"},
                      {"FROM", "postmaster"},
                      {"HEADER", "Content-Type", "multipart/report"},
                      {"HEADER", "X-Failed-Recipients", "@"},
                      {"HEADER", "Return-Path", "<>"}};
  std::vector<Uid> uids;
  const std::size_t most = std::size_t{mails_} + 200'000;
  const auto take = [&](imap::Frame& frame) -> Asked<void> {
    if (imap::text_of(frame.head, "is") != "uids") return {};
    const std::string& octets = frame.octets;
    for (std::size_t at = 0; at + 4 <= octets.size(); at += 4) {
      Uid uid = 0;
      for (unsigned i = 0; i < 4; ++i) uid |= Uid{static_cast<unsigned char>(octets[at + i])} << (8 * i);
      if (uid <= (uids.empty() ? which.after : uids.back()) || uids.size() == most)
        return fault(Kind::protocol, "the program that talks to the server says what it may not");
      uids.push_back(uid);
    }
    return {};
  };
  const auto done = helper_->ask(std::move(request), {},
                                 cost(kMegabyte + 12 * std::uint64_t{mails_} + std::uint64_t{1'200'000}, mails_), take);
  if (!done) return tl::unexpected(done.error());
  return uids;
}

Asked<std::vector<Uid>> ImapAccount::present() {
  Backoff backoff;
  return mended<std::vector<Uid>>(backoff, [&] { return search({}); });
}

namespace {

constexpr std::uint64_t kPerMail = 16384;  // a header or a structure, with room to spare

MailShape shape_of(const json& head) {
  MailShape shape;
  const auto number = [](std::uint64_t value) {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, UINT32_MAX));
  };
  shape.size = number(imap::number_of(head, "size"));
  shape.received_at = presentable(imap::text_of(head, "received_at")).substr(0, 40);
  shape.multipart = imap::text_of(head, "multipart");
  shape.more = imap::flag_of(head, "more");
  if (!head.contains("leaves") || !head["leaves"].is_array()) return shape;
  for (const json& leaf : head["leaves"]) {
    const bool good = leaf.is_array() && leaf.size() == 2 && leaf[0].is_string() && leaf[1].is_number_unsigned();
    if (good)
      shape.leaves.push_back({leaf[0].get<std::string>(), number(leaf[1].get<std::uint64_t>())});
    else
      shape.more = true;
  }
  return shape;
}

json sets_of(const std::vector<Uid>& together, const std::vector<Uid>& alone) {
  json sets = imap::uid_sets(together);
  for (const Uid uid : alone) sets.push_back(std::to_string(uid));
  return sets;
}

json request_of(const FetchPlan::Step& step, const std::vector<std::string>& header_fields) {
  json parts = json::array();
  for (const FetchPlan::Part& part : step.parts) {
    const json sets = part.alone ? sets_of({}, part.uids) : sets_of(part.uids, {});
    for (const json& set : sets) parts.push_back({{"octets", part.octets}, {"uids", set}});
  }
  return {{"do", "fetch"},
          {"fields", header_fields},
          {"headers", sets_of(step.headers, step.headers_alone)},
          {"shapes", sets_of(step.shapes, step.shapes_alone)},
          {"parts", std::move(parts)}};
}

std::set<Uid> refused_of(const json& done) {
  std::vector<Uid> uids;
  if (done.contains("refused") && done["refused"].is_array())
    for (const json& text : done["refused"])
      if (const auto set = text.is_string() ? imap::UidSet::parse(text.get<std::string>()) : std::nullopt)
        (void)set->expand(uids, 100'000);
  return {uids.begin(), uids.end()};
}

// Hands out what is complete. False: the visitor has enough.
bool hand_out(FetchPlan& plan, CandidateVisitor& visitor) {
  while (auto mail = plan.take())
    if (!visitor.mail(std::move(*mail))) return false;
  return true;
}

AccountFault lost_words(const std::set<Uid>& lost) {
  constexpr std::size_t kMostNamed = 5;
  std::string names;
  std::size_t named = 0;
  for (auto each = lost.begin(); each != lost.end() && named < kMostNamed; ++each, ++named)
    names += (named == 0 ? "" : ", ") + std::to_string(*each);
  if (named < lost.size()) names += ", ...";
  const bool one = lost.size() == 1;
  return {Kind::folder, "the server could not give " + std::to_string(lost.size()) + (one ? " mail" : " mails") +
                            " (UID " + names + "); " + (one ? "it was" : "they were") + " passed over"};
}

}  // namespace

Asked<std::vector<Uid>> ImapAccount::step(FetchPlan& plan, CandidateVisitor& visitor, Backoff& backoff) {
  const FetchPlan::Step step = plan.next();
  const std::uint64_t mails =
      step.headers.size() + step.headers_alone.size() + step.shapes.size() + step.shapes_alone.size();
  const auto take = [&](imap::Frame& frame) -> Asked<void> {
    const std::string what = imap::text_of(frame.head, "is");
    const auto uid = static_cast<Uid>(std::min<std::uint64_t>(imap::number_of(frame.head, "uid"), UINT32_MAX));
    const bool header = what == "header" && plan.awaits_header(uid);
    if (header) plan.header(uid, visitor.wanted(frame.octets));
    const bool taken = header || (what == "shape" && plan.shape(uid, shape_of(frame.head))) ||
                       (what == "part" && plan.part(uid, std::move(frame.octets)));
    if (taken) backoff.progress();  // each is taken once, so this has an end
    return {};
  };
  const auto done = helper_->ask(request_of(step, header_fields_), {},
                                 cost(4 * kMegabyte + mails * kPerMail + step.octets * 5 / 4, mails), take);
  if (!done) return tl::unexpected(done.error());
  if (imap::number_of(*done, "unreadable") > 0 && plan.misses_any())
    return fault(Kind::protocol, "the server sent mails in a form that no server may");
  return plan.finish(refused_of(*done));
}

Asked<void> ImapAccount::candidates(const WhichMails& which, CandidateVisitor& visitor) {
  if (folder_.empty()) return fault(Kind::usage, "no folder is open");
  Backoff backoff;
  std::vector<Uid> uids = which.only;
  std::sort(uids.begin(), uids.end());
  uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
  const bool all_wanted = !uids.empty();
  if (!all_wanted) {
    auto found = mended<std::vector<Uid>>(backoff, [&] { return search(which); });
    if (!found) return tl::unexpected(found.error());
    uids = std::move(*found);
    if (which.newest > 0 && uids.size() > which.newest)
      uids.erase(uids.begin(), uids.end() - static_cast<std::ptrdiff_t>(which.newest));
  }
  FetchPlan plan(std::move(uids), all_wanted);
  std::set<Uid> lost;
  bool held = false;
  // What lies behind a mail that was not given is handed out too, but all was judged only up to that mail.
  const auto tell = [&] {
    const Uid up_to = plan.looked_at();
    if (lost.empty() || up_to < *lost.begin()) return visitor.looked_at(up_to, plan.done(), plan.total());
    const Uid sure = *lost.begin() - 1;
    if (!std::exchange(held, true) && !visitor.looked_at(sure, plan.before(*lost.begin()), plan.total())) return false;
    return visitor.looked_at(sure, plan.done(), plan.total());
  };
  std::uint32_t told = 0;
  while (plan.done() < plan.total()) {
    bool enough = false;
    const auto stepped = mended<bool>(backoff, [&]() -> Asked<bool> {
      const auto result = step(plan, visitor, backoff);
      if (result) lost.insert(result->begin(), result->end());
      enough = !hand_out(plan, visitor);
      if (!result && !enough) return tl::unexpected(result.error());
      return true;
    });
    if (!enough && plan.done() > told) {
      told = plan.done();
      enough = !tell();
    }
    if (!stepped) return tl::unexpected(stepped.error());
    if (enough) break;
  }
  if (!lost.empty()) return tl::unexpected(lost_words(lost));
  return {};
}

}  // namespace eb
