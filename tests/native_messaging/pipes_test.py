#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The built program behind real pipes. Usage: pipes_test.py PROGRAM"""
import base64
import json
import pathlib
import struct
import subprocess
import sys
import time
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
MAILS = pathlib.Path(__file__).resolve().parent.parent / "mails"
SECRET = "holly.secret@example.com"


def frame(body):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    return struct.pack("=I", len(body)) + body


def request(method, params=None, id=1):
    return frame({"jsonrpc": "2.0", "id": id, "method": method, "params": params or {}})


def frames(out):
    """Everything on standard output must be frames."""
    replies = []
    while out:
        (length,) = struct.unpack("=I", out[:4])
        assert len(out) >= 4 + length, "standard output ends inside a frame"
        assert length <= 1048576
        replies.append(json.loads(out[4:4 + length].decode("utf-8")))
        out = out[4 + length:]
    return replies


def run(data, *words):
    done = subprocess.run([PROGRAM, *(words or ["serve"])], input=data, capture_output=True, timeout=60)
    return done.returncode, done.stdout, done.stderr.decode()


def error(word, code, id=None):
    return {"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": word}}


class Pipes(unittest.TestCase):
    def test_hello(self):
        code, out, err = run(request("hello", {"client": "test", "protocol": 1}))
        self.assertEqual((code, err), (0, ""))
        (reply,) = frames(out)
        self.assertEqual(reply["result"]["protocol"], 1)
        self.assertEqual(reply["result"]["limits"], {"request": 4194304, "reply": 1048576})

    def test_no_input_at_all(self):
        self.assertEqual(run(b""), (0, b"", ""))

    def test_a_mail_is_explained(self):
        raw = base64.b64encode((MAILS / "seed/ib508.eml").read_bytes()).decode()
        code, out, err = run(request("explain", {"raw": raw, "lang": "sv", "me": ["holly@bakery.example"]}, "x"))
        self.assertEqual((code, err), (0, ""))
        (reply,) = frames(out)
        self.assertEqual(reply["id"], "x")
        self.assertEqual(reply["result"]["lang"], "sv")
        self.assertEqual(reply["result"]["recipients"][0]["provider_code"], "IB508")
        self.assertNotIn("file", reply["result"])

    def test_garbage_gets_a_reply_and_the_talk_goes_on(self):
        data = frame(b"\xff\xfe") + frame(b"") + frame(b"[" * 100000) + frame(b"[]") + request("nope", id=7) + request("hello", id=8)
        code, out, err = run(data)
        self.assertEqual((code, err), (0, ""))
        replies = frames(out)
        self.assertEqual(replies[:3], [error("parse_error", -32700)] * 3)
        self.assertEqual(replies[3], error("invalid_request", -32600))
        self.assertEqual(replies[4], error("method_not_found", -32601, 7))
        self.assertEqual(replies[5]["id"], 8)

    def test_notifications_get_none(self):
        code, out, _ = run(frame({"jsonrpc": "2.0", "method": "hello"}) + request("hello", id=2))
        self.assertEqual(code, 0)
        self.assertEqual([reply["id"] for reply in frames(out)], [2])

    def test_a_cut_frame(self):
        whole = request("explain", {"text": SECRET})
        for cut in (1, 3, 4, 5, len(whole) - 1):
            code, out, err = run(request("hello") + whole[:cut])
            self.assertEqual(code, 1, cut)
            self.assertEqual(len(frames(out)), 1)
            self.assertEqual(err.count("\n"), 1, err)
            self.assertNotIn("secret", err)

    def test_a_frame_over_the_limit(self):
        code, out, err = run(struct.pack("=I", 4194305) + b"x" * 100)
        self.assertEqual(code, 1)
        self.assertEqual(frames(out), [error("too_large", -32001)])
        self.assertEqual(err.count("\n"), 1)

    def test_a_frame_of_the_limit(self):
        head, tail = b'{"jsonrpc":"2.0","id":1,"method":"hello","params":{"x":"', b'"}}'
        body = head + b"x" * (4194304 - len(head) - len(tail)) + tail
        code, out, _ = run(frame(body))
        self.assertEqual(code, 0)
        self.assertEqual(frames(out)[0]["id"], 1)

    def test_many_requests_in_one_process(self):
        raw = base64.b64encode((MAILS / "seed/ib508.eml").read_bytes()).decode()
        data = b"".join(request("explain", {"raw": raw, "lang": "en"}, i) + request("lookup", {"query": "5.1.1"}, -i - 1) for i in range(100))
        code, out, err = run(data)
        self.assertEqual((code, err), (0, ""))
        replies = frames(out)
        self.assertEqual([reply["id"] for reply in replies], [i for n in range(100) for i in (n, -n - 1)])
        self.assertEqual(len({json.dumps(reply["result"]) for reply in replies[::2]}), 1)

    def test_split_writes_and_an_answer_before_the_next_request(self):
        child = subprocess.Popen([PROGRAM, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        try:
            for id in range(3):
                for byte in request("hello", id=id):
                    child.stdin.write(bytes([byte]))
                (length,) = struct.unpack("=I", child.stdout.read(4))
                body = b""
                while len(body) < length:
                    body += child.stdout.read(length - len(body))
                self.assertEqual(json.loads(body)["id"], id)
            child.stdin.close()
            self.assertEqual(child.wait(10), 0)
        finally:
            child.kill()
            child.wait()
            child.stdout.close()

    def test_a_client_that_goes_away(self):
        child = subprocess.Popen([PROGRAM, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        child.stdout.close()
        child.stdin.write(request("hello") * 3)
        child.stdin.close()
        self.assertEqual(child.wait(10), 0)
        self.assertEqual(child.stderr.read(), b"")
        child.stderr.close()

    def test_a_huge_mail_gets_a_reply_that_fits(self):
        recipients = "".join(f"\n\nFinal-Recipient: rfc822; user{i}@example.com\nAction: failed\nStatus: 5.1.1\n"
                             f"Diagnostic-Code: smtp; 550 5.1.1 {'x' * 300}" for i in range(4000))
        mail = ("From: mailer-daemon@example.net\nSubject: Undelivered\nMIME-Version: 1.0\n"
                'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n\ntext\n'
                f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net{recipients}\n\n--b--\n")
        start = time.monotonic()
        code, out, _ = run(request("explain", {"raw": base64.b64encode(mail.encode()).decode()}))
        self.assertEqual(code, 0)
        (reply,) = frames(out)
        self.assertEqual(reply["result"]["kind"], "failure")
        self.assertTrue(reply["result"]["truncated"])
        self.assertEqual(reply["result"]["recipients"][0]["address"], "user0@example.com")
        self.assertLess(time.monotonic() - start, 30)

    def test_started_by_a_client(self):
        place = "/home/x/.mozilla/native-messaging-hosts/explain_bounce.json"
        code, out, err = run(request("hello"), place, "thunderbird@explain-bounce")
        self.assertEqual((code, err, len(frames(out))), (0, "", 1))

    def test_started_by_a_client_for_another_extension(self):
        for words in (["/x/explain_bounce.json", "evil@example.com"],
                      ["chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/", "--parent-window=0"]):
            code, out, err = run(request("hello"), *words)
            self.assertEqual((code, out), (2, b""))
            self.assertIn("--help", err)

    def test_nothing_of_a_mail_in_the_log(self):
        data = request("explain", {"text": f"550 5.1.1 <{SECRET}> unknown"}) + request("explain", {"raw": SECRET}) + b"\x01"
        _, _, err = run(data)
        self.assertNotIn("secret", err)


if __name__ == "__main__":
    sys.exit(unittest.main())
