#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The built program as a person or a script starts it. Usage: program_test.py PROGRAM"""
import json
import os
import pathlib
import pty
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
SEED = pathlib.Path(__file__).resolve().parent.parent / "mails/seed"
IB508 = SEED / "ib508.eml"
CLEAN = {k: v for k, v in os.environ.items() if k not in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLUMNS", "TERM")}


def run(*words, stdin=b"", env=None, cwd=None):
    done = subprocess.run([PROGRAM, *map(str, words)], input=stdin, capture_output=True, timeout=120,
                          env=CLEAN | (env or {}), cwd=cwd)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def answers(*words, **more):
    code, out, err = run("explain", "--format", "json", *words, **more)
    return code, [json.loads(line) for line in out.split("\n")[:-1]], err


def on_a_terminal(*words, env=None):
    """Standard input and output are a terminal."""
    master, slave = pty.openpty()
    child = subprocess.Popen([PROGRAM, *map(str, words)], stdin=slave, stdout=slave, stderr=slave,
                             env=CLEAN | {"TERM": "xterm-256color"} | (env or {}))
    os.close(slave)
    out = b""
    try:
        while chunk := os.read(master, 65536):
            out += chunk
    except OSError:  # the other side is gone
        pass
    os.close(master)
    return child.wait(60), out.decode("utf-8")


class Folder(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)

    def put(self, name, data):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path


class Explain(Folder):
    def test_text_is_the_default(self):
        code, out, err = run("explain", IB508)
        self.assertEqual((code, err), (0, ""))
        for words in ("Who can fix it: ", "What to do\n  1. ", "Technical details\n", "IB508"):
            self.assertIn(words, out)
        self.assertNotIn("\x1b", out)

    def test_json_is_one_line_a_mail_in_the_order_asked_for(self):
        code, all, err = answers(IB508, SEED / "ib504.eml", IB508)
        self.assertEqual((code, err), (0, ""))
        self.assertEqual([a["file"] for a in all], [str(IB508), str(SEED / "ib504.eml"), str(IB508)])
        self.assertEqual([a["recipients"][0].get("provider_code") for a in all], ["IB508", "IB504", "IB508"])
        self.assertNotIn("runners_up", all[0]["recipients"][0]["evidence"])

    def test_jobs_change_nothing(self):
        one = run("explain", "--format", "json", SEED)
        self.assertEqual(one[0], 0)
        self.assertGreater(one[1].count("\n"), 20)
        self.assertEqual(run("explain", "--format", "json", "--jobs", "4", SEED), one)
        text = run("explain", SEED)
        self.assertEqual(run("explain", "--jobs=3", SEED), text)

    def test_standard_input_is_a_mail(self):
        code, all, _ = answers("-", stdin=IB508.read_bytes())
        self.assertEqual((code, all[0]["file"], all[0]["kind"]), (0, "-", "failure"))
        self.assertEqual(answers(stdin=IB508.read_bytes()), (code, all, ""))

    def test_an_mbox(self):
        line = b"From MAILER-DAEMON Mon Nov 23 06:45:00 2026\n"
        mail = IB508.read_bytes().replace(b"\r\n", b"\n")
        box = self.put("box", line + mail + b"\n" + line + mail)
        code, all, _ = answers(box)
        self.assertEqual((code, [a["file"] for a in all]), (0, [f"{box}#1", f"{box}#2"]))
        code, out, _ = run("explain", box)
        self.assertIn("box#2", out)

    def test_files_from(self):
        names = self.put("names", f"{IB508}\r\n\n{self.root}/none.eml\n{SEED / 'ib504.eml'}")
        code, all, err = answers("--files-from", names)
        self.assertEqual(code, 1)
        self.assertEqual([a.get("error", {}).get("code") for a in all], [None, "not_found", None])
        self.assertIn("none.eml", err)
        self.assertEqual(answers("--files-from", "-", stdin=names.read_bytes()), (code, all, err))
        code, all, err = answers("--files-from", self.root / "nothing")
        self.assertEqual((code, all), (1, []))
        self.assertIn("nothing", err)

    def test_what_cannot_be_read_is_told_and_the_rest_goes_on(self):
        msg = self.put("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
        code, all, err = answers(self.root / "none.eml", msg, IB508)
        self.assertEqual(code, 1)
        self.assertEqual(all[0], {"schema": 1, "file": f"{self.root}/none.eml",
                                  "error": {"code": "not_found", "detail": "No such file or directory"}})
        self.assertEqual(all[1]["error"]["code"], "unreadable")
        self.assertEqual(all[2]["kind"], "failure")
        self.assertEqual(err.count("\n"), 2)
        code, out, err = run("explain", self.root / "none.eml")
        self.assertEqual((code, out), (1, ""))

    def test_text_that_a_person_sees(self):
        words = "550 5.1.1 <bob@example.com>: user unknown"
        code, all, _ = answers("--text", "-", stdin=words.encode())
        self.assertEqual((code, all[0]["recipients"][0]["reason"]), (0, "user_unknown"))
        self.assertEqual(answers("--text", self.put("t", words))[1][0]["recipients"], all[0]["recipients"])

    def test_languages(self):
        said = {"sv": "Vem kan åtgärda det", "en": "Who can fix it"}
        for env, words, lang in (({"LANG": "sv_SE.UTF-8"}, [], "sv"), ({"LANG": "sv_SE", "LC_ALL": "en_GB"}, [], "en"),
                                 ({"LANG": "en_US"}, ["--lang", "sv-FI"], "sv"), ({}, [], "en"), ({"LANG": "tlh"}, [], "en")):
            self.assertIn(said[lang], run("explain", *words, IB508, env=env)[1], (env, words))

    def test_verbose_tells_the_rule(self):
        self.assertIn("godaddy/IB508", run("explain", "--verbose", IB508)[1])
        self.assertIn("runners_up", answers("--verbose", IB508)[1][0]["recipients"][0]["evidence"])

    def test_redact(self):
        for form in ("text", "json"):
            out = run("explain", "--redact", "--verbose", "--format", form, IB508)[1]
            for secret in ("holly", "ben@", "Thursday"):
                self.assertNotIn(secret, out)
            self.assertIn("…@harbour.example", out)

    def test_widths(self):
        for columns in (60, 120):
            lines = run("explain", SEED, env={"COLUMNS": str(columns)})[1].split("\n")
            longest = max((line for line in lines if "http" not in line), key=len)
            self.assertLessEqual(len(longest), min(columns, 88), longest)

    def test_wrong_usage(self):
        for words in (["--frmat", "json"], ["--format", "xml", IB508], ["--jobs", "0", IB508], ["--lang"], ["--verbose=1"]):
            code, out, err = run("explain", *words)
            self.assertEqual((code, out), (2, ""), words)
            self.assertIn("explain-bounce explain --help", err)

    def test_a_full_disk_is_told(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "explain", IB508], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"standard output", done.stderr)

    def test_hostile_names_and_mails_do_not_command_the_terminal(self):
        mail = ("From: mailer-daemon@example.net\nSubject: Undelivered\nMIME-Version: 1.0\n"
                'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n\ntext\n'
                "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\x1b[2J\n\n"
                "Final-Recipient: rfc822; bob@example.com\nAction: failed\nStatus: 5.1.1\n"
                "Diagnostic-Code: smtp; 550 5.1.1 no\x1b]0;owned\x07 \u202euser\u009b31m\n\n--b--\n")
        path = self.put("a\x1b[31m.eml", mail)
        for words in (["explain", path], ["explain", "--verbose", path, path], ["explain", "--format", "json", path],
                      ["explain", f"{path}none"], ["lookup", "\x1b[2J\u009b"], ["\x1b[2J"]):
            _, out, err = run(*words)
            for bad in ("\x1b", "\x07", "\u009b", "\u202e"):
                self.assertNotIn(bad, out + err, words)


class Terminal(unittest.TestCase):
    def test_colour_only_on_a_terminal(self):
        code, out = on_a_terminal("explain", IB508)
        self.assertEqual(code, 0)
        self.assertIn("\x1b[1m", out)
        self.assertEqual(out.count("\x1b[1m") + out.count("\x1b[2m"), out.count("\x1b[0m"))

    def test_no_color_and_dumb_terminals(self):
        for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            self.assertNotIn("\x1b", on_a_terminal("explain", IB508, env=env)[1])
        self.assertIn("\x1b", on_a_terminal("explain", IB508, env={"NO_COLOR": ""})[1])

    def test_json_is_never_coloured(self):
        self.assertNotIn("\x1b", on_a_terminal("explain", "--format", "json", IB508)[1])

    def test_no_path_on_a_terminal_is_help(self):
        code, out = on_a_terminal("explain")
        self.assertEqual(code, 2)
        self.assertIn("usage: explain-bounce explain", out)


class Lookup(unittest.TestCase):
    def test_codes_and_words(self):
        for query, reason in (("5.7.26", "authentication_failed"), ("too many recipients", "too_many_recipients"),
                              ("full brevlåda", "mailbox_full")):
            code, out, err = run("lookup", "--format", "json", "--lang", "sv", *query.split())
            self.assertEqual((code, err), (0, ""))
            found = json.loads(out)
            self.assertEqual((found["query"], found["lang"]), (query, "sv"))
            self.assertEqual(found["matches"][0]["reason"], reason)
        code, out, _ = run("lookup", "ib504", "--format=json")
        self.assertEqual(json.loads(out)["matches"][0]["code"], "IB504")

    def test_text(self):
        code, out, _ = run("lookup", "IB504")
        self.assertEqual(code, 0)
        self.assertIn("IB504", out)
        self.assertIn("What to do", out)

    def test_nothing_found(self):
        code, out, _ = run("lookup", "xyzzyqwerty")
        self.assertEqual((code, out), (0, "Nothing found for: xyzzyqwerty\n"))

    def test_nothing_asked(self):
        code, out, _ = run("lookup")
        self.assertEqual(code, 0)
        self.assertIn("What is a bounce?", out)
        self.assertIn("Good to know", out)
        self.assertNotIn("What to do", out)


class Feedback(Folder):
    """Answers to "Was this helpful?" as the extension has them kept: over native messaging."""

    def keep(self, state, **params):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "feedback", "params": {"action": "keep", **params}}).encode()
        frame = len(body).to_bytes(4, sys.byteorder) + body
        code, out, _ = run("serve", stdin=frame, env=state)
        self.assertEqual((code, '"kept":true' in out), (0, True), out)

    def test_is_listed_exported_and_deleted(self):
        state = {"XDG_STATE_HOME": str(self.root)}
        self.assertEqual(run("feedback", "list", env=state), (0, "There is no feedback yet.\n", ""))
        self.assertEqual(run("feedback", "export", env=state), (0, "", ""))
        self.keep(state, helpful=True, about={"reason": "mailbox_full", "rule": "iana/x.2.2"})
        self.keep(state, helpful=False, comment="which\x1b[2J folder?", about={"reason": "holly@bakery.example"})
        file = self.root / "explain-bounce/feedback.jsonl"
        self.assertEqual(file.stat().st_mode & 0o777, 0o600)
        code, out, err = run("feedback", "list", env=state)
        self.assertEqual((code, err), (0, ""))
        for said in (str(file), "Helpful  mailbox_full  iana/x.2.2", "Not helpful", "folder?"):
            self.assertIn(said, out)
        for unsaid in ("holly", "\x1b"):
            self.assertNotIn(unsaid, out)
        code, out, _ = run("feedback", "export", env=state)
        self.assertEqual([json.loads(line)["helpful"] for line in out.splitlines()], [True, False])
        self.assertEqual(run("feedback", "export", self.root / "mine.jsonl", env=state), (0, "", ""))
        self.assertEqual((self.root / "mine.jsonl").read_text(), out)
        self.assertEqual(run("feedback", "list", "--format", "json", env=state)[1], out)
        self.assertEqual(run("feedback", "export", self.root / "no/such", env=state)[0], 1)
        self.assertEqual(run("feedback", "delete", "--lang", "sv", env=state), (0, "All återkoppling har raderats.\n", ""))
        self.assertFalse(file.parent.exists())

    def test_wrong_usage(self):
        for words in ((), ("send",), ("list", "x"), ("delete", "--all")):
            code, out, err = run("feedback", *words)
            self.assertEqual((code, out), (2, ""), words)
            self.assertIn("feedback", err)


