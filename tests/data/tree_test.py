#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What must hold of the source tree as a whole: the direction of includes, who may include which library, names, sizes."""
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

# A room may include its own headers and those of the rooms that it stands on: mime <- evidence <- classify <- explain <-
# {native_messaging, cli} <- main. mailbox and manifest know none of them.
PIPELINE = ["mime", "host/evidence", "host/classify", "host/explain"]
MAY_INCLUDE = {room: set(PIPELINE[: index + 1]) for index, room in enumerate(PIPELINE)}
MAY_INCLUDE["host/feedback"] = {"host/explain", "host/feedback"}
MAY_INCLUDE["host/native_messaging"] = {*PIPELINE, "host/feedback", "host/native_messaging"}
# .msg files: a program of its own, and what starts it.
MAY_INCLUDE["mime/outlook"] = {"mime", "mime/outlook"}
MAY_INCLUDE["host/process"] = {"host/process"}
MAY_INCLUDE["host/outlook"] = {"mime/outlook", "host/outlook", "host/process"}
MAY_INCLUDE["host/explain"].add("host/outlook")
MAY_INCLUDE["host/mailbox"] = {"host/mailbox"}
MAY_INCLUDE["host/mailbox/store"] = {"host/mailbox", "host/mailbox/store"}
# Mail servers: a program of its own, what both say to each other, and what starts it.
MAY_INCLUDE["host/mailbox/imap/wire"] = {"host/mailbox", "host/mailbox/imap/wire"}
MAY_INCLUDE["host/mailbox/imap"] = {"host/mailbox", "host/mailbox/imap", "host/mailbox/imap/wire"}
MAY_INCLUDE["host/imap"] = {"host/mailbox", "host/mailbox/imap/wire", "host/process", "host/imap"}
MAY_INCLUDE["manifest"] = {"manifest"}
MAY_INCLUDE["host/cli"] = {*PIPELINE, "host/feedback", "host/native_messaging", "host/mailbox", "manifest", "host/cli"}
MAY_INCLUDE["host/compile"] = {*PIPELINE, "host/compile"}  # the build tool writes the tables that these rooms read
# Many mails at a time: accounts and local mail through explain, shown with what cli has for terminals.
MAY_INCLUDE["host/scan"] = {*PIPELINE, "host/outlook", "host/mailbox", "host/mailbox/store", "host/imap", "host/process", "host/cli", "host/scan"}
MAY_INCLUDE["host"] = {"host/cli", "host/native_messaging", "host/scan"}  # main.cc

# Characters and file descriptors: what any room may include.
FOUNDATION = {"mime/ascii.h", "mime/utf8.h", "host/process/descriptor.h"}

# Each library stays behind as few files as can be, so that it can be replaced.
LIBRARIES = {
    r"mimetic/": ["mime/mimetic_adapter.cc"],
    r"gumbo\.h": ["mime/html.cc", "mime/text.cc"],
    r"hs/|hs\.h": ["host/classify/", "host/compile/"],
    r"nlohmann/": ["host/explain/json.h", "mime/ses_notification.cc", "host/native_messaging/request.h", "host/compile/", "manifest/",
                  "host/mailbox/imap/", "host/imap/"],
    r"iconv\.h": ["mime/"],
    r"libetpan/": ["host/mailbox/imap/etpan_parser.cc"],
    r"gnutls/": ["host/mailbox/imap/tls.cc", "host/mailbox/imap/certificate"],
    r"sqlite3": ["host/mailbox/store/database.cc"],
    r"gsf/|glib": ["mime/outlook/compound_file.cc"],
}

TOP = {
    ".ci", ".clang-format", ".clang-tidy", ".editorconfig", ".gitattributes", ".gitignore", "CHANGELOG.md", "CMakeLists.txt",
    "CMakePresets.json", "CONTRIBUTING.md", "LICENSE", "README.md", "SECURITY.md", "extension-stub", "host", "manifest",
    "mime", "tests",
}

# Files that may be longer than 400 lines, and why.
LONG = {}

SOURCE = {".cc", ".h", ".py", ".js", ".mjs", ".css", ".html", ".cmake"}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)


def tracked():
    out = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"], capture_output=True, text=True,
                         check=True).stdout
    return sorted(name for name in out.split("\0") if name and (ROOT / name).is_file())


def text(name):
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


def product_sources():
    return [n for n in FILES if n.endswith((".cc", ".h")) and not n.startswith("tests/")]


def room_of(name):
    return str(pathlib.PurePosixPath(name).parent)


def is_script(name):
    return "." not in pathlib.PurePosixPath(name).name and text(name).startswith("#!")


FILES = tracked()


