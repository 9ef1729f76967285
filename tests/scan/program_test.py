#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`explain-bounce scan` as a person or a script starts it, on mail of this machine.

usage: program_test.py PROGRAM"""
import csv
import io
import json
import os
import pathlib
import pty
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import jsonschema

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
ROOT = pathlib.Path(__file__).resolve().parents[2]
MAILS = ROOT / "tests/mails"
CLEAN = {k: v for k, v in os.environ.items() if k not in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLUMNS", "LINES", "TERM")}


def bounce(address):
    return (f"From: MAILER-DAEMON@mx.example\nTo: holly@example.com\nSubject: Undelivered Mail Returned to Sender\n"
            f"Date: Mon, 23 Nov 2026 06:45:00 +0100\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
            f"--b\n\nIt did not arrive.\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
            f"Final-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\n\n--b--\n")


def letter(number):
    return f"From: bob{number}@example.com\nTo: holly@example.com\nSubject: Lunch\nDate: Mon, 23 Nov 2026 06:45:00 +0100\n\nAt noon?\n"


class Folder(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        self.env = CLEAN | {"XDG_STATE_HOME": str(self.root / "state")}

    def start(self, *words, **more):
        return subprocess.Popen([PROGRAM, "scan", *map(str, words)], env=self.env, **more)

    def run_scan(self, *words, stdin=b""):
        done = subprocess.run([PROGRAM, "scan", *map(str, words)], input=stdin, capture_output=True, timeout=120, env=self.env)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def lines(self, *words):
        code, out, err = self.run_scan("--format", "json", *words)
        read = [json.loads(line) for line in out.splitlines()]
        return code, read[:-1], read[-1], err

    def maildir(self, mails):
        for name in ("cur", "new", "tmp"):
            (self.root / "box" / name).mkdir(parents=True)
        for number, mail in enumerate(mails):
            (self.root / "box/new" / f"{1_700_000_000 + number}.x").write_text(mail)
        return self.root / "box"


class Words(Folder):
    def test_an_empty_mbox_is_a_mailbox_without_mails(self):
        (self.root / "spool").touch()
        code, found, summary, err = self.lines(self.root / "spool")
        self.assertEqual((code, found, summary["mails"], summary["unreadable"], err), (0, [], 0, 0, ""))

    def test_a_password_in_a_url_is_not_repeated(self):
        for more in ([], ["--forget"]):
            code, out, err = self.run_scan(*more, "imaps://holly:hunter2@mail.example.com/")
            self.assertEqual(code, 2)
            self.assertIn("password", err)
            self.assertNotIn("hunter2", out + err)


class Schema(Folder):
    def test_every_line_is_as_documented(self):
        schema = json.loads((ROOT / "host/scan/scan.schema.json").read_text())
        answer = json.loads((ROOT / "host/explain/answer.schema.json").read_text())
        check = jsonschema.validators.validator_for(schema)
        check.check_schema(schema)
        line_is, answer_is = check(schema), check(answer)
        code, found, summary, _ = self.lines("--lang", "sv", MAILS, self.root / "not-there")
        self.assertEqual(code, 1)
        self.assertGreater(len(found), 300)
        for line in [*found, summary]:
            self.assertEqual([e.message for e in line_is.iter_errors(line)], [], line.get("file"))
        for line in found:
            self.assertEqual([e.message for e in answer_is.iter_errors(line["answer"])], [], line["file"])
        for wrong in ({}, {"type": "bounce"}, {**found[0], "folder": "x", "uid": 1}, {**found[0], "nonsense": 1}, {**summary, "mails": -1}):
            self.assertFalse(line_is.is_valid(wrong), wrong)

    def test_the_figures_add_up(self):
        _, found, summary, _ = self.lines(MAILS)
        bounces = [line for line in found if line["type"] == "bounce"]
        missed = [r for line in bounces for r in line["answer"].get("recipients", []) if "reason" in r]
        explained = subprocess.run([PROGRAM, "explain", "--format", "json", MAILS], capture_output=True, env=self.env).stdout
        self.assertEqual(summary["mails"], len(explained.splitlines()))
        self.assertEqual(summary["bounces"], len(bounces))
        self.assertEqual(summary["others"], len(found) - len(bounces))
        self.assertEqual(sum(summary["by_kind"].values()), len(found))
        self.assertEqual(summary["recipients"], len(missed))
        for key in ("by_reason", "by_who", "by_permanence"):
            self.assertEqual(sum(summary[key].values()), len(missed), key)
        self.assertEqual(sum(summary["by_day"].values()), sum("received_at" in line for line in bounces))
        self.assertNotIn("not_a_report", summary["by_kind"])


class Report(Folder):
    def test_mbox_maildir_and_folder_give_the_same(self):
        mails = [bounce(f"b{n}@x.example") if n % 3 == 0 else letter(n) for n in range(20)]
        maildir = self.maildir(mails)
        mbox = self.root / "mbox"
        mbox.write_text("".join(f"From a@b.example Mon Nov 23 06:45:00 2026\n{mail}\n" for mail in mails))
        folder = self.root / "folder"
        folder.mkdir()
        for number, mail in enumerate(mails):
            (folder / f"{number:03}.eml").write_text(mail)
        want = [f"b{n}@x.example" for n in range(0, 20, 3)]
        for source in (maildir, mbox, folder):
            for jobs in (1, 4):
                code, found, summary, err = self.lines("--jobs", jobs, source)
                self.assertEqual([line["answer"]["recipients"][0]["address"] for line in found], want)
                self.assertEqual((code, summary["mails"], err), (0, 20, ""))

    def test_since_and_max(self):
        mails = [bounce(f"b{n}@x.example").replace("Mon, 23 Nov", f"{n:02} Nov") for n in range(1, 21)]
        box = self.maildir(reversed(mails))  # the names tell nothing
        _, found, summary, _ = self.lines("--since", "2026-11-15", box)
        self.assertEqual((len(found), summary["mails"]), (6, 6))
        _, found, summary, _ = self.lines("--max", "3", box)
        self.assertEqual({line["answer"]["recipients"][0]["address"] for line in found}, {"b18@x.example", "b19@x.example", "b20@x.example"})

    def test_csv_and_addresses(self):
        box = self.maildir([bounce("a@x.example"), bounce("b@x.example"), bounce("a@x.example")])
        out, dead = self.root / "out.csv", self.root / "dead"
        code, printed, err = self.run_scan("--format", "csv", "--output", out, "--addresses-to-remove", dead, box)
        self.assertEqual((code, printed, err), (0, "", ""))
        rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode(), newline="")))
        self.assertEqual([row["address"] for row in rows], ["a@x.example", "b@x.example", "a@x.example"])
        self.assertEqual(rows[0]["reason"], "user_unknown")
        self.assertEqual(dead.read_text(), "a@x.example\tuser_unknown\t550 5.1.1 user unknown\nb@x.example\tuser_unknown\t550 5.1.1 user unknown\n")

    def test_html_is_one_page(self):
        code, out, _ = self.run_scan("--format", "html", "--lang", "ar", MAILS / "seed")
        self.assertEqual(code, 0)
        self.assertTrue(out.startswith("<!doctype html>") and out.rstrip().endswith("</html>"))
        self.assertNotIn("<link", out)
        self.assertNotIn(" src=", out)

    def test_wrong_usage(self):
        for words in ((), ("--nonsense", "x"), ("pop3://x@y",), ("imaps://y",), ("imaps://a:b@y",)):
            code, out, err = self.run_scan(*words)
            self.assertEqual((code, out), (2, ""), words)
            self.assertTrue(err)
        code, out, err = self.run_scan("--help")
        self.assertEqual((code, err), (0, ""))
        self.assertLessEqual(max(len(line) for line in out.splitlines()), 120)

    def test_what_cannot_be_read_is_told(self):
        box = self.maildir([bounce("a@x.example")])
        code, found, summary, err = self.lines(box, self.root / "nowhere")
        self.assertEqual((code, len(found), summary["mails"]), (1, 1, 1))
        self.assertIn("nowhere: No such file or directory", err)
        self.assertEqual(summary["faults"][0]["what"], "No such file or directory")

    def test_nothing_of_local_mail_is_kept(self):
        self.run_scan(self.maildir([bounce("a@x.example")]))
        self.assertFalse((self.root / "state").exists())


class Signals(Folder):
    def test_ctrl_c_gives_a_report_of_what_was_found(self):
        box = self.maildir([bounce(f"b{n}@x.example") for n in range(6000)])
        child = self.start("--format", "json", "--jobs", 1, box, bufsize=0, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        child.stdout.readline()  # it has begun
        child.send_signal(signal.SIGINT)
        out, _ = child.communicate(timeout=60)
        lines = out.decode().splitlines()
        summary = json.loads(lines[-1])
        self.assertEqual(child.returncode, 1)
        self.assertTrue(summary["cancelled"])
        self.assertEqual(summary["bounces"], len(lines))  # one was read before
        self.assertLess(summary["bounces"], 6000)

    def test_killed_it_leaves_no_half_of_a_report(self):
        box = self.maildir([bounce(f"b{n}@x.example") for n in range(3000)])
        out = self.root / "out.jsonl"
        for moment in (0.05, 0.2, 0.4):
            child = self.start("--format", "json", "--output", out, box, stderr=subprocess.DEVNULL)
            time.sleep(moment)
            child.kill()
            child.wait()
            if out.exists():
                self.assertEqual(json.loads(out.read_text().splitlines()[-1])["bounces"], 3000)
                out.unlink()
        code, _, _ = self.run_scan("--format", "json", "--output", out, box)
        found = [json.loads(line) for line in out.read_text().splitlines()][:-1]
        self.assertEqual(code, 0)
        self.assertEqual(len({line["file"] for line in found}), 3000)
        self.assertEqual(len(found), 3000)


class Terminal(Folder):
    def test_progress_is_shown_on_a_terminal_alone(self):
        box = self.maildir([bounce(f"b{n}@x.example") for n in range(1500)])
        master, slave = pty.openpty()
        child = self.start(box, stdout=subprocess.DEVNULL, stderr=slave)
        os.close(slave)
        shown = b""
        try:
            while chunk := os.read(master, 65536):
                shown += chunk
        except OSError:
            pass
        os.close(master)
        self.assertEqual(child.wait(60), 0)
        self.assertIn(b" %", shown)
        self.assertTrue(shown.endswith(b"\r\x1b[K"), shown[-40:])
        code, _, err = self.run_scan(box)
        self.assertEqual((code, err), (0, ""))


class Watch(Folder):
    def read_until(self, stream, words, seconds=20):
        text, end = b"", time.time() + seconds
        while words not in text and time.time() < end:
            if select.select([stream], [], [], 0.2)[0]:
                text += os.read(stream.fileno(), 65536)
        self.assertIn(words, text)
        return text

    def test_tells_each_new_bounce_and_runs_the_command(self):
        box = self.maildir([bounce("old@x.example")])
        hook = self.root / "hook"
        child = self.start("--watch", "--format", "json", "--exec", f"cat >> {hook}; exit 3", box, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(child.stdout.close)
        self.addCleanup(child.stderr.close)
        self.addCleanup(child.wait)
        self.addCleanup(child.kill)
        self.read_until(child.stdout, b'"type":"summary"')
        (box / "new/1800000001.l").write_text(letter(1))
        (box / "tmp/1800000002.b").write_text(bounce("new@x.example"))
        (box / "tmp/1800000002.b").rename(box / "new/1800000002.b")
        told = json.loads(self.read_until(child.stdout, b"\n"))
        self.assertEqual(told["answer"]["recipients"][0]["address"], "new@x.example")
        self.assertIn(b"exit code 3", self.read_until(child.stderr, b"exit code 3"))
        self.assertEqual([json.loads(line) for line in hook.read_text().splitlines()], [told])


if __name__ == "__main__":
    unittest.main()
