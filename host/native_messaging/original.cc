// SPDX-License-Identifier: MIT
#include "host/native_messaging/original.h"

#include <algorithm>

#include "host/explain/json_fields.h"
#include "host/native_messaging/base64.h"
#include "mime/message.h"
#include "mime/returned_mail.h"

namespace eb {

Json original_of_bounce(std::string_view bytes, std::size_t room) {
  const Message message = read_message(bytes);
  const ReturnedMail mail = read_returned_mail(message);
  Json out = Json::object();
  put(out, "subject", mail.subject);
  std::size_t left = room / 2;  // quotation marks and controls take more room in JSON
  int left_out = 0;
  const auto put_body = [&](const char* key, const std::string& body) {
    if (body.size() > left) {
      ++left_out;
      return;
    }
    put(out, key, body, body.size());
    left -= body.size();
  };
  put_body("html", mail.html);
  put_body("text", mail.text);
  left = std::min(left + room / 2, room) - std::min<std::size_t>(room / 8, left);
  Json files = Json::array();
  for (const ReturnedMail::File& file : mail.files) {
    const std::size_t size = file.bytes.size() / 3 * 4 + file.name.size() + file.type.size() + 100;
    if (size > left) {
      ++left_out;
      continue;
    }
    left -= size;
    Json one = Json::object();
    put(one, "name", file.name);
    put(one, "type", file.type);
    one["content"] = encode_base64(file.bytes);
    files.push_back(std::move(one));
  }
  put_json(out, "files", std::move(files));
  if (left_out > 0) out["left_out"] = left_out;
  return out;
}

}  // namespace eb
