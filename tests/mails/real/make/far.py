#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The rest of the internet: a name server and the mail servers of world.py. Mail for SENDER's domain is kept in OUT.

    far.py OUT
"""
import pathlib
import re
import socket
import socketserver
import struct
import sys
import threading

from world import CLIENT, DNS, DOMAINS, HOST, SENDER

OUT = pathlib.Path(sys.argv[1])
LOCK = threading.Lock()

A, NS, SOA, PTR, MX, TXT, AAAA = 1, 2, 6, 12, 15, 16, 28


def addresses():
    hosts = {HOST: CLIENT, "mail.example": CLIENT}
    for entry in DOMAINS.values():
        if entry["ip"]:
            hosts[entry["mx"]] = entry["ip"]
    return hosts


def exchangers():
    mx = {domain: entry["mx"] for domain, entry in DOMAINS.items() if entry["mx"]}
    mx["mail.example"] = HOST
    return mx


HOSTS, EXCHANGERS = addresses(), exchangers()


def wire(name):
    return b"".join(bytes([len(label)]) + label.encode() for label in name.strip(".").split(".") if label) + b"\0"


def resolve(name, kind):
    """(response code, data of the answer or None)"""
    if name in DOMAINS and not DOMAINS[name]["mx"]:
        return 2, None  # SERVFAIL
    reverse = {".".join(reversed(ip.split("."))) + ".in-addr.arpa": host for host, ip in HOSTS.items() if host != "mail.example"}
    if kind == PTR and name in reverse:
        return 0, wire(reverse[name])
    if kind == MX and name in EXCHANGERS:
        preference = 0 if EXCHANGERS[name] == "." else 10
        return 0, struct.pack(">H", preference) + wire(EXCHANGERS[name])
    if kind == A and name in HOSTS:
        return 0, socket.inet_aton(HOSTS[name])
    known = name in HOSTS or name in EXCHANGERS or name in reverse or any(h.endswith("." + name) for h in HOSTS)
    return (0 if known else 3), None


def dns_reply(query):
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1:at + 1 + query[at]].decode("latin-1"))
        at += 1 + query[at]
    kind = struct.unpack(">H", query[at + 1:at + 3])[0]
    question = query[12:at + 5]
    code, data = resolve(".".join(labels).lower(), kind)
    answer = b"" if data is None else b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 300, len(data)) + data
    authority = b""
    if data is None and code != 2:  # RFC 2308: a negative answer carries the zone's SOA
        soa = wire("ns.example") + wire("hostmaster.example") + struct.pack(">IIIII", 1, 3600, 600, 86400, 300)
        authority = wire("example") + struct.pack(">HHIH", SOA, 1, 300, len(soa)) + soa
    flags = 0x8580 | code
    return query[:2] + struct.pack(">HHHHH", flags, 1, int(data is not None), int(bool(authority)), 0) + question + answer + authority


class Udp(socketserver.BaseRequestHandler):
    def handle(self):
        self.request[1].sendto(dns_reply(self.request[0]), self.client_address)


class Tcp(socketserver.StreamRequestHandler):
    def handle(self):
        size = self.rfile.read(2)
        if len(size) == 2:
            reply = dns_reply(self.rfile.read(struct.unpack(">H", size)[0]))
            self.wfile.write(struct.pack(">H", len(reply)) + reply)


def keep(data):
    """Names a bounce by the mail that came back, which carries its name in its Message-ID."""
    name = re.search(rb"<([\w-]+)\.send@sender\.example>", data)
    stem = name.group(1).decode() if name else "unnamed"
    if re.search(rb"(?im)^action: *delayed|^subject: *(warning|delayed|.*delay)", data):
        stem += "-delay"
    with LOCK:
        file, number = OUT / f"{stem}.eml", 1
        while file.exists():
            number += 1
            file = OUT / f"{stem}-{number}.eml"
        file.write_bytes(data)


class Smtp(socketserver.StreamRequestHandler):
    def say(self, lines, recipient=""):
        codes = [line if re.match(r"\d{3}[- ]", line) else "250 " + line for line in lines]
        for line in codes:
            text = line.replace("{a}", recipient).replace("{ip}", self.client_address[0])
            self.wfile.write(text.encode() + b"\r\n")
        return bool(lines) and lines[-1].startswith("2")

    def handle(self):
        ip = self.connection.getsockname()[0]
        entry = next(e for e in DOMAINS.values() if e["ip"] == ip)
        greeting = entry.get("greeting", [f"220 {entry['mx']} ESMTP"])
        if not self.say(greeting):
            return
        recipients = []
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"EHLO":
                offers = [entry["mx"], "8BITMIME", "ENHANCEDSTATUSCODES", "PIPELINING", *entry.get("extensions", [])]
                offers += [f"SIZE {entry['size']}"] if "size" in entry else []
                offers = [o for o in offers if o != "CHUNKING"]
                self.say([f"250{'-' if i + 1 < len(offers) else ' '}{o}" for i, o in enumerate(offers)])
            elif verb == b"HELO":
                self.say([f"250 {entry['mx']}"])
            elif verb == b"MAIL":
                recipients = []
                self.say(entry.get("mail", ["250 2.1.0 Ok"]))
            elif verb == b"RCPT":
                address = line.split(b"<")[1].split(b">")[0].decode("utf-8", "replace")
                reply = entry.get("rcpt", {}).get(address.split("@")[0], ["250 2.1.5 Ok"])
                if self.say(reply, address):
                    recipients.append(address)
            elif verb == b"DATA":
                self.data(entry, recipients)
            elif verb == b"QUIT":
                self.say(["221 2.0.0 Bye"])
                return
            else:
                self.say(["250 2.0.0 Ok"])

    def data(self, entry, recipients):
        if not recipients:
            self.say(["554 5.5.1 Error: no valid recipients"])
            return
        self.say(["354 End data with <CR><LF>.<CR><LF>"])
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        if sum(map(len, lines)) > entry.get("size", 1 << 20):
            self.say(["552 5.3.4 Error: message file too big"])
            return
        local = recipients[-1].split("@")[0]
        if self.say(entry.get("data", {}).get(local, ["250 2.0.0 Ok: queued as 4XyZ12"]), recipients[-1]):
            if recipients[-1].endswith("@" + SENDER):
                keep(b"".join(lines))


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def main():
    servers = [socketserver.ThreadingUDPServer((DNS, 53), Udp), Server((DNS, 53), Tcp)]
    servers += [Server((e["ip"], 25), Smtp) for d, e in DOMAINS.items() if e["ip"] and d not in ("refused.example", "down.example")]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
