// SPDX-License-Identifier: MIT
#include "host/cli/help.h"

namespace eb {

std::string_view main_help() {
  return R"(Explain Bounce tells why a mail came back, who can fix it, and what to do now.

usage: explain-bounce VERB [OPTION...] [...]

  explain      explain mails that came back
  scan         find and sum up all bounces of a mailbox, on a server or here
  lookup       what a code or an error text means
  feedback     your answers to "Was this helpful?"
  install      let Thunderbird and browsers find this program
  uninstall    take that back
  doctor       say whether they find it, and if not, why
  serve        answer a browser extension on standard input and output

  --help       this text; after a verb: the help of that verb
  --version    the version

Nothing leaves this machine: no verb but scan opens a network connection, and scan to your own mail server alone.

examples:
  explain-bounce explain bounce.eml
  explain-bounce lookup 5.7.26
  explain-bounce scan imaps://holly@mail.example.com
)";
}

std::string_view explain_help() {
  return R"(usage: explain-bounce explain [OPTION...] [PATH...]

Explains each mail: what happened, why, who can fix it, what to do.
PATH is one mail (.eml, or .msg as Outlook saves it), an mbox, a Maildir, any folder, or - for one mail on standard
input.

  --format text|json   text for people (the default); json: one object a line for each mail
  --lang TAG           language of the answer, such as sv or en (default: that of the locale)
  --me ADDRESS         an address of your own; may be repeated
  --verbose            which rule decided, on what words, and which others fitted
  --summary            not the explanation but the technical facts, for whoever runs your e-mail
  --redact             leave out subjects and what stands before the @ in addresses
  --jobs N             explain N mails at a time; answers keep the order of the mails
  --files-from FILE    read the PATHs from FILE, one a line; - for standard input
  --text FILE          not a mail but what you see or were told, such as the text of a bounce; - for standard input
  --help               this text

exit code: 0 all were read; 1 something could not be read (the rest is still explained); 2 wrong usage

examples:
  explain-bounce explain bounce.eml
  explain-bounce explain Undeliverable.msg
  explain-bounce explain --lang sv --me holly@example.com ~/Mail/bounces.mbox
  explain-bounce explain --summary --redact bounce.eml
  explain-bounce explain --format json --jobs 4 ~/Maildir | jq -r '.recipients[]?.reason'
  find . -name '*.eml' | explain-bounce explain --format json --files-from -
  echo "550 5.1.1 user unknown" | explain-bounce explain --text -
)";
}

std::string_view lookup_help() {
  return R"(usage: explain-bounce lookup [OPTION...] [QUERY...]

Tells what a code or an error text means. QUERY is any code or words, in any language that is built in, slips of the pen
included. Without one: what a bounce is, how to read one, and what to do about it.

  --format text|json   text for people (the default); json: one object
  --lang TAG           language of the answer, such as sv or en (default: that of the locale)
  --help               this text

exit code: 0 answered, even if nothing was found; 2 wrong usage

examples:
  explain-bounce lookup IB504
  explain-bounce lookup 5.7.26
  explain-bounce lookup too many recipients
  explain-bounce lookup --lang sv full brevlåda
  explain-bounce lookup
)";
}

std::string_view feedback_help() {
  return R"(usage: explain-bounce feedback list | export [FILE] | delete

Your answers to "Was this helpful?". They lie in one file on this computer and are sent to nobody; nothing of a mail is
in them. As long as you have not answered there is no file.

  list                 show them
  export [FILE]        write them as JSON, one object a line, to FILE or to standard output
  delete               delete them all

  --format text|json   of list: text for people (the default), or JSON
  --lang TAG           language of the labels, such as sv or en (default: that of the locale)
  --help               this text

exit code: 0 done; 1 a file could not be written or deleted; 2 wrong usage

examples:
  explain-bounce feedback list
  explain-bounce feedback export answers.jsonl
)";
}

std::string_view serve_help() {
  return R"(usage: explain-bounce serve

Answers a mail program's or browser's extension on standard input and output (native messaging). Clients start it
themselves once `explain-bounce install` has told them of it; there is nothing to see for a person.

examples:
  explain-bounce install
  explain-bounce doctor
)";
}

std::string_view version() { return "explain-bounce " EXPLAIN_BOUNCE_VERSION "\n"; }

}  // namespace eb
