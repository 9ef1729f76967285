# SPDX-License-Identifier: MIT
"""A server whose valid answers are cut, turned and mixed with garbage, by a random generator with a seed."""
import random

from fake_server import CAPABILITIES, Connection, FakeServer

SPLINTERS = [b"(", b")", b'"', b"{", b"}", b"[", b"]", b"\r\n", b"\n", b"\0", b"*", b"+ ", b"NIL", b"{4294967295}\r\n", b"{0}\r\n", b"{10}\r\n",
             b"* BYE x\r\n", b"* OK [PERMANENTFLAGS (%)]", b"* OK [BADCHARSET (%)]", b"* 0 EXISTS\r\n", b"* 4294967295 EXISTS\r\n", b"* CAPABILITY",
             b"\\", b"FETCH", b"BODYSTRUCTURE (", b"UID 0 ", b"99999999999999999999", b"-1", b"&", b"&AAA", b"\xff\xfe", b"(" * 3000]


class FuzzedConnection(Connection):
    def send(self, data):
        numbers = self.server.numbers
        if numbers.random() < self.server.rate:
            data = mutated(data, numbers)
        super().send(data)
        if numbers.random() < self.server.rate / 8:
            self.cut()


def mutated(data, numbers):
    data = bytearray(data)
    for _ in range(numbers.choice((1, 1, 2, 5))):
        at = numbers.randrange(len(data) + 1)
        how = numbers.randrange(6)
        if how == 0:
            del data[at:]
        elif how == 1:
            data[at:at] = numbers.choice(SPLINTERS)
        elif how == 2 and data:
            data[at % len(data)] = numbers.randrange(256)
        elif how == 3:
            del data[at:at + numbers.randrange(1, 20)]
        elif how == 4:
            data[at:at] = data[:numbers.randrange(len(data) + 1)]
        else:
            data[at:at] = numbers.randbytes(numbers.choice((1, 10, 1000)))
    return bytes(data)


class FuzzedServer(FakeServer):
    def __init__(self, seed):
        self.numbers = random.Random(seed)
        self.rate = self.numbers.choice((0.02, 0.1, 0.3))
        extended = b" ESEARCH SASL-IR" if self.numbers.random() < 0.5 else b""
        super().__init__(mails=12, capabilities=CAPABILITIES + extended)

    def connection(self, client, number):
        return FuzzedConnection(self, client, number)


def make(seed):
    return FuzzedServer(seed)

