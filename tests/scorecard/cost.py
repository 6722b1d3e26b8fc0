"""S1: what safety costs: a write through the ledger, beside the bare git plumbing for a commit that is as durable.

The two take turns, and the fastest tenth of each is compared: whatever else the machine does can only make a run
slower. While the difference is too large, more turns are taken, since they may all have been disturbed; what really
costs too much stays too much, as the control shows. The limit is for disks that sync a file within two milliseconds.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from statistics import mean

from casectl.adapters.git_ledger import open_ledger
from casectl.adapters.work_tree import WorkTree
from casectl.ports import Entry
from tests.scorecard.figure import NotMeasurable, Score
from tests.scorecard.ground import Book, Ground

ALLOWED_MS = 40.0
SYNC_MS = 2.0
ROUNDS = 4
"""How often the turns may be added to."""
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def measure(ground: Ground) -> Score:
    """Writes in turns, and how much longer ours take."""
    taken = _sync_ms(ground)
    if taken > SYNC_MS:
        raise NotMeasurable(f"this disk takes {taken:.0f} ms to sync a file")
    return _compared(ground, 0.0)


def control(ground: Ground) -> Score:
    """The same with a delay that is just too long."""
    return _compared(ground, ALLOWED_MS / 1000)


def _compared(ground: Ground, delay: float) -> Score:
    books = [ground.book() for _ in range(3)]
    times: list[tuple[float, ...]] = []
    works = (
        lambda number: _ledger(books[0], number, delay),
        lambda number: _plumbing(books[1], number, "core.fsync=all"),
        lambda number: _plumbing(books[2], number, "core.fsync=none"),
    )
    _turn(works, 0)
    for _ in range(ROUNDS):
        for _ in range(ground.size(60, 25)):
            times.append(_turn(works, len(times) + 1))
        safe, bare, unsynced = (_fastest(column) for column in zip(*times, strict=True))
        if safe - bare <= ALLOWED_MS:
            break
    return Score(
        f"{safe:.0f} ms, {bare:.0f} ms bare ({unsynced:.0f} ms with nothing synced): {safe - bare:+.0f} ms in"
        f" {len(times)} turns",
        int(safe - bare > ALLOWED_MS),
    )


def _turn(works: Sequence[Callable[[int], None]], number: int) -> tuple[float, ...]:
    """Each work once, each turn another first: what one leaves for the disk to do falls to the next."""
    taken = dict.fromkeys(range(len(works)), 0.0)
    for step in range(len(works)):
        which = (number + step) % len(works)
        began = time.perf_counter()
        works[which](number)
        taken[which] = (time.perf_counter() - began) * 1000
    return tuple(taken.values())


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
