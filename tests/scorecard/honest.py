"""Random honest histories: several people, two clones, imports, hand edits that are adopted, rules that are corrected.

What is typed is what R20's desk types, in casebooks with the templates of teams and of regulators: steps, reopenings,
other templates, late entries and their confirmation, things taken back. Whatever is refused is left.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from casectl.core.time.instants import plus
from tests.cli.clones import CASECTL
from tests.scorecard.ground import Done, Ground, git
from tests.scorecard.hands import lay_table
from tests.scorecard.r20_commands import Desk, casebook, in_this_process

STEPS = 30
TOGETHER = 4
"""So many commands are typed in either of two clones before they are merged."""
PATTERNS: dict[int, Path] = {}
"""Casebooks without a case, by number: three of the shipped templates in each."""
BOOKS = 19
"""So many of them there are before the same three come again."""
KINDS = ("typed", "adopted", "imported", "corrected", "merged", "renamed")


Job = tuple[Ground, int]
"""A ground of its own for a history, and the history's number."""


def jobs(ground: Ground, count: int) -> list[Job]:
    """So many histories, for processes that share nothing but the casebooks without a case."""
    for number in range(min(count, BOOKS)):
        _pattern(ground, number)
    return [(Ground(ground.new_folder(), ground.quick, ground.seed), number) for number in range(count)]


def _pattern(ground: Ground, number: int) -> Path:
    if (which := number % BOOKS) not in PATTERNS or not PATTERNS[which].exists():
        PATTERNS[which] = casebook(ground, which)
    return PATTERNS[which]


class Honest:
    """A casebook at work; `tally` counts what was recorded, by the kind of act."""

    def __init__(self, ground: Ground, number: int) -> None:
        self.folder = ground.new_folder() / "book"
        shutil.copytree(_pattern(ground, number), self.folder, symlinks=True)
        self.desk = Desk(self.folder, f"{ground.seed} honest {number}", in_this_process)
        self.first = self.desk.head()
        self.tally = dict.fromkeys(KINDS, 0)

    def live(self, steps: int = STEPS) -> Honest:
        """So many things happen."""
        desk = self.desk
        for number in range(steps):
            if desk.chance.random() < 0.4:
                desk.now = plus(desk.now, timedelta(minutes=desk.chance.randrange(4_000)))
            desk.person = desk.chance.choice(("ann", "ann", "ben", "mia", "mia"))
            kind, act = desk.chance.choices(ACTS, WEIGHTS)[0] if number > 2 else ACTS[0]
            before = desk.head()
            act(self)
            self.tally[kind] += desk.head() != before
            self.git("checkout", "--quiet", "--", ".")
            self.git("clean", "--quiet", "--force", "-d")
        return self

    def run(self, *words: str) -> Done:
        """casectl's answer to one of the people."""
        return in_this_process(self.desk, list(words))

    def git(self, *words: str) -> Done:
        """git, as one of the people, at the time that it is there; it finds casectl to merge cases."""
        now = self.desk.now.isoformat()
        dates = {"GIT_AUTHOR_DATE": now, "GIT_COMMITTER_DATE": now, "GIT_MERGE_AUTOEDIT": "no"}
        return git(self.folder, *words, **self.desk.env, **dates, PATH=f"{CASECTL}:{os.environ['PATH']}")


def _typed(life: Honest) -> None:
    life.desk.typist.look()
    in_this_process(life.desk, life.desk.typist.command())


def _adopted(life: Honest) -> None:
    """A case edited in an editor: its title, a comment."""
    life.desk.typist.look()
    if life.desk.typist.cases:
        file = life.desk.chance.choice(life.desk.typist.cases)
        text = file.read_text("utf-8")
        file.write_text(text.replace("title: ", "title: Of course ", 1) + "# rings after five\n", "utf-8")
        life.run("adopt", file.stem, "--reason", "By hand")


