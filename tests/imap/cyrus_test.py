#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The same against a second real server, Cyrus, which writes many of its answers in another way than Dovecot.

usage: cyrus_test.py PROBE"""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import cyrus  # noqa: E402
import real_server  # noqa: E402

PROBE = pathlib.Path(sys.argv[1]).resolve()
ROOT, REASON = cyrus.unpacked(PROBE.parent)


class Cyrus(real_server.RealServer):
    probe = PROBE

    @staticmethod
    def start(certificate):
        return cyrus.Cyrus(ROOT, certificate)

    @classmethod
    def folders(cls):
        # Cyrus lets nobody make folders with these in their names.
        return [name for name in real_server.FOLDERS if not set(name) & set('\\"%')]

    def test_nothing_is_changed(self):
        def flags():
            client = self.client()
            client.select("INBOX", readonly=True)
            found = client.fetch("1:*", "(FLAGS)")[1]
            client.logout()
            return found

        before = flags()
        self.assertNotIn(b"\\Seen", b"".join(before))
        self.scan("open=INBOX", "candidates")
        self.scan("fast=1", "open=INBOX", "candidates")
        self.assertEqual(flags(), before)


del real_server.RealServer
if __name__ == "__main__":
    if ROOT is None:
        print("skipped: " + REASON)
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
