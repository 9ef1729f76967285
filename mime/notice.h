// SPDX-License-Identifier: MIT
// Bounces without a machine-readable part: the layouts of mime/notices/*.json, read by one small interpreter.
//
//   {"id": "qmail",                                     who lays it out
//    "know": [["hi. this is the qmail-send program*"]], groups of lines that must all be there; one group is enough
//    "fields": {"from": ["*mailer-daemon*"]},           header fields that must fit, each with one of its patterns
//    "any_bounce": true,                                instead: fits every bounce (last of all); lines that hold more
//                                                       than an address are then part of the reason
//    "transcript": true,                                lines of an SMTP session stand before their recipient
//    "recipient": ["<{address}>:"],                     a line that names a recipient; {text} begins its reason
//    "reason": "paragraph",                             how far its reason goes: line | indented | paragraph |
//                                                       until_next
//    "delay": ["*will keep trying*"],                   a line that says that the server has not given up
//    "ignore": ["giving up on {host}*"],                lines that tell nothing
//    "stop": ["*transcript of session*"],               ends the current reason; recipients may follow
//    "returned": ["--- below this line*"],              the mail that came back begins after this line
//    "source": "..."}
//
// Lines are written in the language of line_pattern.h. A recipient named twice gets both reasons; one without a reason
// shares that of the next.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mime/message.h"
#include "mime/report.h"

namespace eb {

struct NoticeRecipient {
  std::string address;
  std::string reason;  // its lines, joined by LF
};

struct Notice {
  std::string layout;  // empty: no layout fits
  bool delayed = false;
  std::vector<NoticeRecipient> recipients;
  std::string_view preface;   // what stands before the first of them
  std::string_view returned;  // what follows the line that announces the returned mail; part of the text
};

// What is known of a mail before its words are read.
enum class Setting {
  unknown,  // a layout must stand at the beginning, or it is somebody who talks about a bounce
  forward,  // a forwarded bounce: a layout may stand anywhere
  bounce    // by its header: the layout of last resort may be used, too
};

// `text`: UTF-8, any line ends. `header`: of the mail; nullptr for text that has none.
Notice read_notice(std::string_view text, const std::vector<Field>* header, Setting setting);

// The remote server's own words in a reason: "host mx.example.com[192.0.2.1] said: 550 5.1.1 ..." -> host and reply.
struct QuotedReply {
  std::string host;
  std::string reply;  // empty: none is quoted
};
QuotedReply quoted_reply(std::string_view reason);

}  // namespace eb
