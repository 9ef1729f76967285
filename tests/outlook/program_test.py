#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""program_test.py EXPLAIN-BOUNCE OUTLOOK_SAMPLES: .msg files as people and clients hand them to the program; and whether
other readers of such files take what the tests write for one."""
import base64
import json
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

PROGRAM, SAMPLES = (pathlib.Path(p).resolve() for p in sys.argv[1:3])


def run(*words, program=PROGRAM, stdin=b""):
    done = subprocess.run([program, *map(str, words)], input=stdin, capture_output=True, timeout=120)
    return done.returncode, done.stdout, done.stderr.decode()


def answers(*words, **more):
    code, out, err = run("explain", "--format", "json", *words, **more)
    return code, [json.loads(line) for line in out.splitlines()], err


class Outlook(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        subprocess.run([SAMPLES, cls.folder], check=True)
        cls.full = cls.folder / "full.msg"

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def is_the_full_mailbox(self, answer):
        self.assertEqual(answer["kind"], "failure", answer)
        self.assertEqual([r["reason"] for r in answer["recipients"]], ["mailbox_full"])
        self.assertEqual(answer["recipients"][0]["address"], "bob@forest.example")

    def test_a_file(self):
        code, all, err = answers(self.full)
        self.assertEqual((code, err), (0, ""))
        self.is_the_full_mailbox(all[0])
        code, out, err = run("explain", "--lang", "sv", self.full)
        self.assertEqual((code, err), (0, ""))
        self.assertIn("bob@forest.example", out.decode())

    def test_standard_input(self):
        code, all, _ = answers("-", stdin=self.full.read_bytes())
        self.assertEqual(code, 0)
        self.is_the_full_mailbox(all[0])

    def test_a_folder(self):
        """Documents lie there, too: they are no mails."""
        code, all, err = answers("--jobs", "3", self.folder)
        self.assertEqual((code, err), (0, ""))
        self.assertEqual([pathlib.Path(a["file"]).name for a in all], ["full.msg", "large.MSG"])
        self.is_the_full_mailbox(all[0])
        self.assertEqual(all[1]["kind"], "not_a_report")

    def test_a_document_by_its_name(self):
        code, all, err = answers(self.folder / "document.doc")
        self.assertEqual((code, all[0]["error"]["code"]), (1, "unreadable"))
        self.assertIn("no Outlook message", err)

    def test_a_client(self):
        raw = base64.b64encode(self.full.read_bytes()).decode()
        request = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "explain", "params": {"raw": raw, "lang": "en"}}).encode()
        damaged = json.dumps({"jsonrpc": "2.0", "id": 2, "method": "explain",
                              "params": {"raw": base64.b64encode(self.full.read_bytes()[:700]).decode()}}).encode()
        code, out, err = run("serve", stdin=b"".join(struct.pack("=I", len(r)) + r for r in (request, damaged, request)))
        self.assertEqual((code, err), (0, ""))
        replies = []
        while out:
            size = struct.unpack("=I", out[:4])[0]
            replies.append(json.loads(out[4 : 4 + size]))
            out = out[4 + size :]
        self.is_the_full_mailbox(replies[0]["result"])
        self.assertEqual(replies[1]["error"]["message"], "unreadable")
        self.is_the_full_mailbox(replies[2]["result"])

    def test_without_its_reader(self):
        with tempfile.TemporaryDirectory() as folder:
            alone = shutil.copy(PROGRAM, folder)
            code, all, err = answers(self.full, program=alone)
            self.assertEqual((code, all[0]["error"]["code"]), (1, "unreadable"))
            self.assertIn("is not installed; save the message as .eml", err)
            pathlib.Path(folder, "explain-bounce-outlook").write_text("no program")
            code, all, err = answers(self.full, program=alone)
            self.assertEqual((code, all[0]["error"]["code"]), (1, "unreadable"))
            self.assertIn("cannot be started", err)

    def test_the_reader_alone_says_whose_it_is(self):
        code, out, err = run("x", program=PROGRAM.with_name("explain-bounce-outlook"))
        self.assertEqual((code, out), (2, b""))
        self.assertIn("explain-bounce explain", err)

    def test_other_readers_take_the_samples_for_outlooks(self):
        """libolecf, OLE::Storage_Lite and file(1) are not the library that the program reads them with."""
        for name in ("full.msg", "large.MSG"):
            file = self.folder / name
            if shutil.which("file"):
                self.assertIn("Outlook Message", subprocess.check_output(["file", file], text=True))
            if shutil.which("olecfinfo"):
                out = subprocess.check_output(["olecfinfo", file], text=True)
                self.assertIn("__substg1.0_001A001F", out)
                self.assertIn("__properties_version1.0", out)
            if shutil.which("msgconvert"):
                out = subprocess.check_output(["msgconvert", "--outfile", "-", file], text=True)
                self.assertIn("Subject: ", out)
        if not any(map(shutil.which, ("file", "olecfinfo", "msgconvert"))):
            self.skipTest("none of file, olecf-tools, libemail-outlook-message-perl is installed")


if __name__ == "__main__":
    sys.exit(unittest.main(argv=sys.argv[:1]))
