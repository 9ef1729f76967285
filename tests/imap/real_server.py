# SPDX-License-Identifier: MIT
"""What must hold against every real server."""
import base64
import imaplib
import pathlib
import ssl
import tempfile
import unittest

import certificates
from run_probe import Probe

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT / "tests/mails/seed").glob("*.eml"))[:12]
ORDINARY = b"From: Ben <ben@example.net>\r\nTo: holly@example.com\r\nSubject: Lunch?\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\n\r\nAt noon.\r\n"
BLOB = base64.encodebytes(bytes(range(256)) * 2000).replace(b"\n", b"\r\n")


def report(number, big):
    """A bounce whose returned mail has a large attachment, or whose report stands behind one."""
    head = (f"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.com\r\nSubject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: multipart/report; report-type=delivery-status; boundary=b{number}\r\n\r\n--b{number}\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n").encode()
    status = (f"--b{number}\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.com\r\n\r\n"
              "Final-Recipient: rfc822; bob@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n").encode()
    returned = (f"--b{number}\r\nContent-Type: message/rfc822\r\n\r\nSubject: Our newsletter\r\nFrom: holly@example.com\r\n\r\n").encode() + BLOB
    return head + (status + returned if big == "returned" else returned[:200_000] + b"\r\n" + status) + f"\r\n--b{number}--\r\n".encode()


