"""S1: the cost of safety: a write through the ledger, compared with bare git plumbing for an equally durable commit.

The two take turns, and the fastest tenth of each is compared: other load can only make a run slower. How much it did
so is measured by a third task, which waits for no disk: its elapsed time against the processor time spent on it. The
difference is divided by that. While it is too large, more turns are taken; what really costs too much still does, as
the control shows. The limit is for disks that sync a file within 2 ms.
"""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from statistics import mean
from typing import NamedTuple

from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.git.ledger import open_ledger
from casectl.ports.recording import NewCommit
from tests.scorecard.figure import NotMeasurable, Score
from tests.scorecard.ground import Book, Ground

ALLOWED_MS = 40.0
SYNC_MS = 2.0
ROUNDS = 4
"""How often the turns may be added to."""
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


class Took(NamedTuple):
    """How long a work took, and how long processors worked on it."""

    all_ms: float
    worked_ms: float


def measure(ground: Ground) -> Score:
    """Writes in turns, and how much longer ours take."""
    taken = _sync_ms(ground)
    if taken > SYNC_MS:
        raise NotMeasurable(f"this disk takes {taken:.0f} ms to sync a file")
    return _compared(ground, 0.0)


def control(ground: Ground) -> Score:
    """The same with work added that is just too much."""
    return _compared(ground, ALLOWED_MS)


def _compared(ground: Ground, more_ms: float) -> Score:
    books = [ground.book() for _ in range(3)]
    works = (
        lambda number: _ledger(books[0], number, more_ms),
        lambda number: _plumbing(books[1], number, "core.fsync=all"),
        lambda number: _plumbing(books[2], number, "core.fsync=none"),
    )
    turns: list[list[Took]] = []
    _turn(works, 0)
    for _ in range(ROUNDS):
        turns += [_turn(works, number) for number in range(ground.size(60, 25))]
        safe, bare, unsynced = (_fastest([took.all_ms for took in column]) for column in zip(*turns, strict=True))
        slowed = max(1.0, unsynced / _fastest([turn[-1].worked_ms for turn in turns]))
        cost = (safe - bare) / slowed
        if cost <= ALLOWED_MS:
            break
    return Score(
        f"{cost:+.0f} ms: {safe:.0f} ms, {bare:.0f} ms bare ({unsynced:.0f} ms with nothing synced), everything"
        f" slowed {slowed:.1f} times by others, in {len(turns)} turns",
        int(cost > ALLOWED_MS),
    )


def _turn(works: Sequence[Callable[[int], None]], number: int) -> list[Took]:
    """Each work once, each turn another first: what one leaves for the disk to do falls to the next."""
    taken: dict[int, Took] = {}
    for step in range(len(works)):
        which = (number + step) % len(works)
        began, worked = time.perf_counter(), _worked()
        works[which](number)
        taken[which] = Took((time.perf_counter() - began) * 1000, (_worked() - worked) * 1000)
    return [taken[which] for which in range(len(works))]


def _worked() -> float:
    """Seconds that processors have worked for us and for the processes that we waited for."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _fastest(column: Sequence[float]) -> float:
    return mean(sorted(column)[: max(3, len(column) // 10)])


def _sync_ms(ground: Ground) -> float:
    taken = []
    for number in range(20):
        with (ground.new_folder() / "synced").open("wb") as file:
            file.write(b"%d" % number)
            began = time.perf_counter()
            file.flush()
            os.fsync(file.fileno())
            taken.append((time.perf_counter() - began) * 1000)
    return _fastest(taken)


def _ledger(book: Book, number: int, more_ms: float) -> None:
    """Everything that a transaction does around a verb: lock, recover, read from HEAD, record, check out, refresh."""
    ledger, store = open_ledger(book.folder), WorkTree(book.folder)
    with ledger.lock():
        ledger.recover(store)
        head = ledger.head()
        data = (ledger.blob(book.path, head.commit) or b"") + b"# %d\n" % number
        [commit] = ledger.record(head, [NewCommit({book.path: data}, "note")], AT)
        store.write_many([(book.path, data)])
        ledger.refresh([book.path], commit)
    until = time.process_time() + more_ms / 1000
    while time.process_time() < until:
        pass


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
