// SPDX-License-Identifier: MIT
#include "host/scan/found.h"

#include "host/cli/display.h"
#include "host/explain/groups.h"

namespace eb {

bool is_bounce(const Json& answer) {
  const std::string kind = text_of(answer, "kind");
  return kind == "failure" || kind == "delay" || kind == "held";
}

std::string found_line(const Found& found) {
  Json head = Json::object();
  head["type"] = is_bounce(found.answer) ? "bounce" : "other";
  if (!found.account.empty()) head["account"] = found.account;
  if (found.uid != 0) {
    head["folder"] = found.folder;
    head["uid"] = found.uid;
  } else {
    head["file"] = found.file;
  }
  head["size"] = found.size;
  if (!found.received_at.empty()) head["received_at"] = found.received_at;
  // The answer is text already: it is not written anew.
  std::string line = head.dump(-1, ' ', false, Json::error_handler_t::replace);
  line.pop_back();
  return safe_json(line + ",\"answer\":" + found.text + "}") + "\n";
}

std::vector<const Json*> missed_recipients(const Json& answer) {
  std::vector<const Json*> out;
  if (const Json* recipients = child(answer, "recipients"))
    for (const Json& recipient : *recipients)
      if (!text_of(recipient, "reason").empty()) out.push_back(&recipient);
  return out;
}

}  // namespace eb
