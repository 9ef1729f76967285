// SPDX-License-Identifier: MIT
#include "host/imap/url.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "mime/ascii.h"
#include "mime/utf8.h"

namespace eb {
namespace {

constexpr std::uint16_t kImaps = 993;
constexpr std::uint16_t kImap = 143;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower_case);
  return out;
}

// Nothing: a "%" without two hexadecimal digits, no UTF-8, or a control character.
std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      out += text[at];
      continue;
    }
    const int high = at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
    const int low = at + 2 < text.size() ? hex_digit(text[at + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    at += 2;
  }
  const bool control = std::any_of(out.begin(), out.end(), [](char c) { return (c >= 0 && c < ' ') || c == 127; });
  return !control && is_utf8(out) ? std::optional(out) : std::nullopt;
}

std::string encoded(std::string_view text, std::string_view plain) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_alphanumeric(c) || plain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  return out;
}

using Fault = tl::unexpected<std::string>;

tl::expected<void, std::string> take_user(std::string_view text, ImapUrl& url) {
  if (const std::size_t at = lower(text).find(";auth="); at != std::string::npos) {
    const std::string mechanism = lower(text.substr(at + 6));
    url.mechanism = mechanism == "*" ? "" : mechanism;
    text = text.substr(0, at);
  }
  if (text.find(':') != std::string_view::npos)
    return Fault(
        "leave the password out of the address, where others can see it; it is asked for, or comes from "
        "--password-command (a \":\" in a user name is written %3A)");
  const auto user = decoded(text);
  if (!user) return Fault("the user name in the address is not encoded as an address wants it (\"%\" is written %25)");
  url.user = *user;
  return {};
}

tl::expected<void, std::string> take_server(std::string_view text, ImapUrl& url) {
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return Fault("the address of the server has no \"]\"");
    url.host = lower(text.substr(1, end - 1));
    port = text.substr(end + 1);
    if (!port.empty() && port.front() != ':') return Fault("what follows \"]\" in the address is no port");
  } else {
    const std::size_t colon = std::min(text.find(':'), text.size());
    url.host = lower(text.substr(0, colon));
    port = text.substr(colon);
  }
  if (url.host.empty()) return Fault("the address names no server");
  const bool good = std::all_of(url.host.begin(), url.host.end(), [](char c) {
    return static_cast<unsigned char>(c) > ' ' && c != 127 &&
           std::string_view("%/?#@\\\"<>").find(c) == std::string_view::npos;
  });
  if (!good) return Fault("the address names a server that cannot be");
  if (port.empty()) return {};
  const std::string_view digits = port.substr(1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), url.port);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || url.port == 0)
    return Fault("\"" + std::string(digits) + "\" is no port; imaps servers listen on 993");
  return {};
}

tl::expected<void, std::string> take_folder(std::string_view text, ImapUrl& url) {
  const std::string low = lower(text);
  if (low.find(";uid=") != std::string::npos || text.find('?') != std::string_view::npos)
    return Fault("the address names single mails; only whole folders are scanned");
  if (const std::size_t at = low.find(";uidvalidity="); at != std::string::npos) text = text.substr(0, at);
  while (text.ends_with('/')) text.remove_suffix(1);
  if (text.empty()) return {};
  const auto folder = decoded(text);
  if (!folder) return Fault("the folder in the address is not encoded as an address wants it (\"%\" is written %25)");
  url.folder = *folder;
  return {};
}

}  // namespace

bool is_imap_url(std::string_view text) {
  const std::string scheme = lower(text.substr(0, 8));
  return scheme.starts_with("imap://") || scheme.starts_with("imaps://");
}

tl::expected<ImapUrl, std::string> parse_imap_url(std::string_view text) {
  if (!is_imap_url(text)) return Fault("an address of a folder begins with imaps:// or imap://");
  ImapUrl url;
  url.tls = lower(text.substr(0, 5)) == "imaps";
  url.port = url.tls ? kImaps : kImap;
  text.remove_prefix(text.find("//") + 2);
  const std::size_t slash = std::min(text.find('/'), text.size());
  std::string_view authority = text.substr(0, slash);
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    if (auto user = take_user(authority.substr(0, at), url); !user) return Fault(user.error());
    authority.remove_prefix(at + 1);
  }
  if (auto server = take_server(authority, url); !server) return Fault(server.error());
  if (auto folder = take_folder(text.substr(std::min(slash + 1, text.size())), url); !folder)
    return Fault(folder.error());
  return url;
}

std::string to_text(const ImapUrl& url) {
  std::string out = url.tls ? "imaps://" : "imap://";
  if (!url.user.empty() || !url.mechanism.empty()) {
    out += encoded(url.user, "-._~!$'()*+,@&=");
    if (!url.mechanism.empty()) out += ";AUTH=" + encoded(url.mechanism, "-._~*");
    out += '@';
  }
  out += url.host.find(':') != std::string::npos ? '[' + url.host + ']' : url.host;
  if (url.port != (url.tls ? kImaps : kImap)) out += ':' + std::to_string(url.port);
  return out + '/' + encoded(url.folder, "-._~!$'()*+,@&=:/");
}

}  // namespace eb
