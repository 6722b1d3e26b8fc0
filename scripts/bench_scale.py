"""How fast lists, searches, writing and the index are on books of several sizes, each beside something well known.

``make bench`` runs it for 1,000, 10,000 and 100,000 cases; sizes may be given. All commands are whole processes, run in
turns, so that a busy machine slows all of them; a figure is a median, or the ratio of two. Taskwarrior and ripgrep are
anchors where they are installed; all of Taskwarrior's tasks are pending, one in forty overdue, since it keeps completed
ones in a file that it does not read. ``--guard`` takes some figures of a small book and fails if one has gone astray.
``--processor`` takes processor time instead of the clock's, and the least instead of the median, for a machine that is
busy with other things; what several processes do at once then counts in full.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench import REPOSITORY, Failed, Run, casectl, in_python, lay_ground, plain_commit, run

SIZES = (1_000, 10_000, 100_000)
TURNS = 7

Command = Callable[[], Run]


@dataclass(slots=True)
class Table:
    """The medians of one book, in milliseconds, and the lines to print."""

    cases: int
    processor: bool = False
    times: dict[str, float] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)

    def measure(self, turns: int, commands: dict[str, Command]) -> None:
        """Run the commands in turns, after one turn to warm up; one that fails is told and counts as missed."""
        found: dict[str, list[float]] = {}
        for turn in range(turns + 1):
            for name, command in commands.items():
                try:
                    seconds = self.taken(command())
                except Failed as error:
                    self.fail(name, str(error))
                    continue
                if turn:
                    found.setdefault(name, []).append(seconds * 1000)
        middle = min if self.processor else median
        self.times |= {name: middle(times) for name, times in found.items()}

    def fail(self, name: str, why: str) -> None:
        """A line, once: what cannot be measured counts as missed."""
        if name not in self.missed:
            self.missed.append(name)
            print(f"| {name} | failed: {why} | **missed** | |", flush=True)

    def _has(self, *names: str) -> bool:
        """Whether all were measured; what was not is missed."""
        for name in names:
            if name not in self.times:
                self.fail(name, "not measured")
        return all(name in self.times for name in names)

    def taken(self, run: Run) -> float:
        """What counts of a run, in seconds."""
        taken: float = run.worked if self.processor else run.seconds
        return taken

    def ratio(self, ours: str, theirs: str, most: float | None = None) -> None:
        """A line: how many times `theirs` `ours` takes."""
        if self._has(ours, theirs):
            value = self.times[ours] / self.times[theirs]
            self.line(f"{ours} / {theirs}", f"{value:.2f}", most, value, f"{self._ms(ours)} to {self._ms(theirs)}")

    def more(self, ours: str, theirs: str, most: float) -> None:
        """A line: how many milliseconds more `ours` takes than `theirs`."""
        if self._has(ours, theirs):
            value = self.times[ours] - self.times[theirs]
            self.line(f"{ours} - {theirs}", f"{value:+.0f} ms", most, value, self._ms(ours))

    def alone(self, ours: str, most: float | None = None) -> None:
        """A line: how many milliseconds it takes."""
        if self._has(ours):
            self.line(ours, self._ms(ours), most, self.times[ours], "")

    def line(self, name: str, figure: str, most: float | None, value: float, times: str) -> None:
        """A row of the table, with a mark if it is more than it is held to."""
        held = "" if most is None else f"≤ {most:g}" + ("" if value <= most else " **missed**")
        if most is not None and value > most:
            self.missed.append(name)
        print(f"| {name} | {figure} | {held} | {times} |", flush=True)

    def _ms(self, name: str) -> str:
        return f"{self.times[name]:.0f} ms"


class Book:
    """A casebook of `cases` cases in a folder of its own, and its anchors."""

    def __init__(self, scratch: Path, cases: int) -> None:
        self.cases = cases
        self.folder = scratch / f"book-{cases}"
        run((sys.executable, str(REPOSITORY / "scripts/make_casebook.py"), str(self.folder), str(cases)), scratch)
        self.files = sorted(self.folder.glob("cases/**/*.yaml"))
        self._resolved = iter([file.stem for file in self.files if "\nstate: resolved" in file.read_text("utf-8")])
        self._rc = scratch / f"task-{cases}"
        self.tasks = self._lay_tasks() if shutil.which("task") else None

    def _lay_tasks(self) -> Command:
        """As many tasks, as many of them overdue."""
        data = self._rc.with_suffix(".data")
        data.mkdir()
        self._rc.write_text(f"data.location={data}\nconfirmation=no\n")
        os.environ["TASKRC"] = str(self._rc)
        tasks = self._rc.with_suffix(".json")
        tasks.write_text("\n".join(json.dumps(_task(number)) for number in range(self.cases)))
        run(("task", "import", str(tasks)), self.folder)

        def overdue() -> Run:
            os.environ["TASKRC"] = str(self._rc)
            return run(("task", "overdue"), self.folder)

        return overdue

    def casectl(self, *arguments: str) -> Command:
        """A run of casectl on the book."""
        command: Command = casectl(self.folder, *arguments)
        return command

    def anchors(self) -> dict[str, Command]:
        """What others do with as much."""
        found: dict[str, Command] = {
            "bare Python": in_python("pass", self.folder),
            "git status": lambda: run(("git", "status", "--short"), self.folder),
        }
        if self.tasks:
            found["task overdue"] = self.tasks
        if shutil.which("rg"):
            found["rg -l"] = lambda: run(("rg", "-l", "ORDER-000012", "cases"), self.folder)
        return found

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

    def from_nothing(self) -> Run:
        """A list without an index."""
        for file in (self.folder / ".git/casectl").glob("index*"):
            file.unlink()
        return self.casectl("overdue", "--format", "tsv")()

    def completion(self) -> Run:
        """What a shell runs at a tab."""
        words = {"_CASECTL_COMPLETE": "bash_complete", "COMP_WORDS": "casectl show C-26", "COMP_CWORD": "2"}
        os.environ |= words
        try:
            return self.casectl()()
        finally:
            for name in words:
                del os.environ[name]


def _task(number: int) -> dict[str, object]:
    """A pending task about what a case is about; of forty, one is overdue."""
    task: dict[str, object] = {
        "uuid": f"{number:08x}-0000-4000-8000-{number:012x}",
        "description": f"The parcel arrived two days late and one of the two lamps was broken ({number})",
        "entry": "20260101T080000Z", "project": "front-line", "tags": ["ada"], "status": "pending",
    }  # fmt: skip
    return task | ({"due": "20260301T080000Z"} if number % 40 == 39 else {})


def measure(scratch: Path, cases: int, turns: int, processor: bool) -> Table:
    """Print the table of one size."""
    book, table, big = Book(scratch, cases), Table(cases, processor), cases > 10_000
    print(f"\n{cases:,} cases\n\n| what | figure | held to | medians |\n| --- | --- | --- | --- |", flush=True)
    built = book.from_nothing()
    peak = f"{built.peak_mib:.0f} MiB in one process"
    limit = 25_000 if big else 3_000
    taken = table.taken(built) * 1000
    table.line("index from nothing", f"{taken:.0f} ms", limit, taken, peak)
    table.line("its memory", f"{built.peak_mib:.0f} MiB", 600, built.peak_mib, "")
    table.measure(turns, {**book.anchors(), **_reading(book)})
    table.ratio("overdue", "task overdue", 0.12 if big else 0.35)
    table.ratio("overdue", "rg -l", 1 if big else None)
    table.ratio("overdue", "git status")
    table.ratio("overdue", "bare Python")
    table.more("overdue as a table", "overdue", 60)
    for name in ("list with a filter", "agenda", "search"):
        table.ratio(name, "overdue", 1.3)
    table.alone("audit of one case", 400 if big else 250)
    table.alone("show")
    table.alone("completion of an id", 100 if big else 80)
    writing: dict[str, Command] = {
        "git commit": plain_commit(book.folder, book.files[1]),
        "note": book.casectl("note", book.files[0].stem, "The customer rang again."),
        "advance": book.advance,
        "new": book.new,
    }
    table.measure(turns, writing)
    for name in ("note", "advance", "new"):
        table.ratio(name, "git commit", 1.5 if big else 7)
    table.measure(3, {"overdue": book.casectl("overdue", "--format", "tsv"), "after 100 changes": book.touched})
    table.more("after 100 changes", "overdue", 150)
    table.measure(1, {"check": book.casectl("check")} if not big else {})
    if not big:
        table.alone("check")
    return table


def _reading(book: Book) -> dict[str, Command]:
    return {
        "overdue": book.casectl("overdue", "--format", "tsv"),
        "overdue as a table": book.casectl("overdue"),
        "list with a filter": book.casectl("list", "state:acknowledged owner:bo", "--format", "tsv"),
        "agenda": book.casectl("agenda", "--person", "ada", "--format", "tsv"),
        "search": book.casectl("search", "ORDER-000012", "--format", "tsv"),
        "audit of one case": book.casectl("audit", book.files[len(book.files) // 2].stem),
        "show": book.casectl("show", book.files[len(book.files) // 2].stem),
        "completion of an id": book.completion,
    }


GUARDED = {
    "overdue": 3.4,
    "list with a filter": 3.4,
    "search": 3.4,
    "overdue as a table": 4.4,
    "audit of one case": 7.5,
    "completion of an id": 0.8,
    "note": 7.5,
    "check": 40.0,
}
"""How many times `import click` these may take on a book of 1,000 cases: four tenths more than they do."""


def guard(scratch: Path) -> list[str]:
    """Print the ratios of a small book, and give what is more than it may be, at a second look too."""
    book = Book(scratch, 1_000)
    note = book.casectl("note", book.files[0].stem, "The customer rang again.")
    known = {**_reading(book), "note": note, "check": book.casectl("check")}
    commands = {"import click": in_python("import click", scratch), **{name: known[name] for name in GUARDED}}
    return _astray(commands) and _astray(commands)


def _astray(commands: dict[str, Command]) -> list[str]:
    table = Table(1_000, processor=True)
    table.measure(5, commands)
    for name, most in GUARDED.items():
        table.ratio(name, "import click", most)
    return table.missed


def main(words: Sequence[str]) -> int:
    """Print every table, or with ``--guard`` only the small one; 1 if a figure is missed or could not be taken."""
    with tempfile.TemporaryDirectory(prefix="casectl-bench-") as name:
        scratch = Path(name).resolve()
        lay_ground(scratch)
        if "--guard" in words:
            return int(bool(guard(scratch)))
        missed = []
        for cases in [int(word) for word in words if word.isdecimal()] or SIZES:
            table = measure(scratch, cases, TURNS, "--processor" in words)
            missed += [f"{each} at {cases:,}" for each in table.missed]
        print("\nmissed: " + ("; ".join(missed) or "nothing"))
    return int(bool(missed))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
