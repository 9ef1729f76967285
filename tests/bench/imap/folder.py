# SPDX-License-Identifier: MIT
"""Makes the folders of the benchmark, as files of a Maildir.

5,000 mails, 301 MB: every tenth mail is a bounce, each of tests/mails once (all forms, but not those that are no bounces),
then the first ones again; a third of them has its returned mail padded by an attachment, as real ones have. The others are ordinary mails: two in three text and HTML of 2 to
12 KB, the rest with a base64 attachment such that the whole folder is 301 MB. All by a generator with a fixed seed.

100,000 mails: small ordinary ones, every hundredth a bounce."""
import base64
import json
import pathlib
import random

MAILS = pathlib.Path(__file__).resolve().parents[2] / "mails"
WORDS = "order invoice meeting shipping thanks report update project lunch contract photo holiday question answer draft".split()


def bounces():
    """The mails of the tests that are reports of failure or delay."""
    found = []
    for path in sorted(MAILS.rglob("*.eml")):
        expectation = path.with_suffix(".json")
        if not expectation.exists():
            continue
        kind = json.loads(expectation.read_text()).get("kind")
        if kind in ("failure", "delay"):
            found.append(path.read_bytes().replace(b"\r\n", b"\n"))
    return found


def padded(mail, random_numbers):
    """The bounce with an attachment in the mail that came back, where that is a part of its own."""
    at = mail.rfind(b"\n--", 0, mail.rstrip().rfind(b"\n--") if mail.rstrip().endswith(b"--") else 0)
    start = mail.find(b"message/rfc822", max(at, 0))
    end = mail.rstrip().rfind(b"\n--")
    if start < 0 or end < start:
        return mail
    blob = base64.encodebytes(random_numbers.randbytes(random_numbers.randrange(20_000, 120_000)))
    return mail[:end] + b"\n" + blob + mail[end:]


def ordinary(number, attachment, random_numbers):
    words = lambda count: " ".join(random_numbers.choice(WORDS) for _ in range(count))
    head = (f"Return-Path: <person{number % 300}@example.net>\nReceived: from mx.example.net by mail.example.com; Mon, 23 Nov 2026 10:00:00 +0100\n"
            f"From: Person {number % 300} <person{number % 300}@example.net>\nTo: holly@example.com\nSubject: {words(5)}\n"
            f"Date: Mon, 23 Nov 2026 10:00:00 +0100\nMessage-ID: <{number}@example.net>\nMIME-Version: 1.0\n")
    text = "\n".join(words(12) for _ in range(random_numbers.randrange(10, 60)))
    if not attachment:
        return (head + f"Content-Type: multipart/alternative; boundary=\"alt{number}\"\n\n--alt{number}\nContent-Type: text/plain\n\n{text}\n"
                f"--alt{number}\nContent-Type: text/html\n\n<p>{text}</p>\n--alt{number}--\n").encode()
    blob = base64.encodebytes(random_numbers.randbytes(attachment)).decode()
    return (head + f"Content-Type: multipart/mixed; boundary=\"mix{number}\"\n\n--mix{number}\nContent-Type: text/plain\n\n{text}\n"
            f"--mix{number}\nContent-Type: application/pdf; name=\"a.pdf\"\nContent-Transfer-Encoding: base64\n\n{blob}\n--mix{number}--\n").encode()


def deliver(maildir, mails):
    """Writes them as Maildir files. The bytes in all, as the server counts them (with CRLF)."""
    for name in ("cur", "new", "tmp"):
        (maildir / name).mkdir(parents=True, exist_ok=True)
    total = 0
    for number, mail in enumerate(mails):
        virtual = len(mail) + mail.count(b"\n") - mail.count(b"\r\n")
        total += virtual
        # Dovecot takes the size from the name, as it writes it itself when it delivers.
        (maildir / "cur" / f"{1_700_000_000 + number}.M{number}P1.bench,S={len(mail)},W={virtual}:2,").write_bytes(mail)
    return total


def big(total=301_000_000, count=5000, seed=7):
    """The mails, and the numbers (from 1 on) of the bounces."""
    numbers = random.Random(seed)
    pool = bounces()
    mails, which = [], set()
    spent = 0
    for number in range(count):
        if number % 10 == 5:
            mail = pool[number // 10 % len(pool)]
            mail = padded(mail, numbers) if number % 30 == 5 else mail
            which.add(number + 1)
        elif number % 3:
            mail = ordinary(number, 0, numbers)
        else:
            left = sum(1 for n in range(number, count) if n % 10 != 5 and n % 3 == 0)
            share = max((total - spent - 12_000 * (count - number)) / left, 1000)
            mail = ordinary(number, int(share * 0.72 * numbers.uniform(0.5, 1.5)), numbers)
        spent += len(mail) + mail.count(b"\n")
        mails.append(mail)
    return mails, which


def many(count=100_000, seed=8):
    numbers = random.Random(seed)
    pool = bounces()
    for number in range(count):
        if number % 100 == 50:
            yield pool[number // 100 % len(pool)]
        else:
            yield ordinary(number, 0, numbers)[:900] + b"\n"
