# SPDX-License-Identifier: MIT
"""An IMAP server on loopback that answers well, except where its scenario says otherwise. Each connection is a thread."""
import os
import re
import socket
import ssl
import threading
import time

BOUNCE = (b"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.com\r\nTo: holly@example.com\r\nSubject: Undelivered Mail Returned to Sender\r\n"
          b"Content-Type: text/plain\r\n\r\n<bob@example.net>: 550 5.1.1 no such user\r\n")
FIELDS = BOUNCE.split(b"\r\n\r\n")[0] + b"\r\n\r\n"
CAPABILITIES = b"IMAP4rev1 IDLE AUTH=PLAIN"


class FakeServer:
    """scenario: a function (connection, tag, command) -> True if it has answered itself; `greeting`: bytes or a function."""

    def __init__(self, scenario=None, greeting=None, mails=5, certificate=None, implicit_tls=True, capabilities=CAPABILITIES, host="127.0.0.1"):
        self.scenario, self.greeting, self.mails = scenario, greeting, mails
        self.capabilities, self.implicit_tls = capabilities, implicit_tls
        self.context = None
        if certificate:
            self.capabilities += b"" if implicit_tls else b" STARTTLS"
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate)
        self.commands = []      # (encrypted, line) of all connections
        self.connections = 0
        self.uid_validity = 1
        self.stopped = threading.Event()
        self.listener = socket.create_server((host, 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.connection(client, self.connections).serve, daemon=True).start()

    def connection(self, client, number):
        return Connection(self, client, number)

    def stop(self):
        self.stopped.set()
        self.listener.close()


class Connection:
    def __init__(self, server, client, number):
        self.server, self.socket, self.number = server, client, number
        self.encrypted = False
        self.answers = 0

    def send(self, data):
        self.socket.sendall(data)

    def start_tls(self):
        self.socket = self.server.context.wrap_socket(self.socket, server_side=True)
        self.encrypted = True
        self.file = self.socket.makefile("rb")

    def pause(self, seconds=30):
        self.server.stopped.wait(seconds)

    def cut(self):
        """Ends it without a word, whatever was on its way."""
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        raise ConnectionError

    def flood(self, data, seconds=20):
        end = time.time() + seconds
        while time.time() < end and not self.server.stopped.is_set():
            self.send(data)

    def serve(self):
        try:
            self.socket.settimeout(60)
            self.file = self.socket.makefile("rb")
            if self.server.context and self.server.implicit_tls:
                self.start_tls()
            greeting = self.server.greeting
            if callable(greeting):
                greeting(self)
            else:
                self.send(greeting or b"* OK [CAPABILITY " + self.server.capabilities + b"] fake\r\n")
            while line := self.file.readline():
                self.server.commands.append((self.encrypted, line))
                tag, _, rest = line.strip().partition(b" ")
                command = rest.upper()
                if self.server.scenario and self.server.scenario(self, tag, command):
                    continue
                self.answer(tag, command)
        except (OSError, ConnectionError, ValueError):
            pass
        finally:
            try:
                self.socket.close()
            except OSError:
                pass

    def ok(self, tag, words=b"done"):
        self.send(tag + b" OK " + words + b"\r\n")

    def answer(self, tag, command):
        if command.startswith(b"STARTTLS"):
            self.ok(tag)
            self.start_tls()
        elif command.startswith(b"CAPABILITY"):
            self.send(b"* CAPABILITY " + self.server.capabilities + b"\r\n")
            self.ok(tag)
        elif command.startswith(b"AUTHENTICATE"):
            if len(command.split()) == 2:
                self.send(b"+ \r\n")
                self.file.readline()
            self.ok(tag)
        elif command.startswith(b"EXAMINE"):
            self.send(b"* %d EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY %d] x\r\n* OK [UIDNEXT %d] x\r\n"
                      % (self.server.mails, self.server.uid_validity, self.server.mails + 1))
            self.ok(tag, b"[READ-ONLY] done")
        elif command.startswith(b"UID SEARCH"):
            self.send(b"* SEARCH " + b" ".join(b"%d" % uid for uid in range(1, self.server.mails + 1)) + b"\r\n")
            self.ok(tag)
        elif command.startswith(b"LIST"):
            self.send(b'* LIST (\\HasNoChildren) "/" INBOX\r\n')
            self.ok(tag)
        elif command.startswith(b"UID FETCH"):
            for uid in uids(command):
                if uid <= self.server.mails:
                    self.fetched(uid, command)
            self.ok(tag)
        elif command.startswith(b"LOGOUT"):
            self.send(b"* BYE\r\n")
            self.ok(tag)
        else:
            self.ok(tag)

    def fetched(self, uid, command):
        self.answers += 1
        self.send(fetch_answer(uid, command))


def uids(command):
    out = []
    for item in command.split()[2].split(b","):
        first, _, last = item.partition(b":")
        out += range(int(first), int(last or first) + 1)
    return out


def section(command):
    """What the answer to it holds besides the UID, up to the literal or the structure."""
    if b"HEADER.FIELDS" in command:
        return b"BODY" + re.search(rb"\[.*?\]", command).group()
    return b"BODY[]<0>" if b"BODY.PEEK[]" in command else b""


def fetch_answer(uid, command):
    name = section(command)
    if not name:
        return (b'* %d FETCH (UID %d RFC822.SIZE %d INTERNALDATE "23-Nov-2026 10:00:00 +0100" BODYSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 43 1))\r\n'
                % (uid, uid, len(BOUNCE)))
    data = FIELDS if b"HEADER" in name else BOUNCE
    return b"* %d FETCH (UID %d %s {%d}\r\n%s)\r\n" % (uid, uid, name, len(data), data)


def random_garbage(size):
    return os.urandom(size)
