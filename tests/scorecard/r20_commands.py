"""R20: thousands of commands, right and wrong, over casebooks of every template: each is done or refused as it should
be, and what is recorded is sound.

Most are run in this process, some as programs; between them files are edited by hand and tables imported.
"""

from __future__ import annotations

import json
import re
import resource
import shlex
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from unittest.mock import patch

from ruamel.yaml.error import YAMLError

from casectl.cli.main import run
from casectl.core.time.instants import plus
from casectl.workspace import Workspace
from tests.cli.conftest import OUR_PEOPLE
from tests.cli.transcript import PEOPLE, in_folder
from tests.owed_oracle import missing
from tests.scorecard.figure import Score
from tests.scorecard.ground import CASECTL, REPOSITORY, Done, Ground, events, git, process
from tests.scorecard.hands import edit_by_hand, lay_table
from tests.scorecard.pools import STATES
from tests.scorecard.two_at_a_time import two_at_a_time
from tests.scorecard.typist import Typist

A_BOOK = 250
"""Commands in one casebook."""
BEGINNING = datetime(2026, 3, 20, 9, tzinfo=UTC)
"""A few days before the clocks change in Europe; the calendars are verified for what follows."""
SECONDS = 5.0
"""Processor time that no command may take, git's included."""
TEMPLATES = REPOSITORY / "templates"
_CHECKED = Workspace.checked_template
REFUSED = frozenset(range(1, 7))
PARTLY = ("import", "--where", "recompute")
"""What may record some and report others: the exit code says that not all was done."""


class Fault(NamedTuple):
    """A command after which something was wrong; `number` counts within the casebook."""

    number: int
    typed: str
    what: str


Cli = Callable[["Desk", list[str]], Done]


class Desk:
    """A casebook at work: who sits there, when, and all that was ever recorded."""

    def __init__(self, folder: Path, seed: str, cli: Cli) -> None:
        self.folder, self.chance = folder, Random(seed)
        self.typist = Typist(folder, self.chance)
        self.now, self.person, self.cli = BEGINNING, "ann", cli
        self.recorded: dict[str, list[str]] = {}
        self.tally = Counter[str]()
        self.faults: list[Fault] = []
        self._templates: dict[str, Any] = {}
        self._head = self.head()

    @property
    def env(self) -> dict[str, str]:
        """What the next command is run with."""
        mail = f"{self.person}@example.org"
        who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER")
               for key, value in (("NAME", PEOPLE[self.person]), ("EMAIL", mail))}  # fmt: skip
        return {"CASECTL_NOW": self.now.isoformat(), "CASECTL_LANG": self.chance.choice(("en", "zh")), **who}

    def head(self) -> str:
        """The commit on the branch."""
        return (self.folder / ".git/refs/heads/main").read_text().strip()

    def play(self, commands: int) -> None:
        """Type that many commands, and judge each."""
        for number in range(commands):
            self.typist.look()
            if self.chance.random() < 0.3:
                self.now = plus(self.now, timedelta(minutes=self.chance.randrange(4_000)))
            self.person = self.chance.choice(("ann", "ann", "ben", "mia", "mia"))
            typed = self._typed()
            done = self.cli(self, typed)
            if typed[0] in ("adopt", "note", "calendar"):
                self._put_back("cases", "calendars")
            elif typed[0] in (
                "pack",
                "publish",
                "reply",
                "approve",
                "report",
                "metrics",
                "export",
            ):  # which write files where they are told to
                self._put_back(".")
            self._judge(number, typed, done)
        self._finish(commands)

    def _typed(self) -> list[str]:
        kind = self.chance.random()
        if kind < 0.03 and self.typist.cases:
            return edit_by_hand(self.chance.choice(self.typist.cases), self.chance)
        return lay_table(self.folder.parent, self.chance) if kind < 0.05 else self.typist.command()

    def _put_back(self, *names: str) -> None:
        """What was edited by hand and not recorded is as it was, and what was made beside it is gone."""
        for name in names:
            git(self.folder, "checkout", "--quiet", "--", name)
            git(self.folder, "clean", "--quiet", "--force", "-d", "--", name)

    def _judge(self, number: int, typed: list[str], done: Done) -> None:
        line, moved = shlex.join(typed), self.head() != self._head
        self.tally["recorded"] += moved
        self.tally[f"exit {done.code}"] += 1

        def wrong(what: str) -> None:
            self.faults.append(Fault(number, line, what))

        if done.code not in {0, *REFUSED} or "Traceback" in done.err:
            wrong(f"ended with {done.code}: {done.err[-300:]}")
        if moved and done.code and not {*PARTLY} & {*typed}:
            wrong(f"recorded, and ended with {done.code}: {done.err[-300:]}")
        if moved or number % 25 == 24:
            for what in self._unsound():
                wrong(what)

    def _unsound(self) -> list[str]:
        """What is wrong with the cases that changed, or with all that there is if none did."""
        old, self._head = self._head, self.head()
        names = git(self.folder, "diff", "--name-only", "-z", old, self._head, "--", "cases").out.split("\0")[:-1]
        found = [each for name in names for each in self._lost(name)]
        with patch.object(Workspace, "checked_template", self._checked_template):
            checked = self.quietly(["check", *names])
        found += [f"check ends with {checked.code}: {checked.out[-400:]}"] if checked.code else []
        if left := git(self.folder, "--no-optional-locks", "status", "--porcelain").out:
            return [*found, f"left in the work tree: {left[:200]}"]
        return found if names else [*found, *self._missing()]

    def _missing(self) -> list[str]:
        try:
            return missing(self.folder, self.now.isoformat(), self._rows)
        except YAMLError as error:  # as the control records it
            return [f"a case that is no YAML is recorded: {error}"]

    def _rows(self, words: list[str]) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = json.loads(self.quietly([*words, "--format", "json"]).out)["rows"]
        return rows

    def _checked_template(self, name: str) -> Any:
        """No command changes a template, so that each is checked once."""
        if name not in self._templates:
            self._templates[name] = _CHECKED(Workspace(self.folder), name)
        return self._templates[name]

    def quietly(self, words: list[str]) -> Done:
        """casectl as Mia, who sees to it that all is well; in English, and in no figure."""
        kept, self.person = self.person, "mia"
        try:
            return in_this_process(self, ["--lang", "en", *words])
        finally:
            self.person = kept

    def _lost(self, name: str) -> list[str]:
        before = self.recorded.get(name, [])
        self.recorded[name] = now = events((self.folder / name).read_bytes(), name)
        return [] if now[: len(before)] == before and now else [f"{name} had the events {before}, and has {now}"]

    def _finish(self, number: int) -> None:
        self._head = self.head()
        last = [*self._unsound(), *(each for name in self.recorded for each in self._lost(name))]
        if (sound := git(self.folder, "fsck", "--full", "--strict")).code:
            last.append(f"git fsck: {sound.err[-200:]}")
        self.faults += [Fault(number, "in the end", what) for what in last]


