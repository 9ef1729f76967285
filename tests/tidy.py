#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""clang-tidy over every source of a build directory, on all cores; a file is looked at again only when it, one of our
headers that it includes, its command line or the settings have changed.

usage: tests/tidy.py BUILD_DIR"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(rb'^\s*#\s*include\s+"([^"]+)"', re.M)


def closure(path, build, seen):
    """The file and all of our own files that it includes, directly or not."""
    if path in seen or not path.is_file():
        return
    seen[path] = path.read_bytes()
    for name in INCLUDE.findall(seen[path]):
        for base in (ROOT, build / "generated", path.parent):
            closure(base / name.decode(), build, seen)


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    cache = ROOT / "build" / "tidy"
    cache.mkdir(parents=True, exist_ok=True)
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, check=True).stdout
    settings = (ROOT / ".clang-tidy").read_bytes()

    todo = []
    total = 0
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = pathlib.Path(entry["file"])
        if build in path.parents:
            continue  # written by eb-compile
        total += 1
        seen = {}
        closure(path, build, seen)
        key = hashlib.sha256(version + settings + entry["command"].encode())
        for name in sorted(seen):
            key.update(str(name).encode() + b"\0" + seen[name] + b"\0")
        stamp = cache / key.hexdigest()
        if not stamp.exists():
            todo.append((path, stamp))

    def look(item):
        path, stamp = item
        run = subprocess.run(["clang-tidy", "--quiet", "--extra-arg=-Wno-unknown-warning-option", "-p", str(build), str(path)], capture_output=True, text=True)
        if run.returncode == 0:
            stamp.touch()
        return path, run

    faults = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, run in pool.map(look, todo):
            if run.returncode:
                faults += 1
                print(run.stdout + run.stderr, end="")
                print(f"clang-tidy: {path.relative_to(ROOT)} has faults")
    print(f"clang-tidy: {total} files, {total - len(todo)} unchanged, {faults} with faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
