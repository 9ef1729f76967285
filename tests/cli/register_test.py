#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""install, uninstall and doctor of the built program, with a home and a PATH made for the test. Usage: register_test.py PROGRAM"""
import json
import os
import pathlib
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
MOZILLA = ".mozilla/native-messaging-hosts/explain_bounce.json"
CHROMIUM = ".config/chromium/NativeMessagingHosts/explain_bounce.json"
NOBODY = 65534
SUDO = "" if os.geteuid() == 0 else "sudo "  # root has no need of it


class Home(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        self.root.chmod(0o755)
        self.home = self.root / "home"
        self.bin = self.root / "bin"
        self.home.mkdir()
        self.bin.mkdir()

    def client(self, name):
        (self.bin / name).write_text("#!/bin/sh\n")
        (self.bin / name).chmod(0o755)

    def run_program(self, *words, program=PROGRAM, cwd=None, umask=-1, **env):
        done = subprocess.run([program, *map(str, words)], capture_output=True, timeout=60, stdin=subprocess.DEVNULL, cwd=cwd,
                              umask=umask, env={"HOME": str(self.home), "PATH": str(self.bin), "COLUMNS": "120"} | env)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def files(self):
        return sorted(str(p.relative_to(self.home)) for p in self.home.rglob("*"))

    def manifest(self, place=MOZILLA):
        return json.loads((self.home / place).read_text())


class Install(Home):
    def test_finds_the_clients_that_are_here(self):
        self.client("thunderbird")
        self.client("chromium")
        code, out, err = self.run_program("install")
        self.assertEqual((code, err), (0, ""))
        lines = out.split("\n")
        self.assertEqual(lines[:3], [f"Thunderbird  registered: ~/{MOZILLA}", f"Chromium     registered: ~/{CHROMIUM}", ""])
        self.assertIn("doctor", out)
        self.assertEqual(self.manifest()["path"], str(PROGRAM))
        self.assertEqual(self.manifest()["allowed_extensions"], ["thunderbird@explain-bounce"])
        self.assertNotIn("allowed_origins", self.manifest())
        code, out, _ = self.run_program("doctor")
        self.assertEqual(code, 0)
        self.assertEqual(out.split("\n")[:3], ["Thunderbird     finds Explain Bounce.", "Chromium        finds Explain Bounce.",
                                               "Firefox         is not on this computer."])
        self.assertEqual(out.count("\n"), 10)
        self.assertIn("\n\nIf a click does nothing in one of these programs, the Explain Bounce extension is not installed there, or is disabled.\n", out)
        code, out, _ = self.run_program("uninstall")
        self.assertEqual((code, out), (0, f"Thunderbird  registration removed: ~/{MOZILLA}\nChromium     registration removed: ~/{CHROMIUM}\n"))
        self.assertEqual(self.files(), [])
        self.assertEqual(self.run_program("uninstall")[:2], (0, "There was no registration to remove.\n"))

    def test_what_is_the_readers_own_stays_and_is_told(self):
        state = self.home / ".local/state/explain-bounce"
        state.mkdir(parents=True)
        self.assertNotIn(".local", self.run_program("uninstall")[1])
        (state / "feedback.jsonl").write_text("{}\n")
        (state / "scan.db").write_text("")
        (self.bin / "explain-bounce").symlink_to(PROGRAM)
        code, out, _ = self.run_program("uninstall")
        self.assertEqual(code, 0)
        self.assertIn("  ~/.local/state/explain-bounce/feedback.jsonl\n  explain-bounce feedback delete\n"
                      "  ~/.local/state/explain-bounce/scan.db\n  explain-bounce scan --forget\n", out)
        self.assertNotIn(".local", self.run_program("uninstall", "--client", "firefox")[1])
        for words in (["feedback", "delete"], ["scan", "--forget"]):
            self.assertEqual(self.run_program(*words)[0], 0)
        self.assertEqual(self.run_program("uninstall")[1], "There was no registration to remove.\n")

    def test_none_is_here(self):
        code, out, err = self.run_program("install")
        self.assertEqual((code, out), (1, ""))
        self.assertIn("--client thunderbird", err)
        self.assertEqual(self.files(), [])
        self.assertEqual(self.run_program("doctor")[0], 1)

    def test_a_client_by_name_need_not_be_here(self):
        for words in (["--client", "edge"], ["--client=edge"]):
            code, out, _ = self.run_program("install", *words)
            self.assertEqual(code, 0)
            self.assertIn("Microsoft Edge  registered: ~/.config/microsoft-edge/", out)
            for more in ([], words):
                code, out, _ = self.run_program("doctor", *more, COLUMNS="999")
                self.assertEqual(code, 0)
                self.assertIn("Microsoft Edge  is registered, but was not found on this computer.", out)
        self.assertEqual(self.run_program("uninstall", "--client", "edge")[0], 0)
        self.assertEqual(self.files(), [])

    def test_xdg_config_home(self):
        other = self.root / "config"
        self.run_program("install", "--client", "chromium", XDG_CONFIG_HOME=str(other))
        self.assertTrue((other / "chromium/NativeMessagingHosts/explain_bounce.json").is_file())
        self.run_program("uninstall", XDG_CONFIG_HOME=str(other))
        self.assertFalse(other.exists())
        self.run_program("install", "--client", "chromium", XDG_CONFIG_HOME="relative")
        self.assertTrue((self.home / CHROMIUM).is_file())

    def test_a_slash_at_the_end_names_the_same_folder(self):
        for first, second in (("/", ""), ("", "//")):
            self.run_program("install", "--client", "firefox", "--client", "chromium", HOME=f"{self.home}{first}")
            self.run_program("uninstall", HOME=f"{self.home}{second}")
            self.assertEqual(self.files(), [])
            other = self.root / "config"
            self.run_program("install", "--client", "chromium", XDG_CONFIG_HOME=f"{other}{first}")
            self.run_program("uninstall", XDG_CONFIG_HOME=f"{other}{second}")
            self.assertFalse(other.exists())

    def test_a_manifest_that_was_deleted_by_hand(self):
        self.run_program("install", "--client", "firefox")
        (self.home / MOZILLA).unlink()
        self.assertEqual(self.run_program("uninstall")[:2], (0, "There was no registration to remove.\n"))
        self.assertEqual(self.files(), [])

    def test_swedish(self):
        self.client("thunderbird")
        for more in ({"LANG": "sv_SE.UTF-8"}, {"lang": "sv"}):
            words = ["--lang", more.pop("lang")] if "lang" in more else []
            self.assertIn("Thunderbird  registrerad: ", self.run_program("install", *words, **more)[1])
            self.assertIn("Thunderbird     hittar Explain Bounce.\n", self.run_program("doctor", *words, **more)[1])
            self.assertIn("Thunderbird  borttagen: ", self.run_program("uninstall", *words, **more)[1])

    def test_modes_whatever_the_umask(self):
        for umask in (0o000, 0o077):
            self.run_program("install", "--client", "firefox", "--client", "chromium", umask=umask)
            for path in self.home.rglob("*"):
                self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o755 if path.is_dir() else 0o644, path)
            self.run_program("uninstall")

    def test_a_program_with_an_awkward_path_started_by_a_relative_name(self):
        folder = self.root / "Åsas \"bästa\" program"
        folder.mkdir()
        program = folder / "explain-bounce"
        shutil.copy(PROGRAM, program)
        self.assertEqual(self.run_program("install", "--client", "firefox", program="./explain-bounce", cwd=folder)[0], 0)
        self.assertEqual(self.manifest()["path"], str(program))
        self.client("firefox")
        self.assertEqual(self.run_program("doctor", program=program)[0], 0)
        # What to type is a command that a shell understands.
        (self.home / MOZILLA).write_text("{")
        out = self.run_program("doctor", program=program, COLUMNS="999")[1]
        command = out.split("Run:\n")[1].split("\n")[0].strip()
        self.assertTrue(command.endswith(" install"), command)
        done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, env={"HOME": str(self.home), "PATH": str(self.bin)})
        self.assertEqual(done.returncode, 0, command)
        self.assertEqual(self.manifest()["path"], str(program))

    def test_moved_and_deleted_programs(self):
        self.client("firefox")
        program = self.root / "explain-bounce"
        shutil.copy(PROGRAM, program)
        self.run_program("install", program=program)
        code, out, _ = self.run_program("doctor")
        self.assertEqual(code, 1)
        self.assertIn("starts another copy", out)
        program.chmod(0o644)
        if os.geteuid() == 0:  # root may run nothing that nobody may run
            self.assertIn("is not allowed to run it", self.run_program("doctor")[1])
        program.unlink()
        code, out, _ = self.run_program("doctor")
        self.assertEqual(code, 1)
        self.assertIn("no longer is", out)
        self.assertIn(f"\n                  {program}\n", out)
        self.assertEqual(self.run_program("install")[0], 0)
        self.assertEqual(self.run_program("doctor")[0], 0)

    def test_the_bare_name_is_shown_where_it_leads_here(self):
        self.client("firefox")
        self.assertIn(f" {PROGRAM} install\n", self.run_program("doctor")[1])
        (self.bin / "explain-bounce").symlink_to(PROGRAM)
        self.assertIn(" explain-bounce install\n", self.run_program("doctor")[1])

    def test_what_to_type_is_a_line_of_its_own_and_about_the_same_clients(self):
        self.client("firefox")
        self.client("chromium")
        for width in ("20", "40", "999"):
            for words, typed in ((["doctor"], f"{PROGRAM} install"), (["doctor", "--client", "firefox"], f"{PROGRAM} install --client firefox"),
                                 (["doctor", "--system"], f"{SUDO}{PROGRAM} install --system"),
                                 (["doctor", "--system", "--client", "firefox"], f"{SUDO}{PROGRAM} install --client firefox --system"),
                                 (["install"], f"{PROGRAM} doctor"), (["install", "--client", "edge"], f"{PROGRAM} doctor --client edge")):
                for lang in ("en", "sv", "de", "fr", "es", "it", "nl", "da", "nb", "fi", "pl", "pt", "ar", "ja"):
                    out = self.run_program(*words, "--lang", lang, COLUMNS=width)[1]
                    self.assertIn(typed, [line.strip() for line in out.split("\n")], (words, lang))
                    self.run_program("uninstall")

    def test_a_fault_of_a_client_that_is_not_here_is_mended_by_its_name(self):
        (self.home / CHROMIUM).parent.mkdir(parents=True)
        (self.home / CHROMIUM).write_text("{")
        out = self.run_program("doctor")[1]
        self.assertIn(f"{PROGRAM} install --client chromium\n", out)

    def test_another_programs_manifest(self):
        self.client("firefox")
        theirs = {"name": "explain_bounce", "description": "x", "path": "/usr/bin/other", "type": "stdio", "allowed_extensions": ["x@y"]}
        place = self.home / MOZILLA
        place.parent.mkdir(parents=True)
        place.write_text(json.dumps(theirs))
        for verb, code, said in (("install", 1, "another program"), ("doctor", 1, "another program"), ("uninstall", 0, "no registration")):
            got, out, _ = self.run_program(verb)
            self.assertEqual(got, code, verb)
            self.assertIn(said, out)
            self.assertEqual(self.manifest(), theirs)

    def test_a_link_is_replaced(self):
        precious = self.root / "precious"
        precious.write_text("{}")
        (self.home / MOZILLA).parent.mkdir(parents=True)
        (self.home / MOZILLA).symlink_to(precious)
        (self.home / MOZILLA).parent.chmod(0o700)
        precious.write_text("not JSON")
        self.assertEqual(self.run_program("install", "--client", "firefox")[0], 0)
        self.assertEqual(precious.read_text(), "not JSON")
        self.assertFalse((self.home / MOZILLA).is_symlink())
        self.assertEqual(stat.S_IMODE((self.home / MOZILLA).parent.stat().st_mode), 0o700)
        self.run_program("uninstall")
        self.assertEqual(self.files(), [".mozilla", ".mozilla/native-messaging-hosts"])  # they were there before

    def test_a_home_that_cannot_be_written(self):
        (self.home / ".mozilla").write_text("a file where a folder should be")
        self.client("firefox")
        self.client("chromium")
        code, out, _ = self.run_program("install")
        self.assertEqual(code, 1)
        self.assertIn("Firefox   could not be changed: ", out)
        self.assertIn("Chromium  registered: ", out)  # the rest goes on
        self.assertNotIn("chown", out)  # no question of rights

    def test_snap_and_flatpak_are_told(self):
        self.client("chromium")
        app = self.home / ".local/share/flatpak/app/org.mozilla.thunderbird"
        app.mkdir(parents=True)
        code, out, _ = self.run_program("install")
        self.assertEqual(code, 0)
        self.assertIn("Thunderbird  is a Flatpak", out)
        self.assertFalse((self.home / MOZILLA).exists())
        self.assertEqual(self.run_program("install", "--client", "thunderbird")[0], 0)
        self.assertTrue((self.home / MOZILLA).exists())

    def test_firefox_as_a_flatpak_is_registered_and_told_what_it_needs(self):
        (self.home / ".local/share/flatpak/app/org.mozilla.firefox").mkdir(parents=True)
        code, out, _ = self.run_program("install", COLUMNS="999")
        self.assertEqual(code, 0)
        self.assertEqual(self.manifest()["allowed_extensions"], ["webmail@explain-bounce"])
        self.assertIn("xdg-native-messaging-proxy", out)
        code, out, _ = self.run_program("doctor", COLUMNS="999")
        self.assertEqual(code, 1)  # that it works cannot be said
        self.assertIn("Firefox         is a Flatpak: it needs version 157", out)

    def test_a_program_that_others_can_change(self):
        self.client("firefox")
        open_folder = self.root / "open"
        open_folder.mkdir()
        open_folder.chmod(0o777)
        shutil.copy(PROGRAM, open_folder / "explain-bounce")
        for verb in ("install", "doctor"):
            code, out, _ = self.run_program(verb, program=open_folder / "explain-bounce")
            self.assertEqual(code, 0)
            self.assertIn(f"Warning: ", out)
            self.assertIn(f"\n  {open_folder}\n", out)
        open_folder.chmod(0o755)
        self.assertNotIn("Warning", self.run_program("doctor", program=open_folder / "explain-bounce")[1])

    def test_hostile_names_do_not_command_the_terminal(self):
        self.home = self.root / "a\x1b[31m"
        self.home.mkdir()
        self.client("firefox")
        for words in (["install"], ["doctor"], ["uninstall"], ["install", "--client", "\x1b[2J"], ["doctor", "\x1b[2J"]):
            _, out, err = self.run_program(*words)
            self.assertNotIn("\x1b", out + err, words)


