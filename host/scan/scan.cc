// SPDX-License-Identifier: MIT
#include "host/scan/scan.h"

#include <ctime>
#include <memory>
#include <optional>
#include <thread>

#include "host/cli/labels.h"
#include "host/cli/print.h"
#include "host/cli/terminal.h"
#include "host/explain/catalog.h"
#include "host/mailbox/store/state_file.h"
#include "host/scan/help.h"
#include "host/scan/local_scan.h"
#include "host/scan/news.h"
#include "host/scan/open_account.h"
#include "host/scan/options.h"
#include "host/scan/output_file.h"
#include "host/scan/report_run.h"
#include "host/scan/server.h"
#include "host/scan/times.h"
#include "host/scan/watch.h"

namespace eb {
namespace {

std::string now() { return rfc3339_time(std::time(nullptr)); }

// A URL that is scanned, and what a watch needs of it afterwards.
struct Server {
  AccountName name;
  std::unique_ptr<Account> account;
  AccountScan scan;
  std::vector<std::string> folders;
};

class Scan {
 public:
  explicit Scan(const ScanOptions& options) : options_(options), spoken_(answer_language(options.lang)) {
    question_.lang = spoken_.lang();
    question_.me = options.me;
    question_.verbose = false;
  }

  int run() {
    for (const std::string& source : options_.sources) {
      if (!is_url(source)) continue;
      auto name = account_name(source);
      // Not the URL itself: somebody may have put a password into it.
      if (!name) return usage(name.error(), "scan");
      servers_.push_back({std::move(*name), nullptr, {}, {}});
    }
    if (!options_.output.empty() && options_.output != "-") {
      file_.emplace(options_.output);
      if (!file_->fault().empty()) return failed(options_.output + ": " + file_->fault());
    }
    if (!servers_.empty() && !open_store()) return 1;
    if (options_.watch && servers_.empty()) watch_.emplace(options_.sources.front());
    const std::unique_ptr<ReportWriter> writer = make_writer();
    Removals removals;
    const bool good = report(*writer, removals);
    if (!options_.watch || stopped_) return good ? 0 : 1;
    return watch(std::move(removals));
  }

 private:
  static int failed(const std::string& what) {
    complain(what);
    return 1;
  }

  bool open_store() {
    if (options_.no_store) {
      auto store = Store::open("");
      if (!store) return failed("no room for a temporary file: " + store.error().words) == 0;
      store_.emplace(std::move(*store));
      return true;
    }
    auto opened = eb::open_store(store_file());
    if (!opened) return failed("no room for a temporary file: " + opened.error().words) == 0;
    if (!opened->note.empty()) complain(opened->note);
    store_.emplace(std::move(opened->store));
    return true;
  }

  void tell(std::string_view words) {
    if (run_ != nullptr) run_->clear_progress();
    complain(std::string(words));
  }

  Sink sink() {
    return [this](std::string_view bytes) { return file_ ? file_->write(bytes) : print(bytes); };
  }

  std::unique_ptr<ReportWriter> make_writer() {
    switch (options_.format) {
      case ScanFormat::json:
        return json_writer(sink());
      case ScanFormat::csv:
        return csv_writer(sink());
      case ScanFormat::html:
        return html_writer(sink(), spoken_);
      case ScanFormat::text:
        break;
    }
    Screen screen{output_width(), output_height(), output_takes_colour()};
    if (file_) screen = {};
    return text_writer(sink(), spoken_, screen);
  }

  // False: not all of it could be read or written.
  bool report(ReportWriter& writer, Removals& removals) {
    ReportRun run(writer);
    run_ = &run;
    Summary::Run about;
    about.lang = spoken_.lang();
    about.began = now();
    bool written = writer.begin();
    auto server = servers_.begin();
    for (const std::string& source : options_.sources) {
      if (run.cancelled()) break;
      about.sources.push_back(is_url(source) ? server->name.shown : source);
      if (is_url(source))
        scan_server(source, *server++, run);
      else
        scan_path(source, run);
    }
    run.clear_progress();
    about.ended = now();
    about.cancelled = run.cancelled();
    written = written && !run.writing_failed() && writer.end(run.summary(), run.summary().to_json(about)) &&
              (file_ ? file_->commit() : flush());
    if (!written) complain(file_ ? options_.output + ": " + file_->fault() : "standard output cannot be written");
    if (!options_.addresses_to_remove.empty()) {
      const std::string fault = write_removals(options_.addresses_to_remove, run.summary().removals());
      if (!fault.empty()) complain(options_.addresses_to_remove + ": " + fault);
      written = written && fault.empty();
    }
    removals = run.summary().removals();
    stopped_ = about.cancelled || !written;
    run_ = nullptr;
    return written && !about.cancelled && !run.summary().has_faults();
  }

