#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A scan that is killed at any moment loses nothing and doubles nothing: the next one goes on.

usage: kill_test.py SCAN_TO_KILL [TIMES]"""
import pathlib
import random
import subprocess
import sys
import tempfile
import time

MAILS = 6000


def main():
    program, times = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    numbers = random.Random()
    seed = numbers.randrange(1 << 30)
    numbers.seed(seed)
    print(f"seed {seed}")
    want = [str(uid) for uid in range(1, MAILS + 1, 2)]
    with tempfile.TemporaryDirectory() as root:
        begin = time.time()
        run = subprocess.run([program, f"{root}/whole/scan.db", str(MAILS)], capture_output=True, text=True, check=True)
        whole = time.time() - begin
        assert run.stdout.splitlines()[2:] == want, "a scan that is not killed finds all"
        resumed = 0
        for number in range(times):
            store = pathlib.Path(root) / str(number) / "scan.db"
            for moment in (numbers.uniform(0, whole), numbers.uniform(0, whole * 0.7)):
                child = subprocess.Popen([program, str(store), str(MAILS)], stdout=subprocess.PIPE, text=True)
                child.stdout.readline()
                time.sleep(moment)
                child.kill()
                child.wait()
                child.stdout.close()
            run = subprocess.run([program, str(store), str(MAILS)], capture_output=True, text=True)
            assert run.returncode == 0, f"after a kill: exit code {run.returncode} {run.stderr}"
            lines = run.stdout.splitlines()
            assert lines[2:] == want, f"{len(lines) - 2} of {len(want)} after a kill"
            resumed += int(lines[1].split()[1]) < len(want)
        print(f"killed {2 * times} times; {resumed} of {times} scans went on where the killed one was")
        assert resumed > 0 or times < 3, "every scan began anew: a test of nothing"
    return 0


if __name__ == "__main__":
    sys.exit(main())
