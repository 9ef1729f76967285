// SPDX-License-Identifier: MIT
#include "host/native_messaging/request.h"

namespace eb {
namespace {

constexpr int kDepth = 32;
constexpr std::size_t kIdBytes = 256;

// True if arrays and objects are nested deeper than kDepth. Four million brackets would take memory a hundred times
// their size, so the text is looked at before it becomes a tree.
bool too_deep(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kDepth) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

}  // namespace

std::optional<RequestJson> parse(std::string_view bytes) {
  if (too_deep(bytes)) return std::nullopt;
  RequestJson document = RequestJson::parse(bytes.begin(), bytes.end(), nullptr, false);  // refuses what is no UTF-8
  if (document.is_discarded()) return std::nullopt;
  return document;
}

const RequestJson* Params::find(const char* name) const {
  if (!object_ || !object_->is_object()) return nullptr;
  const auto found = object_->find(name);
  return found == object_->end() ? nullptr : &*found;
}

const std::string* Params::text(const char* name) const {
  const RequestJson* value = find(name);
  return value ? value->get_ptr<const std::string*>() : nullptr;
}

bool Params::is_whole_or_absent(const char* name) const {
  const RequestJson* value = find(name);
  return !value || value->is_number_integer();
}

bool Params::read_text(const char* name, std::string& out) const {
  if (!has(name)) return true;
  const std::string* value = text(name);
  if (value) out = *value;
  return value != nullptr;
}

bool Params::read_flag(const char* name, bool& out) const {
  const RequestJson* value = find(name);
  if (!value) return true;
  if (!value->is_boolean()) return false;
  out = value->get<bool>();
  return true;
}

const std::string* Params::text_of(const char* name, std::string_view key) const {
  const RequestJson* object = find(name);
  if (!object || !object->is_object()) return nullptr;
  const auto found = object->find(key);
  return found == object->end() ? nullptr : found->get_ptr<const std::string*>();
}

bool Params::read_texts(const char* name, std::vector<std::string>& out) const {
  const RequestJson* value = find(name);
  if (!value) return true;
  if (!value->is_array()) return false;
  for (const RequestJson& item : *value) {
    const auto* text = item.get_ptr<const std::string*>();
    if (!text) return false;
    out.push_back(*text);
  }
  return true;
}

std::optional<Request> read_request(const RequestJson& document) {
  if (!document.is_object()) return std::nullopt;  // a batch is an array
  const auto version = document.find("jsonrpc");
  if (version == document.end() || *version != "2.0") return std::nullopt;
  const auto method = document.find("method");
  if (method == document.end() || !method->is_string()) return std::nullopt;
  Request request;
  request.method = method->get_ref<const std::string&>();
  if (const auto id = document.find("id"); id != document.end()) {
    const auto* text = id->get_ptr<const std::string*>();
    if (!text && !id->is_number() && !id->is_null()) return std::nullopt;
    if (text && text->size() > kIdBytes) return std::nullopt;
    request.id = *id;
  }
  if (const auto params = document.find("params"); params != document.end()) {
    if (!params->is_structured()) return std::nullopt;  // JSON-RPC 2.0 section 4.2
    request.params = Params(&*params);
  }
  return request;
}

}  // namespace eb
