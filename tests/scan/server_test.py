#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`explain-bounce scan` against a real Dovecot: kept and killed, new mail, vanished mail, --watch, --forget.

usage: server_test.py PROGRAM [KILLS]"""
import json
import os
import pathlib
import pty
import random
import select
import signal
import subprocess
import sys
import tempfile
import termios
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "imap"))
import certificates  # noqa: E402
import dovecot  # noqa: E402

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
KILLS = int(sys.argv.pop(1)) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 3
MAILS = 3000


def bounce(number):
    return (f"From: MAILER-DAEMON@mx.example\nTo: holly@example.com\nSubject: Undelivered Mail Returned to Sender\n"
            f"Date: Mon, 23 Nov 2026 06:45:00 +0100\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
            f"--b\n\nIt did not arrive.\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
            f"Final-Recipient: rfc822; b{number}@x.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\n\n--b--\n")


def letter(number):
    return f"From: bob{number}@example.com\nTo: holly@example.com\nSubject: Lunch\nDate: Mon, 23 Nov 2026 06:45:00 +0100\n\nAt noon?\n"


class Server(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.work.name)
        cls.certificates = certificates.make(cls.root / "certificates")
        cls.server = dovecot.Dovecot(cls.certificates / "good.pem")
        cls.states = 0

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.work.cleanup()

    def setUp(self):
        Server.states += 1
        self.user = f"user{self.states}"
        self.state = self.root / f"state{self.states}"
        self.env = {**os.environ, "XDG_STATE_HOME": str(self.state), "LC_ALL": "C.UTF-8"}
        self.url = f"imaps://{self.user}@localhost:{self.server.imaps}"

    def put(self, numbers, mail):
        box = self.server.maildir(self.user)
        for name in ("cur", "new", "tmp"):
            (box / name).mkdir(parents=True, exist_ok=True)
        for number in numbers:
            (box / "cur" / f"{1_700_000_000 + number}.M{number}P1.x:2,").write_text(mail(number))
        self.server.own_all()

    def words(self, *more):
        return [PROGRAM, "scan", "--ca-file", self.certificates / "ca.pem", "--password-command", f"echo {self.server.password}", *more]

    def lines(self, *more):
        run = subprocess.run(self.words("--format", "json", *more, self.url), capture_output=True, text=True, env=self.env, timeout=120)
        read = [json.loads(line) for line in run.stdout.splitlines()]
        return run, read[:-1], read[-1] if read else None

    def addresses(self, found):
        return [line["answer"]["recipients"][0]["address"] for line in found]

    def test_killed_at_any_moment_it_loses_and_doubles_nothing(self):
        self.put(range(MAILS), lambda n: bounce(n) if n % 3 == 0 else letter(n))
        want = {f"b{n}@x.example" for n in range(0, MAILS, 3)}
        numbers = random.Random()
        begin = time.time()
        _, found, _ = self.lines("--no-store")
        whole = time.time() - begin
        self.assertEqual(set(self.addresses(found)), want)
        for _ in range(KILLS):
            child = subprocess.Popen(self.words(self.url), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.env)
            time.sleep(numbers.uniform(0, whole))
            child.kill()
            child.wait()
            run, found, summary = self.lines()
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual(len(found), len(want))
            self.assertEqual(set(self.addresses(found)), want)
            self.assertEqual(summary["mails"], MAILS)
            subprocess.run([PROGRAM, "scan", "--forget"], env=self.env, check=True)
            self.assertFalse((self.state / "explain-bounce/scan.db").exists())

    def test_a_second_scan_reads_new_mails_and_leaves_out_vanished_ones(self):
        self.put(range(3), bounce)
        self.lines()
        self.put([10], bounce)
        next(self.server.maildir(self.user).glob("cur/*M1P1*")).unlink()
        run, found, summary = self.lines("--verbose")
        self.assertEqual(self.addresses(found), ["b0@x.example", "b2@x.example", "b10@x.example"])
        self.assertEqual(summary["mails"], 3)
        # Nothing was marked as read: Dovecot would have written an S into the name.
        self.assertEqual([p.name for p in self.server.maildir(self.user).glob("cur/*S*")], [])
        _, _, again = self.lines("--forget")
        self.assertIsNone(again)

    def test_the_wrong_password_and_certificate_are_told(self):
        self.put(range(1), bounce)
        run = subprocess.run([PROGRAM, "scan", "--format", "json", "--ca-file", self.certificates / "ca.pem", "--password-command", "echo wrong", self.url],
                             capture_output=True, text=True, env=self.env, timeout=60)
        self.assertEqual(run.returncode, 1)
        self.assertNotIn("wrong", run.stdout + run.stderr.replace("The user name or password is wrong", ""))
        self.assertEqual(len(json.loads(run.stdout.splitlines()[-1])["faults"]), 1)
        run = subprocess.run([PROGRAM, "scan", "--password-command", "echo x", self.url], capture_output=True, text=True, env=self.env, timeout=60)
        self.assertEqual(run.returncode, 1)
        self.assertIn("certificate", run.stderr)

    def test_ctrl_c_reports_and_the_next_scan_goes_on(self):
        self.put(range(MAILS), bounce)
        child = subprocess.Popen(self.words("--format", "json", self.url), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.env,
                                 start_new_session=True)
        time.sleep(0.6)
        os.killpg(child.pid, signal.SIGINT)  # as the terminal does: to the whole group
        out, err = child.communicate(timeout=60)
        self.assertEqual(err, "")
        summary = json.loads(out.splitlines()[-1])
        self.assertEqual(summary["faults"], [])
        _, found, _ = self.lines()
        self.assertEqual(len(found), MAILS)
        self.assertEqual(len(set(self.addresses(found))), MAILS)

    def test_the_password_is_asked_without_echo_and_the_terminal_given_back(self):
        self.put(range(1), bounce)
        for typed, good in ((self.server.password + "\n", True), ("\x03", False)):
            child, terminal = pty.fork()
            if child == 0:
                os.execve(PROGRAM, ["explain-bounce", "scan", "--ca-file", str(self.certificates / "ca.pem"), self.url], self.env)
            shown = b""
            while b"Password of" not in shown:
                shown += os.read(terminal, 4096)
            echo = lambda: bool(termios.tcgetattr(terminal)[3] & termios.ECHO)  # noqa: B023, E731
            end = time.time() + 10
            while echo() and time.time() < end:
                time.sleep(0.02)
            self.assertFalse(echo())
            os.write(terminal, typed.encode())
            try:
                while chunk := os.read(terminal, 4096):
                    shown += chunk
            except OSError:
                pass
            status = os.waitpid(child, 0)[1]
            self.assertTrue(echo())
            os.close(terminal)
            self.assertNotIn(self.server.password.encode(), shown)
            self.assertEqual(os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0, good, shown)

    def test_watch_tells_new_mail(self):
        self.put(range(2), bounce)
        child = subprocess.Popen(self.words("--watch", "--format", "json", self.url), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self.env)
        self.addCleanup(child.stdout.close)
        self.addCleanup(child.wait)
        self.addCleanup(child.kill)

        def until(words):
            text, end = b"", time.time() + 40
            while words not in text and time.time() < end:
                if select.select([child.stdout], [], [], 0.2)[0]:
                    text += os.read(child.stdout.fileno(), 65536)
            self.assertIn(words, text)

        until(b'"type":"summary"')
        time.sleep(1)
        self.put([20], bounce)
        until(b"b20@x.example")


if __name__ == "__main__":
    if not dovecot.installed():
        print("Dovecot is not installed")
        sys.exit(77)
    unittest.main()
