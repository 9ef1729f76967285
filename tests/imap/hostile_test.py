#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Servers that lie, stall, flood and break off: the program says what happened, in time, and holds little memory.

usage: hostile_test.py PROBE [CONNECTIONS]      so many against a fuzzed server; 100 by default"""
import concurrent.futures
import pathlib
import random
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import certificates  # noqa: E402
import fuzzed_server  # noqa: E402
import scenarios  # noqa: E402
from run_probe import MOST_MEMORY, Probe  # noqa: E402
from fake_server import CAPABILITIES, Connection, FakeServer, uids  # noqa: E402

PROBE = pathlib.Path(sys.argv[1]).resolve()
if b"__asan_init" in PROBE.read_bytes():
    MOST_MEMORY = float("inf")  # AddressSanitizer keeps for a while what was freed: its figure says nothing of the program
CONNECTIONS = int(sys.argv[2]) if len(sys.argv) > 2 else 100
SHORT = ["connect=2", "idle=1", "command=2", "grace=1500", "pause=10"]
# Six tries of at most command + grace each, and what starting processes takes on a busy machine.
LONGEST = 40


def scan(server, *options, scheme="imap", host="localhost", commands=("folders", "open=INBOX", "candidates")):
    return Probe(PROBE, f"{scheme}://holly@{host}:{server.port}/", *SHORT, *options, *commands)


class Checked(unittest.TestCase):
    maxDiff = None

    def check(self, name, run, kind, words):
        self.assertIn(run.code, (0, 1), f"{name}: ended by {run.code}: {run.error}")
        self.assertLess(run.seconds, LONGEST, f"{name}: too long")
        self.assertLess(run.lines[-1]["memory"], MOST_MEMORY, name)
        self.assertLess(run.lines[-1]["child_memory"], MOST_MEMORY, name)
        self.assertNotIn("s3cret", run.text.replace('"secret"', ""), f"{name}: the password is told")
        if kind is None:
            self.assertIsNone(run.fault, f"{name}: {run.fault}")
            if words is not None:
                self.assertEqual(run.uids, words, name)
        else:
            self.assertIsNotNone(run.fault, f"{name}: no fault is told")
            # A flood ends at what may be read or, on a slow machine, at the deadline.
            self.assertRegex(run.fault["fault"], f"^({kind})$", f"{name}: {run.fault}")
            self.assertRegex(run.fault["words"], words, name)


class Hostile(Checked):
    def test_scenarios(self):
        def one(scenario):
            server = FakeServer(**scenario.server)
            try:
                return scenario, scan(server, "secret=s3cret", *scenario.options)
            finally:
                server.stop()

        with concurrent.futures.ThreadPoolExecutor(12) as pool:
            for scenario, run in pool.map(one, scenarios.ALL):
                with self.subTest(scenario.name):
                    self.check(scenario.name, run, scenario.kind, scenario.words)

    def test_broken_off_again_and_again_each_mail_comes_once(self):
        class Breaking(Connection):
            def fetched(self, uid, command):
                if self.answers == 70:
                    self.send(b"* 1 FETCH (UID ")
                    self.cut()
                super().fetched(uid, command)

        class BreakingServer(FakeServer):
            def connection(self, client, number):
                return Breaking(self, client, number)

        server = BreakingServer(mails=300)
        run = scan(server, "secret=s3cret")
        server.stop()
        self.check("breaking", run, None, list(range(1, 301)))
        self.assertGreaterEqual(server.connections, 900 // 70)  # header, structure and beginning of each
        self.assertEqual([line["secret"] for line in run.lines if "secret" in line], ["asked"], "asked once, not at each login")

    def test_numbered_anew_while_the_line_was_broken(self):
        def scenario(connection, tag, command):
            if command.startswith(b"UID FETCH") and connection.number == 1:
                connection.server.uid_validity = 2
                connection.cut()
            return False

        server = FakeServer(scenario)
        run = scan(server)
        server.stop()
        self.check("numbered anew", run, "folder", "anew")

    def test_one_mail_that_the_server_cannot_give(self):
        def scenario(connection, tag, command):
            if command.startswith(b"UID FETCH") and b"BODY.PEEK[]" in command and 3 in uids(command):
                connection.send(tag + b" NO [SERVERBUG] cannot read it\r\n")
                return True
            return False

        server = FakeServer(scenario)
        run = scan(server)
        server.stop()
        self.check("one bad mail", run, "folder", r"could not give 1 mail \(UID 3\)")
        self.assertEqual(run.uids, [1, 2, 4, 5])
        told = [(line["looked_at"], line["done"]) for line in run.lines if "looked_at" in line]
        self.assertTrue(told)
        self.assertEqual(max(uid for uid, _ in told), 2, "the next scan asks for it again")
        self.assertIn((2, 2), told)

    def test_many_mails_that_the_server_cannot_give(self):
        def scenario(connection, tag, command):
            if not command.startswith(b"UID FETCH") or not any(uid % 2 == 0 for uid in uids(command)):
                return False
            connection.send(tag + b" NO [SERVERBUG] cannot read it\r\n")
            return True

        server = FakeServer(scenario, mails=300)
        run = scan(server)
        server.stop()
        self.check("many bad mails", run, "folder", r"could not give 150 mails \(UID 2, 4, 6, 8, 10, \.\.\.\)")
        self.assertEqual(run.uids, list(range(1, 301, 2)))

    def test_mail_that_comes_while_others_go(self):
        def idle(says):
            def scenario(connection, tag, command):
                if not command.startswith(b"IDLE"):
                    return False
                connection.send(b"+ idling\r\n" + says)
                connection.file.readline()
                connection.ok(tag)
                return True
            return scenario

        def noop(connection, tag, command):
            if command.startswith(b"NOOP"):
                connection.send(b"* 3 EXPUNGE\r\n* 10 EXISTS\r\n")
            return False

        for name, news, server in (("one goes, one comes", True, FakeServer(idle(b"* 3 EXPUNGE\r\n* 10 EXISTS\r\n"), mails=10)),
                                   ("the same without IDLE", True, FakeServer(noop, mails=10, capabilities=b"IMAP4rev1 AUTH=PLAIN")),
                                   ("one goes", False, FakeServer(idle(b"* 3 EXPUNGE\r\n* 9 EXISTS\r\n"), mails=10))):
            with self.subTest(name):
                run = scan(server, "poll=1", commands=("open=INBOX", "wait=2"))
                server.stop()
                self.check(name, run, None, None)
                self.assertEqual(run.of("news"), news)

    def test_token_that_was_refused_is_asked_for_once_more(self):
        for refused, kind in ((1, None), (9, "login")):
            def scenario(connection, tag, command):
                if not command.startswith(b"AUTHENTICATE") or connection.number > refused:
                    return False
                if len(command.split()) == 2:
                    connection.send(b"+ \r\n")
                    connection.file.readline()
                connection.send(tag + b" NO [AUTHENTICATIONFAILED] expired\r\n")
                return True

            server = FakeServer(scenario, capabilities=b"IMAP4rev1 AUTH=XOAUTH2")
            run = scan(server, "secret=s3cret", "mechanism=xoauth2")
            server.stop()
            self.check(f"{refused} times", run, kind, [1, 2, 3, 4, 5] if kind is None else "refused the token")
            self.assertEqual(len([line for line in run.lines if "secret" in line]), 2)
            self.assertEqual(server.connections, 2)

    def test_back_off_grows(self):
        def scenario(connection, tag, command):
            if command.startswith(b"UID SEARCH"):
                connection.cut()
            return False

        server = FakeServer(scenario)
        run = scan(server)
        server.stop()
        self.check("back-off", run, "connection", "closed the connection")
        self.assertEqual([line["pause"] for line in run.lines if "pause" in line], [1000, 2000, 4000, 8000, 16000])

    def test_helper_that_is_killed_is_started_again(self):
        def scenario(connection, tag, command):
            if command.startswith(b"UID FETCH") and connection.number == 1:
                connection.server.reached.set()
                connection.pause(10)
            return False

        server = FakeServer(scenario)
        server.reached = threading.Event()
        run = Probe(PROBE, f"imap://holly@localhost:{server.port}/", "command=20", "idle=20", "pause=10", "open=INBOX", "candidates",
                    then=lambda process: server.reached.wait(10) and scenarios.kill_children(process.pid))
        server.stop()
        self.check("killed helper", run, None, [1, 2, 3, 4, 5])
        self.assertIn("signal 9", run.text)


class Certificates(Checked):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.made = certificates.make(cls.folder.name)

    def with_certificate(self, name, *options, host="localhost", **more):
        server = FakeServer(certificate=self.made / f"{name}.pem", **more)
        run = scan(server, "secret=s3cret", *options, scheme="imaps" if more.get("implicit_tls", True) else "imap", host=host)
        server.stop()
        return server, run

    def test_good_ones_are_taken(self):
        for host in ("localhost", "127.0.0.1"):
            _, run = self.with_certificate("good", f"ca={self.made}/ca.pem", host=host)
            self.check(host, run, None, [1, 2, 3, 4, 5])

    def test_bad_ones_are_refused_before_the_password_is_asked(self):
        for name, words in (("wrong_host", "is for mail.example.com, smtp.example.com"), ("expired", "expired on 2020-12-31"),
                            ("not_yet", "valid from 2090-01-01"), ("self_signed", "not signed by one in the file|self-signed"),
                            ("other_ca", "not signed by one in the file")):
            server, run = self.with_certificate(name, f"ca={self.made}/ca.pem")
            self.check(name, run, "certificate", words)
            self.assertNotIn('"secret"', run.text)
            self.assertEqual(server.commands, [])

    def test_without_a_file_of_ones_own(self):
        for name, words in (("good", "signed by nobody that this machine trusts.*--ca-file"), ("self_signed", "self-signed.*--ca-file")):
            self.check(name, self.with_certificate(name)[1], "certificate", words)

    def test_file_that_is_no_certificate(self):
        self.check("no file", self.with_certificate("good", "ca=/nonexistent.pem")[1], "local", "/nonexistent.pem")

    def test_starttls(self):
        server, run = self.with_certificate("good", f"ca={self.made}/ca.pem", implicit_tls=False)
        self.check("starttls", run, None, [1, 2, 3, 4, 5])
        for encrypted, line in server.commands:
            if not encrypted:
                self.assertRegex(line, rb"^A\d+ (CAPABILITY|STARTTLS)\r\n$", "sent for all to read")
        self.check("starttls, wrong host", self.with_certificate("wrong_host", f"ca={self.made}/ca.pem", implicit_tls=False)[1], "certificate", "is for")

    def test_starttls_injection(self):
        def together(connection, tag, command):
            if not command.startswith(b"STARTTLS"):
                return False
            connection.send(tag + b" OK begin\r\n* CAPABILITY INJECTED\r\nA2 OK injected\r\n")
            connection.start_tls()
            return True

        def apart(connection, tag, command):
            if not command.startswith(b"STARTTLS"):
                return False
            connection.send(tag + b" OK begin\r\n")
            connection.send(b"* CAPABILITY INJECTED\r\n")
            connection.start_tls()
            return True

        _, run = self.with_certificate("good", f"ca={self.made}/ca.pem", implicit_tls=False, scenario=together)
        self.check("injection", run, "protocol", "slipped in")
        self.assertNotIn('"secret"', run.text)
        _, run = self.with_certificate("good", f"ca={self.made}/ca.pem", implicit_tls=False, scenario=apart)
        self.assertIn(run.fault["fault"], ("protocol", "connection"), run.fault)
        self.assertNotIn('"secret"', run.text)

    def test_cut_inside_tls(self):
        def scenario(connection, tag, command):
            if command.startswith(b"UID FETCH"):
                connection.send(b"* 1 FETCH (UID 1 BODY[] {100000}\r\nxxxx")
                connection.cut()
            return False

        _, run = self.with_certificate("good", f"ca={self.made}/ca.pem", scenario=scenario)
        self.check("cut", run, "connection", "closed the connection|broke")

    def test_plain_text_is_for_this_machine_alone(self):
        address = scenarios.own_address()
        if address is None:
            self.skipTest("this machine has no address but loopback")
        server = FakeServer(host="0.0.0.0", capabilities=b"IMAP4rev1 AUTH=PLAIN")
        run = scan(server, "secret=s3cret", host=address)
        self.check("plain", run, "connection", "no encryption.*imaps://.*--insecure")
        self.assertNotIn('"secret"', run.text)
        self.check("plain, insecure", scan(server, "insecure=1", "secret=s3cret", host=address), None, [1, 2, 3, 4, 5])
        server.stop()
        # Logged in before it was encrypted: not without asking.
        server = FakeServer(host="0.0.0.0", greeting=b"* PREAUTH hi\r\n", capabilities=CAPABILITIES + b" STARTTLS")
        self.check("preauth", scan(server, host=address), "connection", "no encryption")
        server.stop()


class Fuzzed(unittest.TestCase):
    def test_fuzzed_server(self):
        seed = random.SystemRandom().randrange(1 << 32)
        print(f"fuzzed server: {CONNECTIONS} connections, seed {seed}", flush=True)

        def one(number):
            server = fuzzed_server.make(seed + number)
            run = scan(server, "secret=s3cret")
            server.stop()
            return number, run

        faults = 0
        begin = time.time()
        with concurrent.futures.ThreadPoolExecutor(12) as pool:
            for number, run in pool.map(one, range(CONNECTIONS)):
                where = f"seed {seed + number}"
                self.assertIn(run.code, (0, 1), f"{where}: {run.code} {run.error}")
                self.assertLess(run.seconds, LONGEST, where)
                self.assertLess(max(run.lines[-1]["memory"], run.lines[-1]["child_memory"]), MOST_MEMORY, where)
                self.assertEqual(run.uids, sorted(set(run.uids)), f"{where}: a mail twice, or out of order")
                if run.fault:
                    faults += 1
                    self.assertGreater(len(run.fault["words"]), 20, f"{where}: {run.fault}")
        print(f"fuzzed server: {faults} of {CONNECTIONS} ended with a fault, {time.time() - begin:.0f} s", flush=True)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
