"""The figures of speed and size that casectl promises, each compared with a reference measured at the same time.

``make bench`` runs it. A figure is the ratio of two medians; the two are run in turns, so that a busy machine slows
both. A line shows the ratio, its limit, and the two times. CASECTL_DATA names the folder of real data, which is not
part of the source; without it those figures are left out, with a note.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from measuring import REPOSITORY, Failed, Run, casectl, in_python, lay_ground, plain_commit, run

DATA = Path(os.environ.get("CASECTL_DATA", REPOSITORY.parent / "shared/data"))
BOSTON = DATA / "boston311-2011q3/311_service_requests_2011_jul-sep.csv.gz"

DEADLINES = """
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo
from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import Duration
desk, first = Calendar("desk", ZoneInfo("Europe/London")), datetime(2020, 1, 1, tzinfo=UTC)
starts = [first + timedelta(seconds=number * 3156) for number in range(100_000)]
"""
"""100,000 instants over ten years; each becomes a deadline by the calendar, or by plain addition."""

BY_CALENDAR = f"{DEADLINES}for length in (Duration(40, 'wh'), Duration(10, 'wd')):\n"
BY_CALENDAR += "    for start in starts[::2]: desk.after(start, length)\n"
BY_ADDITION = f"{DEADLINES}for start in starts: (start + timedelta(hours=40)).astimezone(desk.zone)\n"

CASES = 10_000
IMPORT_SECONDS = 180
IMPORT_MIB = 1024


def compare(name: str, target: float | None, turns: int, pair: tuple[Callable[[], Run], Callable[[], Run]]) -> bool:
    """Print the ratio of the first time to the second, as medians of `turns` turns after one warm-up.

    Returns whether both were measured and the ratio is within the target.
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


def measure_import(folder: Path) -> bool:
    """Print time and memory of importing a quarter of a city's requests in one batch; returns whether both are met."""
    try:
        casectl(folder, "init", "--yes")()
        rejects = str(folder.with_name("rejects.csv"))
        words = ("import", str(BOSTON), "--map=boston311", "--commits=batch", "--rejects", rejects)
        done = casectl(folder, *words, weighed=True)()
    except Failed as error:
        print(f"{'import of 31,828 Boston rows':<44} failed: {error}")
        return False
    print(f"{'import of 31,828 Boston rows, seconds':<44} {done.seconds:6.1f}  at most {IMPORT_SECONDS}")
    print(f"{'import of 31,828 Boston rows, MiB':<44} {done.peak_mib:6.0f}  at most {IMPORT_MIB}", flush=True)
    return bool(done.seconds <= IMPORT_SECONDS and done.peak_mib <= IMPORT_MIB)


def script(name: str, *words: str) -> bool:
    """Run another script, which prints its own figures; returns whether it reports all as met."""
    command = (sys.executable, str(REPOSITORY / "scripts" / name), *words)
    return subprocess.run(command, check=False).returncode == 0


def real_data(scratch: Path) -> list[bool]:
    """Print the figures on real data: import, deadlines, searches, duplicates; returns whether each is met."""
    if not BOSTON.exists():
        print(f"{'import, deadlines, search, similar':<44} left out, not there: {DATA}")
        return []
    imported, found = scratch / "imported", scratch / "found"
    imported.mkdir()
    found.mkdir()
    met = [measure_import(imported), script("boston.py", str(BOSTON.parent))]
    return [*met, script("finding.py", str(DATA), str(found), str(imported))]


def main() -> int:
    """Print every figure; 1 if one misses its limit or could not be measured."""
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
        met.append(script("bench_scale.py"))
        met += real_data(scratch)
    return int(not all(met))


if __name__ == "__main__":
    raise SystemExit(main())
