#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""clang-tidy over every source of a build directory, on all cores; a source is looked at again only when it, one of our
files that it includes, its command lines or the settings have changed. Where a build compiles several files as one
(asan), so does this: most of the time goes into the headers that they share. What clang-tidy tells of the file that it
was started with alone, a name that is brought in and never used, is looked for here.

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
BROUGHT_IN = re.compile(rb'^[ \t]*(?:using (?:\w+::)+(\w+)|namespace (\w+) = [\w:]+);', re.M)


def closure(path, build, seen):
    """The file and all of our own files that it includes, directly or not."""
    if path in seen or not path.is_file():
        return
    seen[path] = path.read_bytes()
    for name in INCLUDE.findall(seen[path]):
        for base in (ROOT, build / "generated", path.parent):
            closure(base / name.decode(), build, seen)


def never_used(text):
    """The names that using-declarations and namespace aliases bring into a source, and that stand nowhere else in it."""
    names = {first or second for first, second in BROUGHT_IN.findall(text)}
    return sorted(name.decode() for name in names if len(re.findall(rb'\b' + name + rb'\b', text)) == 1)


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    cache = ROOT / "build" / "tidy"
    cache.mkdir(parents=True, exist_ok=True)
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, check=True).stdout
    settings = (ROOT / ".clang-tidy").read_bytes()

    # A file that two programs have in common has two command lines; clang-tidy takes both in one run.
    commands = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = pathlib.Path(entry["file"])
        if build / "generated" not in path.parents:
            commands.setdefault(path, []).append(entry["command"])
    todo = []
    sources = {}
    for path, lines in commands.items():
        seen = {}
        closure(path, build, seen)
        sources.update((name, text) for name, text in seen.items() if name.suffix == ".cc" and build not in name.parents)
        key = hashlib.sha256(version + settings + "\n".join(lines).encode())
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
    for path, text in sorted(sources.items()):
        for name in never_used(text):
            faults += 1
            print(f"{path.relative_to(ROOT)}: {name} is brought in and never used")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, run in pool.map(look, todo):
            if run.returncode:
                faults += 1
                print(run.stdout + run.stderr, end="")
                print(f"clang-tidy: {path.relative_to(ROOT)} has faults")
    print(f"clang-tidy: {len(sources)} files, compiled as {len(commands)}; {len(commands) - len(todo)} of these unchanged, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
