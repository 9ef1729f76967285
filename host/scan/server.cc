// SPDX-License-Identifier: MIT
#include "host/scan/server.h"

#include <algorithm>

#include "host/explain/groups.h"

namespace eb {

tl::expected<std::vector<std::string>, std::string> folder_names(Account& account, Store& store,
                                                                 const std::string& account_key,
                                                                 const WhichFolders& which) {
  if (!which.all && which.globs.empty()) return std::vector<std::string>{which.one};
  auto names = account.folders(which.all ? std::vector<std::string>() : which.globs);
  if (!names) return tl::unexpected(names.error().words);
  if (names->empty()) return tl::unexpected<std::string>("There is no folder of such a name.");
  // What is gone from the server goes here, too. A store that fails tells so when the first folder is scanned.
  if (which.all) static_cast<void>(store.keep_only_folders(account_key, *names));
  std::vector<std::string> out;
  for (const std::string& name : *names)
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  return out;
}

Found found_of(const KnownMail& mail, const std::string& folder, const std::string& shown_account) {
  Found found;
  found.account = shown_account;
  found.folder = folder;
  found.uid = mail.uid;
  found.size = mail.size;
  found.received_at = mail.received_at;
  found.text = mail.answer;
  found.answer = Json::parse(mail.answer, nullptr, false);
  return found;
}

void report_folder(Account& account, Store& store, const AccountScan& scan, const std::string& folder,
                   const std::string& shown_account, ReportRun& run) {
  const auto scanned = scan_folder(account, store, scan, folder, run);
  if (!scanned) {
    run.fault(folder, scanned.error().words);
    return;
  }
  run.summary().add_mails(scanned->mails);
  if (!scanned->fault.empty()) run.fault(folder, scanned->fault);
  const auto each = [&](const KnownMail& mail) {
    Found found = found_of(mail, folder, shown_account);
    if (found.answer.is_discarded()) return true;  // cannot be: the store is checked when it is opened
    if (const Json* error = child(found.answer, "error")) {
      run.unreadable(folder + " UID " + std::to_string(mail.uid), text_of(*error, "detail"));
      return true;
    }
    return run.found(std::move(found));
  };
  if (const auto told = store.each(scanned->id, scanned->above, scan.since, each); !told)
    run.fault(folder, "What is kept of earlier scans cannot be read: " + told.error().words + ".");
}

}  // namespace eb
