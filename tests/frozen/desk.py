"""The desk at which the frozen casebook is made: whose turn it is, the clock, and the programs that are run."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

NAMES = {"ann": "Ann Reed", "ben": "Ben Okoro", "mia": "Mia Lund"}
GIT_SETTINGS = "[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n"
DROPPED = ("GIT_", "CASECTL_", "LC_", "XDG_", "LANG", "EMAIL", "EDITOR", "VISUAL")


class Desk:
    """Work on a new casebook in `home`/book, with nothing of this machine's settings."""

    def __init__(self, home: Path) -> None:
        self.book = home / "book"
        self.book.mkdir()
        (home / ".gitconfig").write_text(GIT_SETTINGS, "utf-8")
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(DROPPED)}
        self.env |= {"HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        self.env |= {"CASECTL_LANG": "en"}

    def now(self, person: str, moment: str) -> None:
        """Who is at work from here on, and when in 2026, in UTC: ``11-02 09:00``."""
        instant = f"2026-{moment.replace(' ', 'T')}:00+00:00"
        for role in ("AUTHOR", "COMMITTER"):
            self.env |= {f"GIT_{role}_NAME": NAMES[person], f"GIT_{role}_EMAIL": f"{person}@example.org"}
            self.env |= {f"GIT_{role}_DATE": instant}
        self.env["CASECTL_NOW"] = instant

    def run(self, *words: str, text: str = "") -> str:
        """Run a program in the book; what it writes to stdout. Ends the process, showing all, if the program fails."""
        done = subprocess.run(
            words, cwd=self.book, env=self.env, input=text, capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode:
            sys.exit(f"$ {shlex.join(words)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def casectl(self, *words: str, text: str = "") -> str:
        """Run casectl."""
        return self.run("casectl", *words, text=text)

    def new(self, template: str, title: str, *words: str) -> str:
        """Open a case; its id."""
        return self.casectl("new", template, "--title", title, *words).split()[0]

    def commit(self, message: str) -> None:
        """Record the work tree with plain git."""
        self.run("git", "add", "--all")
        self.run("git", "commit", "--quiet", "-m", message)

    def edit(self, path: str, old: str, new: str) -> None:
        """Change by hand what is once in a file of the book; `path` may be a pattern that one file matches."""
        [file] = self.book.glob(path)
        text = file.read_text("utf-8")
        if text.count(old) != 1:
            sys.exit(f"{file.name} has {old!r} {text.count(old)} times")
        file.write_text(text.replace(old, new), "utf-8")
