// SPDX-License-Identifier: MIT
#include "host/mailbox/imap/session.h"

#include <algorithm>

#include "host/mailbox/imap/command.h"
#include "host/mailbox/imap/login.h"
#include "host/mailbox/imap/printable.h"
#include "host/mailbox/imap/utf7.h"

namespace eb::imap {
namespace {

using Kind = AccountFault::Kind;
using nlohmann::json;

constexpr std::size_t kUidsInFrame = 65536;

std::chrono::seconds seconds_of(const json& request, const char* field, std::uint64_t otherwise) {
  return std::chrono::seconds(std::min<std::uint64_t>(number_of(request, field, otherwise), 86'400));
}

std::vector<std::vector<std::string>> terms_of(const json& request) {
  std::vector<std::vector<std::string>> terms;
  if (!request.contains("any") || !request["any"].is_array()) return terms;
  for (const json& each : request["any"]) {
    std::vector<std::string> term;
    if (each.is_array())
      for (const json& word : each) term.push_back(word.is_string() ? word.get<std::string>() : std::string());
    terms.push_back(std::move(term));
  }
  return terms;
}

AccountFault bad(const Done& done) {
  return {Kind::protocol,
          "the server does not understand us" + (done.text.empty() ? "" : " (it says: " + done.text + ")")};
}

}  // namespace

Session::Session(int parent, Tell tell) : tell_(std::move(tell)), stream_(parent), talk_(stream_) {}

void Session::trace(const std::string& words) { tell_({{"is", "trace"}, {"words", words}}, {}); }

void Session::arm(const json& request, Clock::duration more) {
  stream_.arm(number_of(request, "bytes", std::uint64_t{1} << 20),
              Clock::now() + seconds_of(request, "seconds", 60) + more, seconds_of(request, "idle", 60));
}

bool Session::act(Frame request) {
  const std::string what = text_of(request.head, "do");
  const auto begin = Clock::now();
  const std::uint64_t in = stream_.bytes_in();
  arm(request.head);
  Result result = fault(Kind::usage, "there is no request \"" + printable(what) + "\"");
  if (what == "connect") result = connect(request.head);
  if (what == "login") result = login(request.head, request.octets);
  if (what == "list") result = list();
  if (what == "examine") result = examine(request.head);
  if (what == "search") result = search(request.head);
  if (what == "fetch") result = fetch(request.head, talk_, parser_, tell_);
  if (what == "wait") result = wait(request.head);
  std::fill(request.octets.begin(), request.octets.end(), '\0');
  if (what == "quit") {
    (void)talk_.ask("LOGOUT");
    result = json::object();
  }
  if (!result) {
    tell_({{"is", "fault"}, {"kind", name_of(result.error().kind)}, {"words", result.error().words}}, {});
    return result.error().kind == Kind::folder || result.error().kind == Kind::usage;
  }
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin).count();
  if (what != "wait" && what != "connect")
    trace(what + ": " + std::to_string(stream_.bytes_in() - in) + " bytes in " + std::to_string(took) + " ms");
  (*result)["is"] = "done";
  (*result)["bytes_in"] = stream_.bytes_in();
  tell_(*result, {});
  return what != "quit";
}

Session::Result Session::connect(const json& request) {
  const std::string host = text_of(request, "host");
  const std::uint64_t port = number_of(request, "port");
  const std::string ca_file = text_of(request, "ca_file");
  if (host.empty() || host.find('\0') != std::string::npos || port == 0 || port > 65535)
    return fault(Kind::usage, "no server to connect to");
  if (auto done = stream_.connect(host, static_cast<std::uint16_t>(port)); !done) return tl::unexpected(done.error());
  const bool tls = flag_of(request, "tls");
  if (tls)
    if (auto done = stream_.start_tls(host, ca_file); !done) return tl::unexpected(done.error());
  const auto greeting = talk_.greeting();
  if (!greeting) return tl::unexpected(greeting.error());
  if (!tls)
    if (auto done = secure(host, ca_file, flag_of(request, "insecure"), *greeting); !done)
      return tl::unexpected(done.error());
  trace("connected to " + host + " port " + std::to_string(port) + ": " + stream_.tls_words());
  if (auto known = need_capabilities(); !known) return tl::unexpected(known.error());
  return json{{"tls", stream_.tls_words()}, {"logged_in", *greeting == Answer::Result::preauth}};
}

Asked<void> Session::need_capabilities() {
  if (talk_.knows_capabilities()) return {};
  const auto done = talk_.ask("CAPABILITY");
  if (!done) return tl::unexpected(done.error());
  if (!talk_.knows_capabilities()) return fault(Kind::protocol, "the server does not say what it can do");
  return {};
}

// imap:// goes on encrypted, or not at all unless that was asked for or the server is this machine.
Asked<void> Session::secure(const std::string& host, const std::string& ca_file, bool insecure,
                            Answer::Result greeting) {
  const bool plain_is_fine = insecure || stream_.peer_is_loopback();
  if (auto known = need_capabilities(); !known) return known;
  // Logged in before anything was encrypted: whoever sits in between may have said so (RFC 9051 7.1.4).
  if (greeting == Answer::Result::preauth || !talk_.can("STARTTLS")) {
    if (plain_is_fine) return {};
    return fault(Kind::connection, host +
                                       " offers no encryption here (STARTTLS); use imaps://, or --insecure to send "
                                       "everything, the password too, for all to read");
  }
  const auto done = talk_.ask("STARTTLS");
  if (!done) return tl::unexpected(done.error());
  if (done->result != Answer::Result::ok)
    return fault(Kind::connection, host + " does not begin encryption (STARTTLS) though it offers it; use imaps://");
  if (!talk_.reader().empty())
    return fault(Kind::protocol,
                 "something was slipped in before the encryption began; somebody may sit between this "
                 "machine and " +
                     host);
  talk_.forget_capabilities();
  return stream_.start_tls(host, ca_file);
}

Session::Result Session::login(const json& request, std::string& secret) {
  const auto mechanism = choose_mechanism(talk_, text_of(request, "mechanism"));
  if (!mechanism) return tl::unexpected(mechanism.error());
  Login login = {text_of(request, "host"), text_of(request, "user"), std::move(secret), *mechanism};
  trace("logging in by " + *mechanism);
  talk_.expect_new_capabilities();
  auto done = log_in(talk_, login, *mechanism);
  std::fill(login.secret.begin(), login.secret.end(), '\0');
  if (!done) return tl::unexpected(done.error());
  if (!talk_.has_new_capabilities()) talk_.forget_capabilities();
  if (auto known = need_capabilities(); !known) return tl::unexpected(known.error());
  return json{{"mechanism", *mechanism}};
}

Session::Result Session::list() {
  std::uint64_t unreadable = 0;
  const auto done = talk_.ask("LIST \"\" \"*\"", [&](const Answer& answer, const Response& response) -> Asked<void> {
    if (answer.kind != Answer::Kind::list) return {};
    const auto item = response.tangled ? std::nullopt : parser_.list(response.bytes);
    const auto name = item ? from_utf7(item->name) : std::nullopt;
    if (name && !name->empty())
      tell_({{"is", "folder"}, {"name", *name}, {"selectable", item->selectable}}, {});
    else
      ++unreadable;
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  if (done->result != Answer::Result::ok) return tl::unexpected(bad(*done));
  if (unreadable > 0) trace(std::to_string(unreadable) + " folders have names that cannot be read; they are left out");
  return json::object();
}

Session::Result Session::examine(const json& request) {
  const std::string folder = text_of(request, "folder");
  const auto name = to_utf7(folder);
  const auto safe = name ? quoted_string(*name) : std::nullopt;
  if (!safe || folder.empty())
    return fault(Kind::usage, "no folder can have that name (a line end, another control character, or no UTF-8)");
  FolderState state;
  bool void_number = false;
  talk_.has_folder = false;
  const auto done = talk_.ask("EXAMINE " + *safe, [&](const Answer& answer, const Response&) -> Asked<void> {
    if (const auto number = code_number(answer.code, "UIDVALIDITY")) state.uid_validity = *number;
    if (const auto number = code_number(answer.code, "UIDNEXT")) state.uid_next = *number;
    void_number = void_number || (answer.code.starts_with("UIDVALIDITY") && state.uid_validity == 0);
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  if (done->result == Answer::Result::bad) return tl::unexpected(bad(*done));
  if (done->result == Answer::Result::no)
    return fault(Kind::folder, "the folder \"" + folder + "\" cannot be opened" +
                                   (done->text.empty() ? "" : " (the server says: " + done->text + ")"));
  if (void_number)
    return fault(Kind::protocol, "the server numbers the folder in a way that no server may (UIDVALIDITY)");
  if (state.uid_validity == 0)
    return fault(Kind::folder, "the server gives the mails of \"" + folder + "\" no lasting numbers (UIDVALIDITY)");
  talk_.has_folder = true;
  (void)talk_.take_grown();
  state.mails = talk_.exists();
  trace("EXAMINE: " + std::to_string(state.mails) + " mails");
  return json{{"uid_validity", state.uid_validity}, {"uid_next", state.uid_next}, {"mails", state.mails}};
}

Session::Result Session::search(const json& request) {
  const std::uint64_t after = number_of(request, "after");
  const std::string since = text_of(request, "since");
  const auto terms = terms_of(request);
  // "5:*" also names the last mail when that is before 5 (RFC 9051 6.4.8), so what comes is looked at once more.
  std::string criteria =
      after > 0 ? "UID " + std::to_string(std::min<std::uint64_t>(after + 1, UINT32_MAX)) + ":*" : "ALL";
  if (!since.empty()) {
    const auto date = imap_date(since);
    if (!date) return fault(Kind::usage, "\"" + printable(since, 40) + "\" is no date (YYYY-MM-DD)");
    criteria += " SINCE " + *date;
  }
  const auto any = any_of(terms);
  if (!any) return fault(Kind::usage, "nothing that can be searched for");
  if (!any->empty()) criteria += ' ' + *any;
  const bool extended = talk_.can("ESEARCH");
  const std::uint32_t before = talk_.exists();
  const std::size_t most = std::size_t{before} + 100'000;  // some may have come meanwhile
  std::vector<Uid> uids;
  (void)talk_.take_grown();
  talk_.reader().limit(std::size_t{16} << 20, 1024);
  const auto done = talk_.ask((extended ? "UID SEARCH RETURN (ALL) " : "UID SEARCH ") + criteria,
                              [&](const Answer& answer, const Response&) -> Asked<void> {
                                const bool good =
                                    answer.kind == Answer::Kind::search    ? read_search(answer.text, most, uids)
                                    : answer.kind == Answer::Kind::esearch ? read_esearch(answer.text, most, uids)
                                                                           : true;
                                if (!good)
                                  return fault(Kind::protocol,
                                               "the server found more mails than there are, or "
                                               "numbers them as no server may");
                                return {};
                              });
  talk_.reader().limit(std::size_t{1} << 20, std::size_t{1} << 20);
  if (!done) return tl::unexpected(done.error());
  if (done->result != Answer::Result::ok) return tl::unexpected(bad(*done));
  std::sort(uids.begin(), uids.end());
  uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
  uids.erase(uids.begin(), std::upper_bound(uids.begin(), uids.end(), after));
  // Whoever asks for all takes the others to be gone.
  const bool all = after == 0 && since.empty() && terms.empty();
  if (all && uids.size() < std::min(before, talk_.exists()))
    return fault(Kind::protocol, "the server did not list all mails of the folder");
  for (std::size_t begin = 0; begin < uids.size(); begin += kUidsInFrame) {
    std::string octets;
    for (std::size_t i = begin; i < std::min(uids.size(), begin + kUidsInFrame); ++i)
      for (unsigned shift = 0; shift < 32; shift += 8) octets += static_cast<char>(uids[i] >> shift & 0xFF);
    tell_({{"is", "uids"}}, octets);
  }
  trace(std::string(extended ? "UID SEARCH, extended: " : "UID SEARCH: ") + std::to_string(uids.size()) + " mails");
  return json::object();
}

Session::Result Session::wait(const json& request) {
  const auto longest =
      std::min(seconds_of(request, "wait", 60), std::chrono::seconds(25 * 60));  // RFC 2177: below 29 min
  const auto poll = std::max(seconds_of(request, "poll", 30), std::chrono::seconds(1));
  const auto until = Clock::now() + longest;
  bool news = talk_.take_grown();
  arm(request, longest);
  if (!news && talk_.can("IDLE")) {
    const auto idled = idle(until);
    if (!idled) return tl::unexpected(idled.error());
  }
  while (!news && !talk_.grown() && Clock::now() < until) {
    const auto next = std::min(until, Clock::now() + poll);
    const auto broken = talk_.reader().readable_before(next);  // a server may tell by itself, or end the connection
    if (!broken) return tl::unexpected(broken.error());
    const auto done = talk_.ask("NOOP");
    if (!done) return tl::unexpected(done.error());
    if (done->result == Answer::Result::bad) return tl::unexpected(bad(*done));
  }
  news = talk_.take_grown() || news;
  return json{{"news", news}};
}

// RFC 2177. Any answer to DONE ends it; whether mail came, talk_.grown() knows.
Asked<bool> Session::idle(Clock::time_point until) {
  const auto tag = talk_.send("IDLE");
  if (!tag) return tl::unexpected(tag.error());
  const auto turn = talk_.turn(*tag);
  if (!turn) return tl::unexpected(turn.error());
  if (!turn->go_on) return false;  // it does not idle after all: asked now and then instead
  while (!talk_.grown()) {
    const auto more = talk_.reader().readable_before(until);
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
    if (auto took = talk_.one_untagged(); !took) return tl::unexpected(took.error());
  }
  if (auto sent = talk_.send_more("DONE"); !sent) return tl::unexpected(sent.error());
  const auto done = talk_.finish(*tag);
  if (!done) return tl::unexpected(done.error());
  return true;
}

}  // namespace eb::imap