class Usage(Home):
    def test_wrong_usage(self):
        for verb in ("install", "uninstall", "doctor"):
            for words, said in ((["--client", "netscape"], "netscape"), (["--client"], "--client needs a value"), (["--sytem"], "--sytem"),
                                (["thunderbird"], "thunderbird"), (["--client="], "--client needs a value")):
                code, out, err = self.run_program(verb, *words)
                self.assertEqual((code, out), (2, ""), words)
                self.assertIn(said, err)
                self.assertIn(f"explain-bounce {verb} --help", err)
        self.assertIn("thunderbird, firefox, chrome,", self.run_program("install", "--client", "netscape")[2])
        self.assertEqual(self.files(), [])

    def test_help(self):
        for verb in ("install", "uninstall", "doctor"):
            code, out, err = self.run_program(verb, "--help")
            self.assertEqual((code, err), (0, ""))
            for said in (f"usage: explain-bounce {verb} ", "exit code: 0 ", "examples:\n", "thunderbird firefox chrome chromium edge brave"):
                self.assertIn(said, out)
            self.assertLessEqual(max(map(len, out.split("\n"))), 120)
            self.assertEqual("--user-data-dir" in out, verb == "install")


@unittest.skipUnless(os.geteuid() == 0, "needs root")
class Rights(Home):
    """What sudo and a missing right come to. The other person is nobody, whose home is the test's."""

    def test_sudo_registers_for_the_person_who_typed_it(self):
        os.chown(self.home, NOBODY, NOBODY)
        self.client("firefox")
        program = self.root / "explain-bounce"
        shutil.copy(PROGRAM, program)
        code, out, _ = self.run_program("install", program=program, SUDO_UID=str(NOBODY), SUDO_GID=str(NOBODY))
        self.assertEqual(code, 0, out)
        for path in self.home.rglob("*"):
            self.assertEqual(path.stat().st_uid, NOBODY, path)
        self.assertIn(MOZILLA, self.files())
        self.run_program("uninstall", program=program, SUDO_UID=str(NOBODY), SUDO_GID=str(NOBODY))
        self.assertEqual(self.files(), [])

    def test_roots_home_is_not_taken_for_the_persons(self):
        self.client("firefox")
        program = self.root / "explain-bounce"  # where nobody may start it
        shutil.copy(PROGRAM, program)
        # This home is root's; nobody's is elsewhere, and cannot be made.
        code, out, _ = self.run_program("install", program=program, SUDO_UID=str(NOBODY), SUDO_GID=str(NOBODY))
        self.assertEqual(code, 1)
        self.assertIn("Firefox  could not be changed: ", out)
        self.assertEqual(self.files(), [])
        code, _, err = self.run_program("install", program=program, SUDO_UID="3999999999")
        self.assertEqual(code, 1)
        self.assertIn("3999999999", err)

    def as_nobody(self, *words, user=NOBODY, **env):
        def give_up_rights():
            os.setgid(user)
            os.setuid(user)
        shutil.copy(PROGRAM, self.root / "explain-bounce")
        return subprocess.run([self.root / "explain-bounce", *words], capture_output=True, text=True, preexec_fn=give_up_rights,
                              env={"HOME": str(self.home), "PATH": str(self.bin), "COLUMNS": "120"} | env)

    def test_a_folder_of_ones_own_that_is_roots(self):
        os.chown(self.home, NOBODY, NOBODY)
        (self.home / ".mozilla/native-messaging-hosts").mkdir(parents=True)
        done = self.as_nobody("install", "--client", "firefox", "--client", "thunderbird")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Permission denied", done.stdout)
        self.assertEqual(done.stdout.count('  sudo chown -R "$(id -un)" ~/.mozilla/native-messaging-hosts\n'), 1, done.stdout)

    def test_no_home(self):
        for verb in ("install", "uninstall", "doctor"):
            done = self.as_nobody(verb, user=3999999999, HOME="")  # the user database knows none of that number
            self.assertEqual((done.returncode, done.stdout), (1, ""), verb)
            self.assertIn("Set HOME", done.stderr)
        self.assertNotIn("Set HOME", self.as_nobody("doctor", "--system", user=3999999999, HOME="").stderr)

    def test_for_all_users_without_the_right(self):
        program = self.root / "explain-bounce"
        done = self.as_nobody("install", "--client", "chromium", "--system")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Permission denied", done.stdout)
        self.assertIn(f"  sudo {program} install --client chromium --system\n", done.stdout)


if __name__ == "__main__":
    sys.exit(unittest.main())
