#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every answer that the built program gives about tests/mails fits host/explain/answer.schema.json.

usage: schema_test.py PROGRAM"""
import json
import pathlib
import subprocess
import sys

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def answers(program, *arguments):
    run = subprocess.run([program, *arguments], capture_output=True, text=True, encoding="utf-8", timeout=120)
    return [json.loads(line) for line in run.stdout.splitlines()]


def main():
    program = sys.argv[1]
    schema = json.loads((ROOT / "host/explain/answer.schema.json").read_text(encoding="utf-8"))
    check = jsonschema.validators.validator_for(schema)
    check.check_schema(schema)
    validator = check(schema)
    mails = sorted(str(p.relative_to(ROOT)) for p in (ROOT / "tests/mails").rglob("*.eml"))
    faults = []

    def validate(name, answer):
        for error in validator.iter_errors(answer):
            faults.append(f"{name}: {error.json_path}: {error.message}")

    for lang in ("en", "sv"):
        got = answers(program, "explain", "--format", "json", "--lang", lang, "--verbose", *(str(ROOT / m) for m in mails))
        if len(got) != len(mails):
            faults.append(f"{len(mails)} mails, {len(got)} answers")
        for name, answer in zip(mails, got):
            validate(f"{name} ({lang})", answer)
            if "host" not in answer:
                faults.append(f"{name}: no version of the host")
    # What cannot be read is answered in the same schema.
    unreadable = answers(program, "explain", "--format", "json", str(ROOT / "tests/mails/no-such-file.eml"))
    if len(unreadable) != 1 or "error" not in unreadable[0]:
        faults.append(f"a missing file: {unreadable}")
    for answer in unreadable:
        validate("a missing file", answer)
    # A schema that takes anything would find no fault: it must refuse these.
    for wrong in ({}, {"schema": 1, "kind": "nonsense"}, {"schema": "1", "kind": "failure"},
                  {"schema": 1, "host": "1.0.0", "lang": "en", "kind": "failure",
                   "recipients": [{"address": "a@b.example", "action": "failed", "reason": "no_such_reason"}]}):
        if validator.is_valid(wrong):
            faults.append(f"the schema takes {json.dumps(wrong)}")
    print("\n".join(faults))
    print(f"{2 * len(mails)} answers against answer.schema.json, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
