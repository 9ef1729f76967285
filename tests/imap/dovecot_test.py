#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A real Dovecot: folders of all names, logins, searches, waiting, and that nothing is changed by any of it.

usage: dovecot_test.py PROBE"""
import pathlib
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import dovecot  # noqa: E402
import real_server  # noqa: E402

PROBE = pathlib.Path(sys.argv[1]).resolve()


class Dovecot(real_server.RealServer):
    probe = PROBE

    @staticmethod
    def start(certificate):
        return dovecot.Dovecot(certificate)

    def test_nothing_is_changed(self):
        def files():
            return sorted(str(path) for path in self.server.maildir().rglob("*") if path.parent.name in ("cur", "new", "tmp"))

        # A first look by the server moves files from new to cur; what counts is what a scan does.
        self.scan("open=INBOX", "candidates")
        before = files()
        self.assertEqual(len(before), len(real_server.MAILS) * (1 + len(real_server.FOLDERS)))
        for folder in ("INBOX", *real_server.FOLDERS):
            self.scan(f"open={folder}", "present", "candidates")
            self.scan("fast=1", f"open={folder}", "candidates")
        self.assertEqual(files(), before, "a flag was set, or a file moved")
        self.assertFalse([name for name in before if ":2," in name and "S" in name.rsplit(":2,", 1)[1]], "a mail is marked as seen")

    def test_token(self):
        self.assertIsNone(self.scan("mechanism=xoauth2", "open=INBOX").fault)  # this Dovecot takes the password for a token
        run = self.scan("mechanism=xoauth2", "secret=wrong-token", "open=INBOX")
        self.assertEqual(run.fault["fault"], "login", run.text)
        self.assertRegex(run.fault["words"], "refused the token of holly")
        self.assertNotIn("wrong-token", run.text)

    def test_new_mail_wakes_a_waiting_one(self):
        def deliver():
            time.sleep(2)
            client = self.client()
            client.append("INBOX", None, None, real_server.MAILS[0])
            client.logout()
            self.addCleanup(self.remove_last)

        thread = threading.Thread(target=deliver)
        thread.start()
        run = self.scan("open=INBOX", "wait=20", f"after={len(real_server.MAILS)}", "candidates")
        thread.join()
        self.assertIs(run.of("news"), True)
        self.assertLess(run.seconds, 15)
        self.assertEqual(len(run.uids), 1)

    def remove_last(self):
        client = self.client()
        client.select("INBOX")
        count = int(client.response("EXISTS")[1][0] or 0) or len(client.search(None, "ALL")[1][0].split())
        client.store(str(count), "+FLAGS", "\\Deleted")
        client.expunge()
        client.logout()


del real_server.RealServer
if __name__ == "__main__":
    if not dovecot.installed():
        print("skipped: Dovecot is not installed (dovecot-imapd)")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