class Summary(unittest.TestCase):
    def test_is_for_whoever_runs_the_mail(self):
        code, full, _ = run("explain", "--summary", IB508)
        self.assertEqual(code, 0)
        code, out, _ = run("explain", "--summary", "--redact", "--lang", "sv", IB508)
        self.assertEqual(code, 0)
        for fact in ("GoDaddy, IB508", "Status: ", "…@"):
            self.assertIn(fact, out)
        self.assertIn("holly@", full)
        self.assertNotIn("holly@", out)
        self.assertNotIn("\nÄmne: ", out)


class Verbs(unittest.TestCase):
    def test_help(self):
        code, out, err = run("--help")
        self.assertEqual((code, err), (0, ""))
        for verb in ("explain", "scan", "lookup", "feedback", "install", "uninstall", "doctor", "serve"):
            self.assertIn(f"\n  {verb} ", out)
            code, own, err = run(verb, "--help")
            self.assertEqual((code, err), (0, ""), verb)
            self.assertIn(verb, own)
            self.assertIn("xamples:", own)

    def test_unknown_commands(self):
        for verb in ("scam", "explian", "--vers"):
            code, out, err = run(verb)
            self.assertEqual((code, out), (2, ""))
            self.assertIn(f"unknown command {verb}", err)
        code, out, err = run()
        self.assertEqual((code, out), (2, ""))
        self.assertIn("usage:", err)

    def test_version(self):
        code, out, _ = run("--version")
        self.assertEqual(code, 0)
        self.assertRegex(out, r"^explain-bounce \d+\.\d+\.\d+\n$")
        self.assertEqual(json.loads(run("explain", "--format", "json", IB508)[1])["host"], out.split()[1])


if __name__ == "__main__":
    sys.exit(unittest.main())
