"""Aware times are compared, moved and used as keys through `casectl/core/time/instants.py` alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

SNIPPET = """\
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from heapq import heappush, nlargest
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple
from casectl.core.time.instants import elapsed, plus, to_seconds

class Row(NamedTuple):
    name: str
    at: datetime

def wrong(a: datetime, b: datetime, maybe: datetime | None, many: list[datetime], rows: list[Row]) -> None:
    a < b  # wrong
    a >= b  # wrong
    a == b  # wrong
    a != b  # wrong
    a == maybe  # wrong
    a < b < a  # wrong
    (1, a) == (1, b)  # wrong
    rows[0] < rows[1]  # wrong
    many == [b]  # wrong
    a - b  # wrong
    a - timedelta(1)  # wrong
    a + timedelta(1)  # wrong
    timedelta(1) + a  # wrong
    a += timedelta(1)  # wrong
    a in many  # wrong
    a in (a, b)  # wrong
    many.index(a)  # wrong
    many.sort()  # wrong
    sorted(many)  # wrong
    sorted(rows, key=lambda row: row.at)  # wrong
    sorted(rows, key=lambda row: (row.name, row.at))  # wrong
    rows.sort(key=lambda row: row.at)  # wrong
    min(many, default=None)  # wrong
    max(a, b)  # wrong
    max(each.at for each in rows)  # wrong
    min({"x": a}.items(), key=lambda each: each[1])  # wrong
    groupby(rows, lambda row: row.at)  # wrong
    bisect_left(many, a)  # wrong
    {a: 1}[b]  # wrong
    {a} | {b}  # wrong
    {a} == {b}  # wrong
    {"x": a} == {"x": b}  # wrong
    set(many)  # wrong
    frozenset([a])  # wrong
    list(dict.fromkeys(many))  # wrong
    dict([(a, 1)])  # wrong
    Counter(many)  # wrong
    len({row.at for row in rows})  # wrong
    list({row.at: row for row in rows})  # wrong
    sorted({row.at for row in rows}, key=str)  # wrong
    [at for at in {row.at for row in rows}]  # wrong
    heappush(many, a)  # wrong
    nlargest(2, many)  # wrong
    reduce(max, many)  # wrong
    sorted(rows, key=attrgetter("at"))  # wrong
    max(rows, key=attrgetter("name", "at"))  # wrong
    rows.sort(key=itemgetter(1))  # wrong
    min({"x": a}.items(), key=itemgetter(1))  # wrong

def right(a: datetime, b: datetime, maybe: datetime | None, many: list[datetime], rows: list[Row], day: date) -> None:
    to_seconds(a) < to_seconds(b)
    to_seconds(a) == to_seconds(b)
    maybe is None
    elapsed(a, b) > timedelta(1)
    plus(a, timedelta(1))
    timedelta(1) - timedelta(2)
    day + timedelta(1)
    day == a.date()
    sorted(many, key=to_seconds)
    sorted(rows, key=lambda row: (row.name, to_seconds(row.at)))
    sorted({"x": a})
    rows.sort(key=lambda row: row.name)
    min(many, default=None, key=to_seconds)
    max(a, b, key=to_seconds)
    bisect_left(many, to_seconds(a), key=to_seconds)
    {to_seconds(a): 1}[to_seconds(b)]
    {"x": a}["x"].isoformat() == b.isoformat()
    a.tzinfo == b.tzinfo
    {to_seconds(row.at) for row in rows}
    set(map(to_seconds, many))
    dict.fromkeys(map(to_seconds, many), a)
    dict([("x", a)])
    Counter(row.name for row in rows)
    len({row.name: row.at for row in rows})
    list(many)
    nlargest(2, many, key=to_seconds)
    sorted(rows, key=attrgetter("name"))
    sorted(rows, key=itemgetter(0))
    sorted({"x": a}.items(), key=lambda each: to_seconds(each[1]))
    min({"x": a}.items(), key=itemgetter(0))
"""


def test_each_plain_use_of_aware_times_is_reported_and_no_other(tmp_path: Path) -> None:
    """By mypy, as `make check` runs it: whatever the types of what is compared come to."""
    (tmp_path / "snippet.py").write_text(SNIPPET)
    (tmp_path / "mypy.ini").write_text(f"[mypy]\nplugins = {ROOT / 'scripts' / 'mypy_instants.py'}\n")
    command = (sys.executable, "-m", "mypy", "--config-file=mypy.ini", f"--cache-dir={os.devnull}", "snippet.py")
    env = {**os.environ, "MYPYPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    lines = SNIPPET.splitlines()
    reported = {int(number) for number in re.findall(r"^snippet\.py:(\d+): error: .*\[instant\]$", done.stdout, re.M)}
    assert not re.findall(r"error: (?!Aware times).*", done.stdout), done.stdout + done.stderr
    assert [lines[number - 1] for number in sorted(reported)] == [line for line in lines if line.endswith("# wrong")]


def test_make_check_reads_with_that_plugin() -> None:
    assert 'plugins = ["scripts/mypy_instants.py"]' in (ROOT / "pyproject.toml").read_text("utf-8")
