# SPDX-License-Identifier: MIT
"""What a server may do wrong, and how it must end: a kind of fault and words, or (kind None) the mails that come anyway."""
import os
import signal
import socket
import time
from dataclasses import dataclass, field

from fake_server import random_garbage, section

ALL_MAILS = [1, 2, 3, 4, 5]
MANY = b"* SEARCH " + b" ".join(b"%d" % n for n in range(1, 1_000_000)) + b"\r\n"


@dataclass
class Scenario:
    name: str
    kind: str | None
    words: object
    server: dict = field(default_factory=dict)
    options: tuple = ()


def kill_children(parent):
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            with open(f"/proc/{entry}/stat", encoding="utf-8", errors="replace") as file:
                if int(file.read().rsplit(")", 1)[1].split()[1]) == parent:
                    os.kill(int(entry), signal.SIGKILL)
        except (OSError, IndexError):
            pass


def own_address():
    """An address of this machine that is not loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        try:
            s.connect(("192.0.2.1", 9))  # nothing is sent
            address = s.getsockname()[0]
        except OSError:
            return None
    return None if address.startswith("127.") or address == "0.0.0.0" else address


# ---- greetings

def drip(connection):
    while not connection.server.stopped.is_set():
        connection.send(b"A")
        time.sleep(0.2)


GREETINGS = [
    Scenario("greeting: garbage", "protocol", "IMAP|zero byte|never ends",
             {"greeting": lambda c: (c.send(random_garbage(4096).replace(b"\n", b"") + b"\r\n"), c.pause(3))}),
    Scenario("greeting: BYE", "connection", "sends us away: go away", {"greeting": b"* BYE go away\r\n"}),
    Scenario("greeting: endless", "protocol", "far more|never ends", {"greeting": lambda c: c.flood(b"* OK " + b"A" * 65530)}),
    Scenario("greeting: one byte now and then", "connection", "too long|silent", {"greeting": drip}),
    Scenario("greeting: none", "connection", "too long|silent", {"greeting": lambda c: c.pause()}),
    Scenario("greeting: already logged in", None, ALL_MAILS, {"greeting": b"* PREAUTH hi\r\n", "capabilities": b"IMAP4rev1"}),
    # These bring down libetpan where it sees them.
    Scenario("greeting: PERMANENTFLAGS", None, ALL_MAILS, {"greeting": b"* OK [PERMANENTFLAGS (%)] hi\r\n", "capabilities": b"IMAP4rev1"}),
    Scenario("greeting: BADCHARSET", None, ALL_MAILS, {"greeting": b"* OK [BADCHARSET (%)] x\r\n", "capabilities": b"IMAP4rev1"}),
    Scenario("greeting: of a web server", "protocol", "HTTP/1.1 400", {"greeting": b"HTTP/1.1 400 Bad Request\r\n\r\n"}),
]


def on(word, act):
    """A scenario that strikes when a command begins with `word`."""
    def scenario(connection, tag, command):
        if not command.startswith(word):
            return False
        act(connection, tag)
        return True
    return {"scenario": scenario, "capabilities": b"IMAP4rev1 AUTH=PLAIN"}


def send(data):
    return lambda connection, tag: connection.send(data.replace(b"TAG", tag))


BEFORE_THE_MAILS = [
    Scenario("CAPABILITY: a bare OK", "protocol", "what it can do",
             {"greeting": b"* OK hi\r\n", **on(b"CAPABILITY", send(b"TAG OK\r\n"))}),
    Scenario("CAPABILITY: refused", "protocol", "what it can do", {"greeting": b"* OK hi\r\n", **on(b"CAPABILITY", send(b"TAG BAD no\r\n"))}),
    Scenario("login: refused", "login", r"refused the user name or the password of holly \(it says: no such user\)",
             on(b"AUTH", send(b"TAG NO [AUTHENTICATIONFAILED] no such user\r\n"))),
    Scenario("login: refused, with the password", "login", "refused the user name or the password of holly$",
             on(b"AUTH", send(b"TAG NO s3cret is wrong\r\n"))),
    Scenario("login: not now", "connection", "just now", on(b"AUTH", send(b"TAG NO [UNAVAILABLE] later\r\n"))),
    Scenario("login: BYE", "connection", "bye now", on(b"AUTH", lambda c, t: (c.send(b"* BYE bye now\r\n"), c.cut()))),
    Scenario("login: BYE and NO", "login", "refused", on(b"AUTH", send(b"* BYE bye now\r\nTAG NO x\r\n"))),
    Scenario("login: asked on and on", "protocol", "on and on", on(b"AUTH", send(b"+ go on\r\n" * 20000 + b"TAG OK x\r\n"))),
    Scenario("login: no way that we know", "login", "no way to log in", {"capabilities": b"IMAP4rev1 LOGINDISABLED AUTH=GSSAPI"}),
    Scenario("login: OAuth2 only", "login", "--oauth2-token-command", {"capabilities": b"IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2"}),
    Scenario("login: the command, where SASL is not offered", None, ALL_MAILS, {"capabilities": b"IMAP4rev1"}),
    Scenario("login: a mechanism that is none", "usage", "magic", {}, ("mechanism=magic",)),
    Scenario("LIST: odd names", None, ALL_MAILS,
             on(b"LIST", send(b'* LIST () "/" "&AAAA-&&&-&zzzz"\r\n* LIST () "/" "&#$-"\r\n* LIST () "/" {3}\r\nab\xff\r\n* LIST () NIL &\r\n'
                              b'* LIST (\\NoSelect) "\\\\" "a\\"b"\r\n* LIST ((((\r\nTAG OK x\r\n'))),
    Scenario("EXAMINE: numbers that are none", "protocol", "UIDVALIDITY",
             on(b"EXAMINE", send(b"* 5 EXISTS\r\n* OK [UIDVALIDITY 99999999999999999999999] x\r\n* FLAGS (\\Seen\r\nTAG OK x\r\n"))),
    Scenario("EXAMINE: no UIDVALIDITY", "folder", "no lasting numbers", on(b"EXAMINE", send(b"* 5 EXISTS\r\nTAG OK x\r\n"))),
    Scenario("EXAMINE: refused", "folder", r"\"INBOX\" cannot be opened \(the server says: not yours\)", on(b"EXAMINE", send(b"TAG NO not yours\r\n"))),
    Scenario("SEARCH: more mails than there are", "protocol", "more mails than there are|far more",
             on(b"UID SEARCH", lambda c, t: c.send(MANY))),
    Scenario("ESEARCH: all there could be", "protocol", "more mails than there are",
             {**on(b"UID SEARCH", send(b'* ESEARCH (TAG "TAG") UID ALL 1:4294967295\r\nTAG OK x\r\n')), "capabilities": b"IMAP4rev1 AUTH=PLAIN ESEARCH"}),
    Scenario("SEARCH: fewer mails than there are", "protocol", "did not list all mails", on(b"UID SEARCH", send(b"* SEARCH 1 2\r\nTAG OK x\r\n"))),
    Scenario("SEARCH: no list at all", "protocol", "did not list all mails", on(b"UID SEARCH", send(b"TAG OK x\r\n"))),
    Scenario("SEARCH: while a mail goes", None, [1, 2, 3, 5], on(b"UID SEARCH", send(b"* 4 EXPUNGE\r\n* SEARCH 1 2 3 5\r\nTAG OK x\r\n"))),
    Scenario("SEARCH: garbage", "protocol", "no server may", on(b"UID SEARCH", send(b"* SEARCH 1 0 -5 x\r\nTAG OK x\r\n"))),
]

# ---- the mails: what a server says to a FETCH, at each of its three stages (headers, structures, beginnings)

LITERAL = b"* 1 FETCH (UID 1 SECTION {%s}\r\n"


def literal(number, then=b"hello)\r\nTAG OK x\r\n"):
    return LITERAL % number + then


def nested(depth):
    return (b"* 1 FETCH (UID 1 RFC822.SIZE 9 BODYSTRUCTURE " + b"(" * depth + b'"TEXT" "PLAIN" NIL NIL NIL "7BIT" 1 1' + b' "MIXED")' * depth
            + b")\r\nTAG OK x\r\n")


def nested_extension(depth):
    return (b'* 1 FETCH (UID 1 RFC822.SIZE 9 BODYSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 1 1 NIL NIL NIL NIL ' + b"(" * depth + b")" * depth
            + b"))\r\nTAG OK x\r\n")


STAGES = {"headers": b"HEADER.FIELDS", "structures": b"BODYSTRUCTURE", "beginnings": b"BODY.PEEK[]"}


def at_stage(stage, act):
    def scenario(connection, tag, command):
        if not command.startswith(b"UID FETCH") or STAGES[stage] not in command:
            return False
        name = section(command) or b"BODY[]"
        if callable(act):
            act(connection, tag, name)
        else:
            connection.send(act.replace(b"TAG", tag).replace(b"SECTION", name))
        return True
    return {"scenario": scenario, "capabilities": b"IMAP4rev1 AUTH=PLAIN"}


def begin_then(then):
    def act(connection, tag, name):
        connection.send((LITERAL % b"100000").replace(b"SECTION", name) + b"x" * 1000)
        then(connection)
    return act


def drip_literal(connection):
    while not connection.server.stopped.is_set():
        connection.send(b"x")
        time.sleep(0.2)


UNREADABLE = ("protocol", "in a form that no server may|far more|zero byte|closed")
# What each does; how it ends where headers or beginnings are asked for, and where structures are (None: without them).
FETCHES = [
    ("4 GB literal, then silence", literal(b"4294967295", b"x" * 1000), ("protocol", "announced 4294967295 bytes"), ("protocol", "announced")),
    ("literal that wraps", literal(b"4294967301"), ("protocol", "announced 4294967301"), ("protocol", "announced")),
    ("literal beyond all numbers", literal(b"99999999999999999999999999"), ("protocol", "endlessly many"), ("protocol", "endlessly many")),
    ("literal below zero", literal(b"-5"), ("protocol", "does not speak IMAP"), ("protocol", "does not speak IMAP")),
    ("literal cut off", begin_then(lambda c: c.cut()), ("connection", "closed the connection|broke"), ("connection", "closed|broke")),
    ("line cut off", lambda c, t, n: (c.send(b"* 1 FETCH (UID 1 BODY[] {100"), c.cut()), ("connection", "closed|broke"), ("connection", "closed|broke")),
    ("quotes and brackets left open", b'* 1 FETCH (UID 1 BODY[] "unterminated\r\n* 1 FETCH ((((\r\nTAG OK x\r\n', UNREADABLE, None),
    ("garbage", lambda c, t, n: c.send(b"* 1 FETCH " + random_garbage(100000).replace(b"\n", b"").replace(b"\0", b"") + b"\r\n" + t + b" OK x\r\n"), UNREADABLE, None),
    ("zero bytes", b'* 1 FETCH (UID 1 BODY[] "a\0b")\r\n\0\0\r\nTAG OK x\r\n', ("protocol", "zero byte"), ("protocol", "zero byte")),
    ("BYE", lambda c, t, n: (c.send(b"* BYE shutting down\r\n"), c.cut()), ("connection", "shutting down"), ("connection", "shutting down")),
    ("wrong tag", b"9999 OK x\r\n", ("protocol", "nobody gave"), ("protocol", "nobody gave")),
    ("structure nested 20,000 times", nested(20000), UNREADABLE, None),
    ("extension nested 20,000 times", nested_extension(20000), UNREADABLE, None),
    ("structure nested 500 times", nested(500), None, None),
    # Nobody asked for those: the five mails are taken to be gone.
    ("mails that nobody asked for", b"* 77 FETCH (UID 4000000000 SECTION {5}\r\nhello)\r\n* 5 FETCH (UID 0 BODY[TEXT] {3}\r\nabc)\r\nTAG OK x\r\n", None, None),
]
SLOW = [
    ("4 GB literal that flows", lambda c, t, n: (c.send(LITERAL.replace(b"SECTION", n) % b"3000000"), c.flood(b"x" * 100000)), ("protocol|connection", "far more|never ends|too long")),
    ("endless line", lambda c, t, n: (c.send(b"* OK "), c.flood(b"A" * 1000000)), ("protocol|connection", "far more|never ends|too long")),
    ("endless answers", lambda c, t, n: c.flood(b"* 1 FETCH (UID 1 FLAGS (\\Seen))\r\n" * 20000), ("protocol|connection", "far more|too long")),
    ("silence", lambda c, t, n: c.pause(), ("connection", "silent|too long")),
    ("silence in a literal", begin_then(lambda c: c.pause()), ("connection", "silent|too long")),
    ("one byte now and then", begin_then(drip_literal), ("connection", "too long")),
]


def fetch_scenarios():
    out = []
    for name, act, ends, at_structures in FETCHES:
        for stage in STAGES:
            kind, words = (at_structures if stage == "structures" else ends) or (None, None)
            out.append(Scenario(f"{stage}: {name}", kind, words, at_stage(stage, act)))
    out += [Scenario(f"headers: {name}", *ends, at_stage("headers", act)) for name, act, ends in SLOW]
    return out


def without_structure():
    """No structure can be read, but the mails come all the same."""
    return [Scenario("structures: none", None, ALL_MAILS, at_stage("structures", b"TAG OK x\r\n")),
            Scenario("structures: nested, the mails all the same", None, ALL_MAILS, at_stage("structures", nested(20000)))]


ALL = GREETINGS + BEFORE_THE_MAILS + fetch_scenarios() + without_structure()
