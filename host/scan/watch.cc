// SPDX-License-Identifier: MIT
#include "host/scan/watch.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>

#include "host/cli/print.h"
#include "host/scan/judge.h"
#include "host/scan/server.h"

namespace eb {
namespace {

constexpr std::chrono::seconds kLook{1};
// A server may end an IDLE after 30 minutes (RFC 2177).
constexpr std::chrono::minutes kLongestWait{25};
constexpr std::chrono::minutes kOtherFolders{1};
constexpr std::chrono::seconds kFirstPause{5};
constexpr std::chrono::seconds kLongestPause{300};

class LocalNews : public MailVisitor {
 public:
  LocalNews(const Question& question, News& news) : question_(question), news_(news) {}
  bool mail(Mail mail) override {
    const std::string_view header = header_of(mail.bytes);
    if (!is_candidate_header(header)) return true;
    Judgement judgement = judge(mail.bytes, question_);
    if (judgement.state != Judgement::State::report) return true;
    Found found;
    found.file = mail.name;
    found.size = mail.bytes.size();
    found.received_at = received_at(header);
    found.answer = Json::parse(judgement.answer, nullptr, false);
    found.text = std::move(judgement.answer);
    news_.tell(found);
    return !news_.ended();
  }
  void trouble(const std::string& name, Trouble, const std::string& detail) override { complain(name + ": " + detail); }

 private:
  const Question& question_;
  News& news_;
};

class Silence : public ScanEvents {
 public:
  explicit Silence(const News& news) : news_(news) {}
  void at(const std::string&) override {}
  void progress(std::uint64_t, std::uint64_t) override {}
  void found_one() override {}
  bool cancelled() override { return news_.ended(); }

 private:
  const News& news_;
};

// The same would come again, and many a server locks an account after a few wrong passwords.
bool is_final(const ScanFault& fault) {
  using Kind = AccountFault::Kind;
  return fault.kind == Kind::login || fault.kind == Kind::certificate || fault.kind == Kind::usage;
}

}  // namespace

void watch_local(LocalWatch& watch, const Question& question, News& news) {
  LocalNews visitor(question, news);
  while (!news.ended()) {
    watch.look(visitor);
    std::this_thread::sleep_for(kLook);
  }
}

void watch_account(Account& account, Store& store, AccountScan scan, const std::vector<std::string>& folders,
                   News& news) {
  std::string folder;
  scan.first_news = true;
  scan.news = [&](const KnownMail& mail) { news.tell(found_of(mail, folder, {})); };
  Silence events(news);
  std::chrono::seconds pause = kFirstPause;
  std::set<std::string> passed_over;  // told of already
  while (!news.ended()) {
    ScanFault fault;
    // The first one last: it is the open one then, and the one that is waited for.
    for (auto at = folders.rbegin(); at != folders.rend() && fault.words.empty(); ++at) {
      folder = *at;
      const auto scanned = scan_folder(account, store, scan, folder, events);
      fault = scanned ? ScanFault{scanned->fault, scanned->fault_kind} : scanned.error();
      // Some mails of it were not to be had: no reason not to wait for others.
      if (!scanned || fault.kind != AccountFault::Kind::folder) continue;
      if (const std::string words = folder + ": " + fault.words; passed_over.insert(words).second) complain(words);
      fault = {};
    }
    if (fault.words.empty()) {
      pause = kFirstPause;
      const std::chrono::seconds longest = folders.size() > 1 ? kOtherFolders : kLongestWait;
      if (const auto came = account.wait_for_mail(longest); !came) fault = {came.error().words, came.error().kind};
    }
    if (fault.words.empty()) continue;
    if (is_final(fault)) return complain(folder + ": " + fault.words);
    complain(folder + ": " + fault.words + " Trying again in " + std::to_string(pause.count()) + " s.");
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, kLongestPause);
  }
}

}  // namespace eb
