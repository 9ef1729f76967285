// SPDX-License-Identifier: MIT
#include "host/scan/help.h"

namespace eb {

std::string_view scan_help() {
  return R"(usage: explain-bounce scan [OPTION...] URL|PATH...

Finds every bounce in a mailbox, explains it, and sums up: how many, why, who can fix it, what to do first.
URL is imaps://USER@HOST/FOLDER (or imap://, which encrypts by STARTTLS); without a FOLDER it is INBOX. PATH is an mbox,
a Maildir, any folder of mails, one mail, or - for one on standard input. Nothing is changed: no mail is marked as read.

which mails
  --since DATE|Nd      received on that day (2026-11-23) or later, or in the last N days (30d)
  --max N              only the newest N mails of each folder
  --folder GLOB        folders on the server that fit, such as "Lists/*"; may be repeated
  --all-folders        all of them
  --fast               let the server search: less to read, a few are missed

the report
  --format text|json|csv|html
                       text: a summary for people (the default); json: a line for each report and one summary; csv: a
                       line for each recipient that was not reached; html: a page with charts that needs no network
  --output FILE        into FILE; it is there as a whole or not at all
  --addresses-to-remove FILE
                       also write the addresses that are dead for good, with the reason, one a line: no such user or
                       domain, mailbox closed, moved. Nothing temporary, and no refusal of a mail or its sender
  --lang TAG           language, such as sv or en (default: that of the locale)
  --me ADDRESS         an address of your own; may be repeated. A user name that is an address is one already
  --watch              stay, and tell each new bounce as it comes
  --exec CMD           with --watch: run CMD (by sh -c) for each, with its line of JSON on standard input
  --jobs N             explain N mails at a time
  --verbose            tell on standard error what is said to the server

logging in
  --password-command CMD
                       take the password from what CMD prints; else you are asked for it on the terminal
  --oauth2-token-command CMD
                       log in with the OAuth 2 token that CMD prints (Microsoft 365, Gmail)
  --mechanism NAME     plain, login, password or xoauth2 (default: the best that the server knows)
  --ca-file FILE       trust the certificate authorities in FILE (PEM)
  --insecure           allow a connection without encryption
  --timeout SECONDS    how long a server may be silent (default: 60)

what is kept
  A scan of a server keeps its answers, so that the next one reads new mails only:
  $XDG_STATE_HOME/explain-bounce/scan.db (~/.local/state/explain-bounce/scan.db), readable for you alone. In it stand,
  for each bounce, the explanation with the addresses, the subject and the server's words; of other mails nothing.
  Nothing of mail on this machine is kept, and never a password.
  --no-store           keep nothing, and look through all again
  --forget             delete what is kept of URL, or all without one

  --help               this text

exit code: 0 all were read; 1 something could not be read, or you stopped it (the rest is reported); 2 wrong usage
Ctrl-C ends a scan with a report of what was found until then; once more ends it at once.

examples:
  explain-bounce scan imaps://holly@mail.example.com
  explain-bounce scan --since 30d --format html --output bounces.html \
    imaps://holly@mail.example.com/INBOX
  explain-bounce scan --password-command "pass mail/holly" --all-folders \
    imaps://holly@mail.example.com
  explain-bounce scan --addresses-to-remove dead.txt ~/Mail/newsletter-bounces.mbox && cut -f1 dead.txt
  explain-bounce scan --format json ~/Maildir | jq -r 'select(.type=="bounce") | .answer.recipients[]?.address'
  explain-bounce scan --watch --exec ./ticket imaps://postmaster@mail.example.com
  explain-bounce scan --forget imaps://holly@mail.example.com

examples for Microsoft 365 and Gmail, with whatever keeps your OAuth 2 token:
  explain-bounce scan --oauth2-token-command "oama access holly@example.com" \
    imaps://holly@example.com@outlook.office365.com
  explain-bounce scan --oauth2-token-command "pizauth show work" \
    imaps://holly@example.com@outlook.office365.com
  explain-bounce scan --oauth2-token-command "ortie token show" \
    imaps://holly@gmail.com@imap.gmail.com
  explain-bounce scan --oauth2-token-command "mutt_oauth2.py ~/.token" \
    imaps://holly@gmail.com@imap.gmail.com
)";
}

}  // namespace eb
