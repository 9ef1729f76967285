#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Sends the mails of world.py, each with its name in its Message-ID.

    send.py smtp HOST PORT [NAME...]        or        send.py COMMAND... -- [NAME...]      (sendmail's arguments; -f is added)
"""
import smtplib
import subprocess
import sys

from world import LOCAL, SENDER, SENDS


def mail(name, recipients, options):
    subject = options.get("raw") or options.get("subject", f"Hello to {recipients[0]}").encode()
    head = [
        b"From: Holly <holly@sender.example>",
        b"To: " + b",\n\t".join(r.encode() for r in recipients),
        b"Subject: " + subject,
        f"Message-ID: <{name}.send@{SENDER}>".encode(),
        b"Date: Wed, 25 Nov 2026 10:00:00 +0100",
        b"MIME-Version: 1.0",
        b"Content-Type: " + options.get("type", "text/plain; charset=utf-8").encode(),
        b"Content-Transfer-Encoding: 8bit",
    ]
    body = options.get("body", "Grüße, smörgåsar och hälsningar.\n").encode()
    line = b"This line makes the mail larger than that server takes.\n"
    body += line * (options.get("big", 0) // len(line))
    return b"\n".join(head) + b"\n\n" + body


def main():
    arguments = sys.argv[1:]
    if arguments[0] == "smtp":
        command, names = None, arguments[3:]
    else:
        cut = arguments.index("--")
        command, names = arguments[:cut], arguments[cut + 1:]
    for name in names or SENDS:
        recipients, options = {**SENDS, **LOCAL}[name]
        data = mail(name, recipients, options)
        try:
            if command:
                subprocess.run([*command, "-f", f"holly@{SENDER}", *([] if "-d" in command else recipients)], input=data, check=True)
            else:
                with smtplib.SMTP(arguments[1], int(arguments[2]), local_hostname="pc.mail.example", timeout=30) as smtp:
                    smtp.ehlo()
                    smtp.sendmail(f"holly@{SENDER}", recipients, data.replace(b"\n", b"\r\n"),
                                  ["BODY=8BITMIME"] if smtp.has_extn("8bitmime") else [])
        except (smtplib.SMTPException, OSError, subprocess.CalledProcessError) as fault:
            print(f"{name}: {fault}", file=sys.stderr)
        print(name, flush=True)


if __name__ == "__main__":
    main()
