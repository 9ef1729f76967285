// SPDX-License-Identifier: MIT
#include "host/native_messaging/original.h"

#include <cstddef>

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
  std::size_t left = room;
  int left_out = 0;
  // False: there is no room left for so many bytes.
  const auto take = [&](std::size_t size) {
    const bool fits = size <= left;
    if (fits)
      left -= size;
    else
      ++left_out;
    return fits;
  };
  const auto put_body = [&](const char* key, const std::string& body) {
    // Quotation marks and controls take more room in JSON.
    if (take(2 * body.size())) put(out, key, body, body.size());
  };
  put_body("html", mail.html);
  put_body("text", mail.text);
  Json files = Json::array();
  for (const ReturnedMail::File& file : mail.files) {
    if (!take(file.bytes.size() / 3 * 4 + file.name.size() + file.type.size() + 100)) continue;
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