  void scan_path(const std::string& path, ReportRun& run) {
    LocalScan scan;
    scan.since = options_.since;
    scan.newest = options_.newest;
    scan.jobs = options_.jobs;
    scan.question = question_;
    run.counts_bytes(true);
    run.summary().add_mails(scan_local(path, scan, run, run));
  }

  void scan_server(const std::string& url, Server& server, ReportRun& run) {
    std::function<void(std::string_view)> trace;
    if (options_.verbose) trace = [this](std::string_view words) { tell(words); };
    server.account = open_account(url, options_, std::move(trace));
    AccountScan& scan = server.scan;
    scan.account = server.name.key;
    scan.since = options_.since;
    scan.newest = options_.newest;
    scan.by_search = options_.fast;
    scan.jobs = options_.jobs;
    scan.question = question_;
    if (server.name.user.find('@') != std::string::npos) scan.question.me.push_back(server.name.user);
    scan.maker.version = EXPLAIN_BOUNCE_VERSION;
    scan.maker.reader = scan.question.lang;
    for (const std::string& address : scan.question.me) scan.maker.reader += "\n" + address;
    run.counts_bytes(false);
    run.at(server.name.shown);
    auto folders = folder_names(*server.account, *store_, scan.account,
                                {server.name.folder, options_.folders, options_.all_folders});
    if (!folders) return run.fault(server.name.shown, folders.error());
    server.folders = std::move(*folders);
    const std::string shown = options_.sources.size() > 1 ? server.name.key : std::string();
    for (const std::string& folder : server.folders) {
      if (run.cancelled()) return;
      report_folder(*server.account, *store_, scan, folder, shown, run);
    }
  }

  int watch(Removals removals) {
    News news(options_, std::move(removals), [](std::string_view text) { return print(text) && flush(); });
    if (watch_) {
      watch_local(*watch_, question_, news);
    } else {
      Server& server = servers_.front();
      if (server.folders.empty()) return 1;
      watch_account(*server.account, *store_, server.scan, server.folders, news);
    }
    return 1;  // nobody reads any more
  }

  const ScanOptions& options_;
  Spoken spoken_;
  Question question_;
  std::vector<Server> servers_;
  ReportRun* run_ = nullptr;  // while it runs
  bool stopped_ = false;      // by the reader, or because nobody reads
  std::optional<OutputFile> file_;
  std::optional<Store> store_;
  std::optional<LocalWatch> watch_;
};

int forget(const ScanOptions& options) {
  const std::string file = store_file();
  if (options.sources.empty()) {
    const std::string fault = delete_store(file);
    if (!fault.empty()) complain(fault);
    return fault.empty() ? 0 : 1;
  }
  std::vector<std::string> accounts;
  for (const std::string& source : options.sources) {
    const auto name = account_name(source);
    if (!name) return usage(name.error(), "scan");
    accounts.push_back(name->key);
  }
  auto opened = open_store(file);
  if (!opened) return 1;
  if (!opened->note.empty()) complain(opened->note);
  for (const std::string& account : accounts)
    if (const auto done = opened->store.forget(account); !done) {
      complain(file + ": " + done.error().words);
      return 1;
    }
  return 0;
}

}  // namespace

int run_scan(const std::vector<std::string>& words) {
  if (words.empty()) return help_instead(scan_help());
  const auto options = read_scan_options(words, now().substr(0, 10), std::thread::hardware_concurrency());
  if (!options) return usage(options.error(), "scan");
  if (options->help) return print(scan_help()) && flush() ? 0 : 1;
  if (options->forget) return forget(*options);
  return Scan(*options).run();
}

std::string stored_results() { return store_file(); }

}  // namespace eb
