"""How fast lists, searches, writing and the index are on books of several sizes, each compared with known programs.

``make bench`` runs it for 1,000, 10,000 and 100,000 cases; sizes may be given. All commands are whole processes, run in
turns, so that a busy machine slows all of them; a figure is a median, or the ratio of two. Taskwarrior with the same
cases (`make_tasks`) and ripgrep are references where they are installed.
``--guard`` measures some figures of a small book and fails if one exceeds its limit.
``--processor`` measures processor time instead of elapsed time, and takes the least instead of the median, for a
machine that is busy with other things; time of parallel processes then counts in full.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench_table import Command, Table
from measuring import REPOSITORY, Run, casectl, in_python, lay_ground, plain_commit, run

SIZES = (1_000, 10_000, 100_000)
HEADS = "| what | figure | held to | medians |\n| --- | --- | --- | --- |"
BY_EVENT = 10_000
"""The size that is measured with a commit for each event besides."""
TURNS = 7


class Book:
    """A casebook of `cases` cases in a folder of its own, and its reference programs."""

    def __init__(self, scratch: Path, cases: int, *options: str) -> None:
        self.cases = cases
        self.folder = scratch / "-".join(("book", str(cases), *(each.strip("-") for each in options)))
        make = (sys.executable, str(REPOSITORY / "scripts/make_casebook.py"), str(self.folder), str(cases), *options)
        run(make, scratch)
        self.files = sorted(self.folder.glob("cases/**/*.yaml"))
        self._resolved = iter([file.stem for file in self.files if "\nstate: resolved" in file.read_text("utf-8")])

    def casectl(self, *arguments: str) -> Command:
        """A function that runs casectl on the book."""
        command: Command = casectl(self.folder, *arguments)
        return command

    def anchors(self) -> dict[str, Command]:
        """Functions that run reference programs on the same amount of data, by name."""
        found: dict[str, Command] = {
            "bare Python": in_python("pass", self.folder),
            "git status": lambda: run(("git", "status", "--short"), self.folder),
        }
        if shutil.which("task"):
            found["task overdue"] = self._lay_tasks()
            found["task overdue, all pending"] = self._lay_tasks("--all-pending")
        if shutil.which("rg"):
            found["rg -l"] = lambda: run(("rg", "-l", "ORDER-000012", "cases"), self.folder)
        return found

    def _lay_tasks(self, *options: str) -> Command:
        """The same cases as tasks."""
        folder = self.folder.with_name("-".join(("task", str(self.cases), *(each.strip("-") for each in options))))
        folder.mkdir()
        settings, tasks = folder / "taskrc", folder / "tasks.json"
        settings.write_text(f"data.location={folder}\nconfirmation=no\n")
        make = (sys.executable, str(REPOSITORY / "scripts/make_tasks.py"), str(self.folder), str(tasks), *options)
        run(make, folder)
        task = ("task", f"rc:{settings}")
        run((*task, "import", str(tasks)), folder)
        return lambda: run((*task, "overdue"), folder)

    def advance(self) -> Run:
        """Close the next resolved case."""
        close: Command = self.casectl("advance", next(self._resolved), "closed")
        return close()

    def new(self) -> Run:
        """Open a case."""
        given = "channel=phone customer.name=X customer.contact=pat7719@example.net problem=Broken request=Refund"
        pairs = [word for pair in (*given.split(), "reference=N/A", "history=none") for word in ("-f", pair)]
        return self.casectl("new", "complaint", "--title", "Broken", *pairs)()

    def touched(self) -> Run:
        """A list after a hundred cases have changed under it."""
        for file in self.files[:: max(len(self.files) // 100, 1)][:100]:
            text = file.read_text("utf-8")
            swapped = ("postage back", "postage too") if "postage back" in text else ("postage too", "postage back")
            file.write_text(text.replace(*swapped), "utf-8")
        return self.casectl("overdue", "--format", "tsv")()

    def from_nothing(self, *, weighed: bool = False) -> Run:
        """A list without an index."""
        for file in (self.folder / ".git/casectl").glob("index*"):
            file.unlink()
        return casectl(self.folder, "overdue", "--format", "tsv", weighed=weighed)()

    def completion(self, line: str) -> Run:
        """What a shell runs to complete the last word."""
        place = str(line.count(" "))
        words = {"_CASECTL_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": place}
        os.environ |= words
        try:
            return self.casectl()()
        finally:
            for name in words:
                del os.environ[name]


def measure(scratch: Path, cases: int, turns: int, processor: bool) -> Table:
    """Print the table of one size; the limits apply from 10,000 cases on."""
    book, table, big = Book(scratch, cases), Table(cases, processor, cases >= 10_000), cases > 10_000
    print(f"\n{cases:,} cases\n\n{HEADS}", flush=True)
    held = book.from_nothing(weighed=True).peak_mib
    table.measure(3, {"index from nothing": book.from_nothing}, warm=0)
    table.alone("index from nothing", 24_000 if big else 2_700)
    table.line("its memory, all processes together", f"{held:.0f} MiB", 450, held, "")
    table.measure(turns, {**book.anchors(), **_reading(book)})
    table.ratio("overdue", "task overdue", 0.22 if big else 0.55)
    table.ratio("overdue", "task overdue, all pending")
    table.ratio("overdue", "rg -l", 1.2 if big else 2.5)
    table.ratio("overdue", "git status")
    table.ratio("overdue", "bare Python")
    table.more("overdue as a table", "overdue", 60)
    for name in _TABLES:
        table.ratio(name, "overdue as a table", 1.5)
    table.ratio("today", "overdue as a table", 1.3)
    for name in ("list with a filter", "search"):
        table.ratio(name, "overdue", 1.3)
    table.alone("audit of one case", 400 if big else 250)
    table.alone("time in states of all", None if big else 1_500)
    table.alone("show")
    for what in ("an id", "a name", "a state"):
        table.alone(f"completion of {what}", 100 if big else 60)
    table.measure(turns, {"git commit": plain_commit(book.folder, book.files[1]), **_writing(book)})
    for name in ("note", "advance"):
        table.ratio(name, "git commit", 0.9 if big else 4)
    table.ratio("new", "git commit", 1.5 if big else 7)
    table.measure(3, {"overdue": book.casectl("overdue", "--format", "tsv"), "after 100 changes": book.touched})
    table.more("after 100 changes", "overdue", 150)
    table.measure(1, {"check": book.casectl("check")})
    table.alone("check", 2_500 if big else 1_000)
    return table


def measure_events(scratch: Path, cases: int, turns: int, processor: bool) -> Table:
    """Print the table of a book with a commit for each event, which what reads or writes history depends on."""
    book, table = Book(scratch, cases, "--by-event"), Table(cases, processor)
    print(f"\n{cases:,} cases, a commit for each event\n\n{HEADS}", flush=True)
    known = {**_reading(book), **_writing(book)}
    chosen = {name: known[name] for name in ("overdue", "audit of one case", "note", "advance")}
    table.measure(turns, {"git commit": plain_commit(book.folder, book.files[1]), **chosen})
    table.alone("overdue")
    table.alone("audit of one case", 400)
    for name in ("note", "advance"):
        table.ratio(name, "git commit", 4)
    return table


_TABLES = {
    "list": ("list",),
    "list --limit 50": ("list", "--limit", "50"),
    "list --sort next_due": ("list", "--sort", "next_due"),
    "list --group-by owner": ("list", "--group-by", "owner"),
    "agenda": ("agenda", "--person", "ada"),
}
"""Lists as people read them."""


def _reading(book: Book) -> dict[str, Command]:
    return {
        "overdue": book.casectl("overdue", "--format", "tsv"),
        "overdue as a table": book.casectl("overdue"),
        "today": book.casectl("today"),
        "list with a filter": book.casectl("list", "state:acknowledged owner:bo", "--format", "tsv"),
        **{name: book.casectl(*words) for name, words in _TABLES.items()},
        "search": book.casectl("search", "ORDER-000012", "--format", "tsv"),
        "audit of one case": book.casectl("audit", book.files[len(book.files) // 2].stem),
        "time in states of all": book.casectl("audit", "--dwell", "--format", "tsv"),
        "show": book.casectl("show", book.files[len(book.files) // 2].stem),
        "completion of an id": partial(book.completion, "casectl show C-26"),
        "completion of a name": partial(book.completion, "casectl list --owner a"),
        "completion of a state": partial(book.completion, f"casectl advance {book.files[0].stem} r"),
    }


def _writing(book: Book) -> dict[str, Command]:
    return {
        "note": book.casectl("note", book.files[0].stem, "The customer rang again."),
        "advance": book.advance,
        "new": book.new,
    }


GUARDED = {
    "overdue": 3.4,
    "list with a filter": 3.4,
    "search": 3.4,
    "overdue as a table": 4.4,
    "audit of one case": 7.5,
    "completion of an id": 0.8,
    "completion of a name": 0.8,
    "show": 5.0,
    "note": 7.5,
    "advance": 7.5,
    "new": 7.5,
    "check": 40.0,
}
"""The limits of the guard on a book of 1,000 cases, in multiples of `import click`: 40 % above what was measured."""


def guard(scratch: Path) -> list[str]:
    """Print the ratios of a small book; returns those that exceed their limit twice."""
    book = Book(scratch, 1_000)
    known = {**_reading(book), **_writing(book), "check": book.casectl("check")}
    commands = {"import click": in_python("import click", scratch), **{name: known[name] for name in GUARDED}}
    return _astray(commands) and _astray(commands)


def _astray(commands: dict[str, Command]) -> list[str]:
    table = Table(1_000, processor=True)
    table.measure(5, commands)
    for name, most in GUARDED.items():
        table.ratio(name, "import click", most)
    missed: list[str] = table.missed
    return missed


def main(words: Sequence[str]) -> int:
    """Print every table, or with ``--guard`` only the small one; 1 if a figure is missed or could not be measured."""
    with tempfile.TemporaryDirectory(prefix="casectl-bench-") as name:
        scratch = Path(name).resolve()
        lay_ground(scratch)
        if "--guard" in words:
            return int(bool(guard(scratch)))
        missed = []
        for cases in [int(word) for word in words if word.isdecimal()] or SIZES:
            table = measure(scratch, cases, TURNS, "--processor" in words)
            missed += [f"{each} at {cases:,}" for each in table.missed]
            if cases == BY_EVENT:
                table = measure_events(scratch, cases, TURNS, "--processor" in words)
                missed += [f"{each} at {cases:,}, a commit for each event" for each in table.missed]
        print("\nmissed: " + ("; ".join(missed) or "nothing"))
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