MAILS = [path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") for path in SEEDS]
MAILS += [ORDINARY] * 5 + [report(1, "returned"), report(2, "before")]
FOLDERS = ["Skräppost åäö", "受信箱/迷惑メール", "With space", 'A "quoted" one', "100% of it", "Back\\slash & ampersand", "😀"]


def utf7(name):
    """By another way than the program's: Python's own UTF-7 and UTF-16 encoders."""
    out, run = "", ""

    def shifted(text):
        return "&" + base64.b64encode(text.encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-" if text else ""

    for c in name:
        if 0x20 <= ord(c) < 0x7F:
            out += shifted(run) + ("&-" if c == "&" else c)
            run = ""
        else:
            run += c
    return out + shifted(run)


class RealServer(unittest.TestCase):
    """A server's own class says how it is started (`start`), and with which program it is talked to (`probe`)."""
    user = "holly"
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.made = certificates.make(folder.name)
        cls.server = cls.start(cls.made / "good.pem")
        cls.addClassCleanup(cls.server.stop)
        cls.fill()

    @classmethod
    def client(cls):
        client = imaplib.IMAP4_SSL("localhost", cls.server.imaps, ssl_context=ssl.create_default_context(cafile=cls.made / "ca.pem"))
        client.login(cls.user, cls.server.password)
        return client

    @classmethod
    def quoted(cls, name):
        return '"' + utf7(name).replace("\\", "\\\\").replace('"', '\\"') + '"'

    @classmethod
    def fill(cls):
        client = cls.client()
        for folder in ("INBOX", *cls.folders()):
            if folder != "INBOX":
                answer = client.create(cls.quoted(folder))
                assert answer[0] == "OK", (folder, answer)
            for mail in MAILS:
                answer = client.append(cls.quoted(folder), None, None, mail)
                assert answer[0] == "OK", (folder, answer)
        client.logout()

    @classmethod
    def folders(cls):
        return FOLDERS

    def scan(self, *arguments, scheme="imaps", port=None):
        run = Probe(self.probe, f"{scheme}://{self.user}@localhost:{port or self.server.imaps}/", f"ca={self.made}/ca.pem",
                    f"secret={self.server.password}", "pause=10", *arguments)
        self.assertIn(run.code, (0, 1), run.error)
        return run

    def test_folders_of_all_names(self):
        names = self.scan("folders").of("folders")
        for folder in ("INBOX", *self.folders()):
            self.assertIn(folder, names)
            run = self.scan(f"open={folder}", "present")
            self.assertIsNone(run.fault, f"{folder}: {run.fault}")
            self.assertEqual(run.of("mails"), len(MAILS), folder)
            self.assertEqual(run.of("present"), list(range(1, len(MAILS) + 1)), folder)

    def test_globs(self):
        self.assertEqual(sorted(self.scan("folders", "globs=With*,inbox").of("folders")), ["INBOX", "With space"])
        self.assertEqual(self.scan("folders", "globs=Skr?ppost*").of("folders"), ["Skräppost åäö"])

    def test_mails(self):
        run = self.scan("open=INBOX", "candidates")
        self.assertIsNone(run.fault, run.fault)
        mails = {line["mail"]: line for line in run.lines if "mail" in line}
        bounces = [number + 1 for number, mail in enumerate(MAILS) if mail != ORDINARY]
        self.assertEqual(run.uids, bounces)
        for uid, line in mails.items():
            self.assertEqual(line["size"], len(MAILS[uid - 1]), uid)
            got = line["bytes"].encode("utf-8")
            if got.isascii():  # JSON cannot hold what is no UTF-8
                self.assertTrue(MAILS[uid - 1].startswith(got), uid)
                self.assertEqual(line["cut"], len(got) < len(MAILS[uid - 1]), uid)
            self.assertRegex(line["received_at"], r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$")
        # Of a returned mail its header is enough; a report behind it is fetched however far back it stands.
        returned, before = mails[len(MAILS) - 1]["bytes"], mails[len(MAILS)]["bytes"]
        self.assertIn("Status: 5.1.1", returned)
        self.assertIn("Our newsletter", returned)
        self.assertLess(len(returned), 10_000)
        self.assertIn("Status: 5.1.1", before)
        self.assertEqual(run.of("candidates")["headers"], len(MAILS))

    def test_which_mails(self):
        count = len(MAILS)
        self.assertEqual(self.scan("open=INBOX", f"after={count - 2}", "candidates").uids, [count - 1, count])
        self.assertEqual(self.scan("open=INBOX", f"after={count}", "candidates").uids, [])
        self.assertEqual(self.scan("open=INBOX", "newest=1", "candidates").uids, [count])
        self.assertEqual(self.scan("open=INBOX", "since=2090-01-01", "candidates").uids, [])
        self.assertEqual(self.scan("open=INBOX", "since=2020-01-01", "newest=2", "candidates").uids, [count - 1, count])
        self.assertEqual(self.scan("open=INBOX", "only=13,2", "candidates").uids, [2, 13], "an ordinary one, too: it was asked for")
        self.assertEqual(self.scan("open=INBOX", "stop_after=3", "candidates").uids, [1, 2, 3])
        self.assertEqual(self.scan("open=INBOX", "since=yesterday", "candidates").fault["fault"], "usage")

    def test_search_by_the_server(self):
        run = self.scan("open=INBOX", "fast=1", "candidates")
        self.assertIsNone(run.fault, run.fault)
        self.assertLessEqual(set(run.uids), {number + 1 for number, mail in enumerate(MAILS) if mail != ORDINARY})
        self.assertIn(len(MAILS), run.uids)
        self.assertLess(run.of("candidates")["headers"], len(MAILS), "ordinary mails were looked at")

    def test_ways_to_log_in(self):
        for options in ((), ("mechanism=plain",), ("mechanism=password",)):
            run = self.scan(*options, "open=INBOX")
            self.assertIsNone(run.fault, f"{options}: {run.fault}")
        run = self.scan("open=INBOX", scheme="imap", port=self.server.imap)
        self.assertIsNone(run.fault, run.fault)
        self.assertIn("TLS1.", run.text, "by STARTTLS")
        run = Probe(self.probe, f"imaps://{self.user}@localhost:{self.server.imaps}/", f"ca={self.made}/ca.pem", "secret=wrong-one", "open=INBOX")
        self.assertEqual(run.fault["fault"], "login")
        self.assertNotIn("wrong-one", run.text)

    def test_names_that_are_none(self):
        self.assertEqual(self.scan("open=No such folder").fault["fault"], "folder")
        for name in ("a\r\nA9 DELETE INBOX", "a\nb", "a\x01b"):
            self.assertEqual(self.scan(f"open={name}").fault["fault"], "usage", repr(name))
        self.assertIn("INBOX", self.scan("folders").of("folders"))

    def test_time_to_wait_passes(self):
        run = self.scan("open=INBOX", "wait=1")
        self.assertIs(run.of("news"), False)
