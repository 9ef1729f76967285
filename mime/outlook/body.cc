// SPDX-License-Identifier: MIT
#include <utility>

#include "mime/outlook/code_page.h"
#include "mime/outlook/mail_writer.h"
#include "mime/outlook/parts.h"
#include "mime/outlook/rtf.h"
#include "mime/text.h"

namespace eb::outlook {
namespace {

// PidTagHtml is binary, in the code page of the Internet form of the message ([MS-OXCMSG] 2.2.1.58.9); PidTagBodyHtml,
// the same id, is text.
std::string html_of(const Properties& message, std::size_t limit, std::string& charset, bool* cut) {
  charset = "utf-8";
  std::string html = message.text(Id::html, limit, cut);
  if (!html.empty()) return html;
  const std::uint32_t code_page = message.number(Id::internet_code_page).value_or(0);
  charset = charset_of(code_page == 0 ? message.code_page() : code_page);
  return message.binary(Id::html, limit, cut);
}

}  // namespace

std::string body_part(const Item& item, Budget& budget, int level) {
  const Properties& message = item.message;
  const std::size_t limit = budget.left.body;
  std::string plain = message.text(Id::body, limit, &budget.cut);
  std::string charset;
  std::string html = html_of(message, limit, charset, &budget.cut);
  if (trim(plain).empty() && trim(html).empty()) {
    const std::string expanded = decompress_rtf(message.binary(Id::rtf_compressed, limit, &budget.cut), limit);
    if (expanded.size() >= limit) budget.cut = true;
    RtfText rtf = read_rtf(expanded);
    (rtf.html ? html : plain) = std::move(rtf.text);
    charset = "utf-8";
  }
  // What a report says to its reader stands here where no body has been made of it yet.
  if (trim(plain).empty() && trim(html).empty()) plain = message.text(Id::report_text, limit, &budget.cut);
  std::vector<std::string> parts;
  if (!plain.empty() || html.empty()) parts.push_back(leaf_part("text/plain; charset=utf-8", "", plain));
  if (!html.empty()) parts.push_back(leaf_part("text/html; charset=" + charset, "", html));
  std::string out = parts.size() == 1 ? std::move(parts.front()) : multipart("multipart/alternative", parts, level);
  if (budget.take(budget.left.bytes, out.size())) return out;
  return leaf_part("text/plain; charset=utf-8", "", "");
}

}  // namespace eb::outlook