def in_this_process(desk: Desk, typed: list[str]) -> Done:
    """casectl's answer, without starting a program."""
    with in_folder(desk.folder, desk.env) as (out, err):
        try:
            code = run(["--no-pager", *typed])
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 70
    return Done(code, out.getvalue().decode(errors="replace"), err.getvalue().decode(errors="replace"))


def casectl(desk: Desk, typed: list[str]) -> Done:
    """One command, a program of its own now and then; one that takes too long ends with -1."""
    began = _seconds()
    if desk.chance.random() < 0.02 and not any("\0" in word for word in typed):
        done = process([*CASECTL, *typed], desk.folder, environment=desk.env)
    else:
        done = in_this_process(desk, typed)
    took = _seconds() - began
    return Done(-1, done.out, f"{took:.1f} s of processor time") if took > SECONDS else done


def _seconds() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def played(folder: Path, seed: str, commands: int, cli: Cli = casectl) -> tuple[Counter[str], list[Fault]]:
    """What came of commands from a seed in a copy of the casebook `folder`."""
    desk = Desk(folder, seed, cli)
    desk.play(commands)
    return desk.tally, desk.faults


def measure(ground: Ground) -> Score:
    """In casebooks of a few templates each, two at a time."""
    books = ground.size(13_000, 500) // A_BOOK
    jobs = [(casebook(ground, number), f"{ground.seed} {number}", A_BOOK) for number in range(books)]
    tally, faults = Counter[str](), 0
    for (_, seed, _), (done, wrong) in zip(jobs, two_at_a_time(_played, jobs), strict=True):
        tally, faults = tally + done, faults + len(wrong)
        for each in wrong[:3]:
            print(f"R20: seed '{seed}', command {each.number}: {each.typed[:300]}: {each.what}", file=sys.stderr)
    return Score(f"{books * A_BOOK} commands, {tally['recorded']} of them recorded something: {faults} faults", faults)


def _played(job: tuple[Path, str, int]) -> tuple[Counter[str], list[Fault]]:
    return played(*job)


def control(ground: Ground) -> Score:
    """The same desk with a tracker that writes the state it is told into the file, whatever the workflow says."""
    _, faults = played(casebook(ground, 0), f"{ground.seed} control", 60, _naive)
    return Score(f"{len(faults)} faults", len(faults))


def _naive(desk: Desk, typed: list[str]) -> Done:
    if typed[0] in ("new", "import") or not desk.typist.cases:
        return in_this_process(desk, typed)
    file, state = desk.typist.cases[0], desk.chance.choice(STATES)
    file.write_text(re.sub("^state: .*", f"state: {state}", file.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    return Done(git(desk.folder, "commit", "--quiet", "--all", "--message", state).code, "", "")


def casebook(ground: Ground, number: int) -> Path:
    """A casebook with three of the shipped templates and what they extend, three people and no case."""
    folder, shipped = ground.new_folder() / "book", sorted(path.stem for path in TEMPLATES.glob("*.yaml"))
    chosen = [f"--template={shipped[(number * 3 + each) % len(shipped)]}" for each in range(3)]
    start = [*CASECTL, "--quiet", "init", str(folder), "--language=en", "--zone=Europe/London", "--yes", *chosen]
    if (done := process(start, folder.parent, environment={"CASECTL_NOW": BEGINNING.isoformat()})).code:
        raise RuntimeError(f"init failed: {done.err}")
    settings = folder / "casectl.yaml"
    ours = settings.read_text("utf-8").partition("people:\n")[0].replace("[act_as, clocks", "[act_as, rules, clocks")
    settings.write_text(ours + OUR_PEOPLE, "utf-8")
    at = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), BEGINNING.isoformat())
    git(folder, "commit", "--quiet", "--all", "--message", "Our people", **at)
    return folder
