# SPDX-License-Identifier: MIT
"""What was checked, how it went, and how many there were."""
passed, failed = 0, 0


def check(what, ok, told=""):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
    print(("ok   " if ok else "FAIL ") + what, "" if ok else repr(told)[:1500], flush=True)


def close():
    """The closing line. The exit code."""
    print(f"\n{passed} passed, {failed} failed")
    return 1 if failed else 0
