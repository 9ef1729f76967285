# SPDX-License-Identifier: MIT
"""Runs the probe and reads what it says."""
import json
import subprocess
import time

MOST_MEMORY = 64 * 1024  # kilobytes


class Probe:
    def __init__(self, program, url, *arguments, then=None, timeout=120):
        begin = time.time()
        process = subprocess.Popen([str(program), f"url={url}", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if then:
            then(process)
        try:
            out, error = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            out, error = process.communicate()
        self.seconds = time.time() - begin
        self.code = process.returncode
        self.text = out.decode("utf-8", "replace")
        self.error = error.decode("utf-8", "replace")
        self.lines = [json.loads(line) for line in self.text.splitlines()]
        self.fault = next((line for line in self.lines if "fault" in line), None)
        self.uids = [line["mail"] for line in self.lines if "mail" in line]

    def of(self, key):
        return next((line[key] for line in self.lines if key in line), None)
