"""S1: what safety costs: a write through the ledger, beside the bare git plumbing for a commit that is as durable.

A fast run of each is compared (the lower quartile): the slow ones tell what else the machine was doing.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import quantiles

from casectl.adapters.git_ledger import open_ledger
from casectl.adapters.work_tree import WorkTree
from casectl.ports import Entry
from tests.scorecard.figure import Score
from tests.scorecard.ground import Book, Ground

ALLOWED_MS = 40.0
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def measure(ground: Ground) -> Score:
    """Writes in turns, and how much longer ours take."""
    return _compared(ground, 0.0)


def control(ground: Ground) -> Score:
    """The same with a delay that is just too long."""
    return _compared(ground, ALLOWED_MS / 1000)


def _compared(ground: Ground, delay: float) -> Score:
    turns, books = ground.size(60, 24), [ground.book() for _ in range(3)]
    works = (
        lambda number: _ledger(books[0], number, delay),
        lambda number: _plumbing(books[1], number, "core.fsync=all"),
        lambda number: _plumbing(books[2], number, "core.fsync=none"),
    )
    times = [[_timed(work, number) for work in works] for number in range(turns + 2)][2:]
    safe, bare, unsynced = (quantiles(column, n=4)[0] * 1000 for column in zip(*times, strict=True))
    return Score(
        f"{safe:.0f} ms, {bare:.0f} ms bare ({unsynced:.0f} ms with nothing synced): {safe - bare:+.0f} ms",
        int(safe - bare > ALLOWED_MS),
    )


def _timed(work: Callable[[int], None], number: int) -> float:
    began = time.perf_counter()
    work(number)
    return time.perf_counter() - began


def _ledger(book: Book, number: int, delay: float) -> None:
    """All that the door does around a verb: lock, heal, read from HEAD, record, lay out, refresh."""
    ledger, store = open_ledger(book.folder), WorkTree(book.folder)
    with ledger.lock():
        ledger.heal(store)
        head = ledger.head()
        data = (ledger.blob(book.path, head.commit) or b"") + b"# %d\n" % number
        [commit] = ledger.record(head, [Entry({book.path: data}, "note")], AT)
        store.write(book.path, data)
        ledger.refresh([book.path], commit)
    time.sleep(delay)


def _plumbing(book: Book, number: int, setting: str) -> None:
    """What it takes at least: nothing locked, nothing checked, nothing to go by after a crash."""

    def git(*arguments: str) -> bytes:
        command = ["git", "-c", setting, *arguments]
        return subprocess.run(command, cwd=book.folder, capture_output=True, check=True).stdout

    head = git("rev-parse", "HEAD").decode().strip()
    data = git("cat-file", "blob", f"{head}:{book.path}") + b"# %d\n" % number
    (book.folder / book.path).write_bytes(data)
    git("update-index", "--add", "--", book.path)
    tree = git("write-tree").decode().strip()
    commit = git("commit-tree", tree, "-p", head, "-m", "note").decode().strip()
    git("update-ref", "refs/heads/main", commit, head)
