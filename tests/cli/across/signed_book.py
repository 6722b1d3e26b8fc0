"""A casebook in which signatures are required, and people who have keys."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git
from tests.signing import new_key, signing_settings

PEOPLE = ("ann", "ben", "mia")
AFTER = "2026-11-30T09:00:00+00:00"
NAMES = {"ann": "Ann Reed", "ben": "Ben Okoro", "mia": "Mia Lund", "eve": "Ann Reed"}


@dataclass
class Signed:
    """A casebook in which signatures are required, and the folder of everybody's keys."""

    book: CliCasebook
    keys: Path

    def who(self, person: str, key: str = "") -> dict[str, str]:
        """The environment of somebody who signs with a key, their own unless it is another's; "none": with none."""
        email = "ann@example.org" if person == "eve" else f"{person}@example.org"
        found = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
                 for what, value in (("NAME", NAMES[person]), ("EMAIL", email))}  # fmt: skip
        if key != "none":
            found["GIT_CONFIG_GLOBAL"] = str(signing_settings(self.keys, key or person))
        return found

    def note(self, person: str, key: str = "", **more: str) -> str:
        """Somebody notes something; the commit."""
        self.book.done("note", self.book.cases[0].stem, "rang", **self.who(person, key), **more)
        return self.head()

    def head(self) -> str:
        """The commit at the head."""
        return run_git(self.book.folder, "rev-parse", "HEAD").strip()

    def settings(self, old: str, new: str, person: str = "mia", key: str = "", **more: str) -> str:
        """Somebody commits changed settings; the commit."""
        file = self.book.folder / "casectl.yaml"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        date = {"GIT_AUTHOR_DATE": AFTER, "GIT_COMMITTER_DATE": AFTER, **more}
        run_git(self.book.folder, "commit", "-qam", "Settings", **self.who(person, key), **date)
        return self.head()

    def key_of(self, person: str) -> str:
        """The line of the settings with somebody's key."""
        lines = (self.book.folder / "casectl.yaml").read_text("utf-8").splitlines()
        return next(line for line in lines if f"the key of {person}" in line)

    def found(self, *words: str, **env: str) -> list[tuple[str, str]]:
        """What verify finds of signatures: codes and commits."""
        rows = json.loads(self.book.run("verify", "--all", *words, "--format", "json", **env).out)["rows"]
        return [(row["code"], row["commit"]) for row in rows if row["code"] in ("H014", "H015", "H016", "H017")]


def signed_book(book: CliCasebook, keys: Path) -> Signed:
    """A casebook whose people have a key each; ``eve`` has a key that nobody knows."""
    public = {name: new_key(keys, name) for name in (*PEOPLE, "eve", "hub")}
    file = book.folder / "casectl.yaml"
    text = file.read_text("utf-8")
    for name in PEOPLE:
        text = text.replace(f"    emails: [{name}@", f'    keys: ["{public[name]}"]\n    emails: [{name}@')
    file.write_text(f'signatures: required\nforges: {{hub: {{keys: "{public["hub"]}"}}}}\n{text}', "utf-8")
    run_git(book.folder, "commit", "-qam", "Signatures are required", GIT_AUTHOR_DATE=AFTER, GIT_COMMITTER_DATE=AFTER)
    book.env["CASECTL_NOW"] = AFTER
    return Signed(book, keys)
