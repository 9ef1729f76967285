// SPDX-License-Identifier: MIT
// bytes -> a JSON-RPC 2.0 request whose parameters can be asked for without surprises.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eb {

// What a client sends. Not the ordered kind: there, an object of many keys takes quadratic time.
using RequestJson = nlohmann::json;
using Id = nlohmann::json;

// A JSON text (RFC 8259) in valid UTF-8, nested no deeper than 32. Nothing otherwise.
std::optional<RequestJson> parse(std::string_view bytes);

// Named parameters. Points into the document, which must outlive it.
class Params {
 public:
  explicit Params(const RequestJson* object) : object_(object) {}
  // By name, or left out altogether; false for positional ones.
  bool named() const { return !object_ || object_->is_object(); }
  bool has(const char* name) const { return find(name) != nullptr; }
  // A string inside of the object `name`; nullptr unless it is there.
  const std::string* text_of(const char* name, std::string_view key) const;
  // nullptr unless it is there and a string.
  const std::string* text(const char* name) const;
  bool is_text_or_absent(const char* name) const { return !has(name) || text(name); }
  bool is_whole_or_absent(const char* name) const;
  // These leave `out` alone where there is none; false where it is of another type.
  bool read_text(const char* name, std::string& out) const;
  bool read_flag(const char* name, bool& out) const;
  bool read_texts(const char* name, std::vector<std::string>& out) const;

 private:
  const RequestJson* find(const char* name) const;
  const RequestJson* object_;
};

struct Request {
  std::optional<Id> id;  // none: a notification
  std::string_view method;
  Params params{nullptr};
};

// Nothing where it is no request of JSON-RPC 2.0: batches, replies, ids of another type or of over 256 bytes.
std::optional<Request> read_request(const RequestJson& document);

}  // namespace eb
