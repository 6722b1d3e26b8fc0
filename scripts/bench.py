"""The figures of speed and size that casectl promises, each beside something measured in the same minute.

``make bench`` runs it. A figure is the ratio of two medians; the two are run in turns, so that a busy machine slows
both. A line says the ratio, what it is held to, and the two times. CASECTL_DATA names the folder of real data.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("CASECTL_DATA", REPOSITORY.parent / "shared/data"))
BOSTON = DATA / "boston311-2011q3/311_service_requests_2011_jul-sep.csv.gz"

CASECTL = (sys.executable, "-c", "from casectl.__main__ import main; main()")
"""What the console script does, in any environment that can import casectl."""

DEADLINES = """
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo
from casectl.core.calendar import Calendar
from casectl.core.durations import Duration
desk, first = Calendar("desk", ZoneInfo("Europe/London")), datetime(2020, 1, 1, tzinfo=UTC)
starts = [first + timedelta(seconds=number * 3156) for number in range(100_000)]
"""
"""100,000 moments over ten years; each becomes a deadline by the calendar, or by a bare addition."""

BY_CALENDAR = f"{DEADLINES}for length in (Duration(40, 'wh'), Duration(10, 'wd')):\n"
BY_CALENDAR += "    for start in starts[::2]: desk.after(start, length)\n"
BY_ADDITION = f"{DEADLINES}for start in starts: (start + timedelta(hours=40)).astimezone(desk.zone)\n"

CASES = 10_000
IMPORT_SECONDS = 180
IMPORT_MIB = 1024


class Failed(Exception):
    """A command that was to be measured did not do what it should; carries its last words."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: its wall and processor time in seconds, and the most memory it or a child held, in MiB."""

    seconds: float
    peak_mib: float
    worked: float = 0.0


def run(command: Sequence[str], folder: Path) -> Run:
    """Run a command to its end, its output thrown away. Raises Failed if it fails."""
    with tempfile.TemporaryFile() as errors:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            raise Failed(" | ".join(errors.read().decode(errors="replace").split("\n"))[:300])
    return Run(seconds, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime)


def compare(name: str, target: float | None, turns: int, pair: tuple[Callable[[], Run], Callable[[], Run]]) -> bool:
    """Print how many times the second of a pair the first takes, as medians of `turns` turns after one to warm up.

    Returns whether that was measured and is no more than the target.
    """
    try:
        times = [tuple(each().seconds * 1000 for each in pair) for _ in range(turns + 1)][1:]
    except Failed as error:
        print(f"{name:<44} failed: {error}")
        return False
    ours, theirs = (median(column) for column in zip(*times, strict=True))
    held_to = f"at most {target:g}" if target else ""
    print(f"{name:<44} {ours / theirs:6.2f}  {held_to:<12} {ours:8.1f} ms to {theirs:.1f} ms")
    return not target or ours / theirs <= target


def in_python(code: str, folder: Path) -> Callable[[], Run]:
    """A run of Python and nothing of ours."""
    return lambda: run((sys.executable, "-c", code), folder)


def casectl(folder: Path, *arguments: str) -> Callable[[], Run]:
    """A run of casectl in a folder."""
    return lambda: run((*CASECTL, *arguments), folder)


def plain_commit(folder: Path, path: Path) -> Callable[[], Run]:
    """Change one file and time git's own commit of it."""

    def commit() -> Run:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"# {time.monotonic_ns()}\n")
        return run(("git", "commit", "--quiet", "--message=plain", "--", str(path)), folder)

    return commit


def measure_import(folder: Path) -> None:
    """Print time and memory of the import of a city's quarter of service requests, in one batch."""
    name = "import of 31,828 Boston rows"
    if not BOSTON.exists():
        print(f"{name:<44} not there: {BOSTON}")
        return
    try:
        casectl(folder, "init", "--yes")()
        rejects = str(folder.with_name("rejects.csv"))
        done = casectl(folder, "import", str(BOSTON), "--map=boston311", "--commits=batch", "--rejects", rejects)()
    except Failed as error:
        print(f"{name:<44} failed: {error}")
        return
    print(f"{name + ', seconds':<44} {done.seconds:6.1f}  at most {IMPORT_SECONDS}")
    print(f"{name + ', MiB':<44} {done.peak_mib:6.0f}  at most {IMPORT_MIB}")