def _imported(life: Honest) -> None:
    """Rows of the last days that are right, and some that are rejected."""
    folder, desk = life.folder.parent, life.desk
    words = lay_table(folder, desk.chance)
    with (folder / "rows.csv").open("a", encoding="utf-8") as table:
        for number in range(desk.chance.randint(1, 3)):
            at = plus(desk.now, -timedelta(hours=desk.chance.randrange(100)))
            table.write(f"R-{desk.now:%d%H%M}-{number},{at.isoformat()},Lamp,Ann Reed,phone,Broke\n")
    life.run(*words)


def _corrected(life: Honest) -> None:
    """A template in another version, with a longer deadline, adopted by who may."""
    files = sorted((life.folder / "templates").glob("*.yaml"))
    file = life.desk.chance.choice(files)
    text = file.read_text("utf-8")
    version = re.search(r"(?m)^version: (\d+)", text)
    longer = re.sub(r"\b(\d+)wd\b", lambda found: f"{int(found[1]) + 1}wd", text, count=1)
    file.write_text(longer.replace(version[0], f"version: {int(version[1]) + 1}", 1) if version else text, "utf-8")
    life.desk.person = "mia"
    life.run("adopt", f"templates/{file.name}")


def _renamed(life: Honest) -> None:
    """A template in another version, in which a field and a clock have other names, adopted by who may."""
    file = life.desk.chance.choice(sorted((life.folder / "templates").glob("*.yaml")))
    text, lines = file.read_text("utf-8"), ["renamed:"]
    version = re.search(r"(?m)^version: (\d+)", text)
    if version is None or "\nrenamed:" in text:
        return
    for part in ("fields", "clocks"):
        section = re.search(rf"(?ms)^{part}:\n(.*?)(?=^\S|\Z)", text)
        if section and (names := re.findall(r"(?m)^  (\w+):", section[1])):
            name = life.desk.chance.choice(names)
            text = re.sub(rf"\b{name}\b", f"{name}_now", text)
            lines.append(f"  {part}: {{{name}: {name}_now}}")
    text = text.replace(version[0], f"version: {int(version[1]) + 1}", 1)
    file.write_text("\n".join([text.rstrip("\n"), *lines, ""]), "utf-8")
    life.desk.person = "mia"
    life.run("adopt", f"templates/{file.name}")


def _merged(life: Honest) -> None:
    """Two clones at work at once, on the same cases too."""
    desk, here = life.desk, life.folder
    there = here.parent / f"clone-{desk.head()[:8]}"
    life.git("clone", "--quiet", str(here), str(there))
    desk.folder = desk.typist.folder = there
    desk.typist.cases = []
    life.run("doctor", "--fix")
    for folder in (there, here):
        desk.folder = desk.typist.folder = folder
        desk.typist.cases = []
        desk.person = desk.chance.choice(("ann", "ben", "mia"))
        for _ in range(TOGETHER):
            _typed(life)
            desk.now = plus(desk.now, timedelta(minutes=desk.chance.randrange(90)))
    if life.git("pull", "--quiet", "--no-rebase", str(there), "main").code:
        life.git("merge", "--abort")


ACTS: tuple[tuple[str, Callable[[Honest], None]], ...] = (
    ("typed", _typed), ("adopted", _adopted), ("imported", _imported), ("corrected", _corrected), ("merged", _merged),
    ("renamed", _renamed),
)  # fmt: skip
WEIGHTS = (28, 2, 2, 2, 1, 1)


def alarms(life: Honest) -> list[str]:
    """What `check`, `check --base` and `verify` find in an honest history: nothing."""
    asked = (["check"], ["check", "--base", life.first], ["verify", "--all"])
    life.desk.person = "mia"
    answers = ((words, life.run("--lang", "en", *words)) for words in asked)
    return [f"{words[-1]}: exit {done.code} {done.out[:300]} {done.err[-200:]}" for words, done in answers if done.code]