class Flow(unittest.TestCase):
    def test_includes_follow_the_flow(self):
        self.assertGreater(len(product_sources()), 20)
        for name in product_sources():
            room = room_of(name)
            self.assertIn(room, MAY_INCLUDE, f"{name}: a room that the flow does not know")
            for bracket, header in INCLUDE.findall(text(name)):
                if bracket == '"' and header not in FOUNDATION:
                    self.assertIn(room_of(header), MAY_INCLUDE[room], f"{name} includes {header}, against the flow")

    def test_own_headers_are_named_from_the_root(self):
        for name in product_sources():
            for bracket, header in INCLUDE.findall(text(name)):
                if bracket == '"':
                    self.assertTrue((ROOT / header).is_file(), f"{name} includes {header}, which is not there")

    def test_libraries_stay_behind_few_files(self):
        for name in product_sources():
            for _, header in INCLUDE.findall(text(name)):
                for library, allowed in LIBRARIES.items():
                    if re.match(library, header):
                        self.assertTrue(any(name == a or a.endswith("/") and name.startswith(a) or name in (a + ".h", a + ".cc") for a in allowed),
                                        f"{name} includes {header}; only {allowed} may")

    def test_the_reader_of_msg_files_is_a_program_of_its_own(self):
        """What it links, a click would pay for: the other rooms know how its files begin and how it ends, and nothing else of it."""
        for name in product_sources():
            for _, header in INCLUDE.findall(text(name)):
                if header.startswith("mime/outlook/") and room_of(name) != "mime/outlook":
                    self.assertIn(header, ("mime/outlook/compound_file_mark.h", "mime/outlook/exit_code.h"), name)

    def test_no_sockets(self):
        for name in product_sources():
            for _, header in INCLUDE.findall(text(name)):
                if name != "host/mailbox/imap/stream.cc":  # explain-bounce-imap, which a scan starts
                    self.assertNotRegex(header, r"^(sys/socket|netinet|netdb|curl|asio)", f"{name}: the host opens no socket")

    def test_no_regex_of_the_standard_library(self):
        for name in product_sources():
            self.assertNotRegex(text(name), r"#\s*include\s+<regex>", f"{name}: std::regex overflows the stack on long lines")


class Tree(unittest.TestCase):
    def test_top_level_names(self):
        self.assertLessEqual({name.split("/")[0] for name in FILES}, TOP)

    def test_files_fit_in_the_head(self):
        for name in FILES:
            if (pathlib.PurePosixPath(name).suffix in SOURCE or is_script(name)) and name not in LONG:
                self.assertLessEqual(len(text(name).splitlines()), 400, f"{name}: split it, or give a reason in LONG")

    def test_long_files_are_still_long(self):
        for name in LONG:
            self.assertGreater(len(text(name).splitlines()), 400, f"{name} needs no exception any more")

    def test_first_line_is_the_licence(self):
        for name in FILES:
            suffix = pathlib.PurePosixPath(name).suffix
            if suffix not in SOURCE and not is_script(name) or suffix == ".html":
                continue
            first = "\n".join(text(name).splitlines()[:2])  # a script's first line is its interpreter
            self.assertIn("SPDX-License-Identifier: MIT", first, name)

    def test_nothing_is_left_undone(self):
        for name in product_sources():
            self.assertNotRegex(text(name), r"\b(TODO|FIXME|XXX|HACK)\b", name)

    def test_lock_files_name_no_registry(self):
        for name in FILES:
            if name.endswith("package-lock.json"):
                self.assertNotRegex(text(name), r'"resolved":', f"{name}: npm's setting omit-lockfile-registry-resolved")


class Merges(unittest.TestCase):
    def test_no_conflict_was_committed(self):
        for name in FILES:
            if not name.endswith(".eml"):
                self.assertFalse(re.search(r"(?m)^(<{7} |>{7} )", text(name)), name)


class Version(unittest.TestCase):
    def test_version_stands_once(self):
        version = re.search(r"project\([^)]*VERSION\s+(\d+\.\d+\.\d+)", text("CMakeLists.txt")).group(1)
        where = []
        for name in FILES:
            if name.startswith("tests/") or name in ("CHANGELOG.md",) or not name.endswith(tuple(SOURCE) + (".json", ".in", ".txt", ".md")):
                continue
            if re.search(r"(?<![\d.])" + re.escape(version) + r"(?![\d.])", text(name)):
                where.append(name)
        self.assertEqual(where, ["CMakeLists.txt"])


class Ids(unittest.TestCase):
    def test_extension_ids_stand_only_in_clients_json(self):
        """Hand-kept copies drift. Documents may name them; code and data may not."""
        for name in FILES:
            if name.startswith("tests/") or name.endswith(".md") or name == "manifest/clients.json":
                continue
            if pathlib.PurePosixPath(name).suffix in SOURCE | {".json", ".in"} or is_script(name):
                self.assertNotRegex(text(name), r"(thunderbird|webmail)@explain-bounce", name)


if __name__ == "__main__":
    sys.exit(unittest.main())