def measure_deadlines() -> None:
    """Print how many of a city's deadlines a policy of ours reproduces, and how many verdicts it gives wrong."""
    if not BOSTON.exists():
        print(f"{'deadlines of Boston':<44} not there: {BOSTON}")
        return
    script = str(REPOSITORY / "scripts/boston.py")
    done = subprocess.run((sys.executable, script, str(BOSTON.parent)), capture_output=True, text=True, check=False)
    deadlines, verdicts = done.stdout.splitlines() if done.returncode == 0 else ("failed", done.stderr[-200:])
    print(f"{'deadlines of Boston':<44} {deadlines}, at least 98.5%")
    print(f"{'verdicts of Boston':<44} {verdicts}, at most 0")


def measure_finding(folder: Path, boston: Path) -> None:
    """Print whether searches find what plain scans find, and how often a city's duplicates are seen to be some."""
    if not DATA.is_dir():
        print(f"{'search, similar':<44} not there: {DATA}")
        return
    folder.mkdir()
    words = [str(DATA), str(folder), *([str(boston)] if BOSTON.exists() else [])]
    subprocess.run((sys.executable, str(REPOSITORY / "scripts/finding.py"), *words), check=False)


def measure_scale(words: Sequence[str]) -> bool:
    """Print the tables of lists, searches, writing and the index on books of several sizes; whether all is met."""
    done = subprocess.run((sys.executable, str(REPOSITORY / "scripts/bench_scale.py"), *words), check=False)
    return done.returncode == 0


def lay_ground(scratch: Path) -> None:
    """An environment in which nothing of this machine's settings counts, and the time stands still."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "CASECTL_", "LC_", "PYTHON"))]:
        del os.environ[name]
    settings = scratch / "gitconfig"
    settings.write_text("[user]\n\tname = Ada Testwell\n\temail = ada@example.org\n")
    os.environ |= {"HOME": str(scratch), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(REPOSITORY)}
    os.environ |= {"GIT_CONFIG_GLOBAL": str(settings), "GIT_CONFIG_NOSYSTEM": "1"}
    os.environ["CASECTL_NOW"] = "2026-03-31T18:00:00+00:00"


def main() -> int:
    """Print every figure; 1 if a ratio is more than it is held to, or could not be taken."""
    with tempfile.TemporaryDirectory(prefix="casectl-bench-") as name:
        scratch = Path(name).resolve()
        lay_ground(scratch)
        bare = in_python("pass", scratch)
        pair = casectl(scratch, "--help"), in_python("import click", scratch)
        met = [compare("casectl --help / import click", 1.5, 25, pair)]
        pair = in_python(BY_CALENDAR, scratch), in_python(BY_ADDITION, scratch)
        met.append(compare("100,000 deadlines / bare additions", 8, 5, pair))
        book = scratch / "book"
        run((sys.executable, str(REPOSITORY / "scripts/make_casebook.py"), str(book), str(CASES)), scratch)
        first, second, *_ = sorted(book.glob("cases/**/*.yaml"))
        pair = casectl(book, "note", first.stem, "The customer rang again."), plain_commit(book, second)
        met.append(compare(f"note / git commit, {CASES:,} cases", 7, 9, pair))
        for verb in ("list", "overdue"):
            compare(f"{verb} / bare python, {CASES:,} cases", None, 9, (casectl(book, verb, "--format", "tsv"), bare))
        met.append(measure_scale([]))
        imported = scratch / "imported"
        imported.mkdir()
        measure_import(imported)
        measure_deadlines()
        measure_finding(scratch / "found", imported)
    return int(not all(met))


if __name__ == "__main__":
    raise SystemExit(main())
