"""R3: casectl and its git killed at a random moment, over and over; nothing is broken, nothing is half done."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from types import ModuleType

from tests.scorecard import beside, naive, posts
from tests.scorecard.figure import Score
from tests.scorecard.ground import Book, Ground, ended, events, forked, kill, left_over, sound_case

FRESH_EVERY = 100
"""Kills before a new casebook is taken, so that the case stays of a usual size."""


def measure(ground: Ground) -> Score:
    """`casectl note`, killed; inspected; then the same command again, which must do what the first did not."""
    kills, chance = ground.size(1000, 100), ground.random("R3")
    tally: Counter[str] = Counter()
    book, took = _calibrated(ground)
    began = time.monotonic()
    for number in range(kills):
        if number and number % FRESH_EVERY == 0:
            _finish(book, tally)
            book = ground.book()
        before = book.recorded()
        words = ("note", book.case, "The customer rang again.", "--event-id", f"kill-{number}")
        _killed(book.fork(*words), chance, took, tally)
        _look(book, before, tally)
        again = book.forked(*words)
        if again.code or events(book.recorded(), book.path).count(f"kill-{number}") != 1:
            tally["repairs"] += 1
            book = ground.book()
    _finish(book, tally)
    for kind in (beside, posts):
        for name in kind.WRITES:
            _kill_beside(kind, name, ground, chance, tally)
    tally["half"] += tally["half applied"] + tally["untruthful"]
    faults = sum(tally[name] for name in ("corrupt", "half", "repairs", "left over", "fsck", "doubled"))
    others = ", ".join((*beside.WRITES, *posts.WRITES))
    return Score(
        f"{kills} kills, {tally['beside']} more of {others} ({tally['midway']} midway):"
        f" {tally['corrupt']} corrupt, {tally['half']} half applied,"
        f" {tally['repairs']} repairs by hand, {tally['left over']} left over, {tally['fsck']} fsck complaints;"
        f" {tally['doubled']} sent twice, {tally['unsure']} listed as unsure;"
        f" files behind HEAD {tally['behind']}, stale locks {tally['locks']}, all healed;"
        f" {time.monotonic() - began:.0f} s",
        faults + (tally["midway"] < kills // 4),
    )


def _kill_beside(kind: ModuleType, name: str, ground: Ground, chance: random.Random, tally: Counter[str]) -> None:
    """A command that writes beside the cases, or sends mail, killed and looked at in the same way."""
    book = ground.book()
    words = kind.words_of(name, book)
    began = time.monotonic()
    book.forked(*words)
    took = time.monotonic() - began
    for _ in range(ground.size(100, 5)):
        book = ground.book()
        words = kind.words_of(name, book)
        _killed(book.fork(*words), chance, took, tally)
        kind.judge(name, book, -signal.SIGKILL, tally)
        tally["beside"] += 1


def control(ground: Ground) -> Score:
    """The naive writer, killed as often as it takes to see it break."""
    kills, chance = ground.size(150, 60), ground.random("R3 control")
    tally: Counter[str] = Counter()
    book = ground.book()
    file = book.folder / book.path
    began = time.monotonic()
    naive.note(book.folder, book.path, "calibrate")
    took = time.monotonic() - began
    for number in range(kills):
        work = forked(book.folder, lambda number=number: naive.note(book.folder, book.path, f"kill-{number}"))  # type: ignore[misc]
        _killed(work, chance, took, tally)
        noted, recorded = naive.notes(book.on_disk()), naive.notes(book.recorded())
        tally["corrupt"] += sound_case(book.path, book.on_disk()) is None
        tally["half"] += noted != recorded
        tally["locks"] += any((book.folder / ".git").rglob("*.lock"))
        for lock in (book.folder / ".git").rglob("*.lock"):
            lock.unlink()
        file.write_bytes(book.recorded())
        book.git("reset", "--quiet", "--hard")
    return Score(
        f"{tally['corrupt']} of {kills} corrupt, {tally['half']} half applied", tally["corrupt"] + tally["half"]
    )


def _calibrated(ground: Ground) -> tuple[Book, float]:
    book = ground.book()
    began = time.monotonic()
    for number in range(5):
        book.forked("note", book.case, f"calibrate {number}")
    return book, (time.monotonic() - began) / 5


def _killed(child: int, chance: random.Random, took: float, tally: Counter[str]) -> None:
    time.sleep(chance.random() * took * 1.1)
    kill(child)
    tally["midway"] += ended(child) == -signal.SIGKILL
    time.sleep(0.003)


def _look(book: Book, before: bytes, tally: Counter[str]) -> None:
    """At once, before anything could have recovered it."""
    recorded, on_disk = book.recorded(), book.on_disk()
    if sound_case(book.path, recorded) is None or sound_case(book.path, on_disk) is None:
        tally["corrupt"] += 1
    elif on_disk == before != recorded:
        tally["behind"] += 1
    elif on_disk != recorded:
        tally["half"] += 1
    tally["locks"] += any(lock.name != "lock" for lock in (book.folder / ".git").rglob("*.lock"))


def _finish(book: Book, tally: Counter[str]) -> None:
    """After the last command nothing may be left over, and git must find nothing to complain of."""
    tally["left over"] += len(left_over(book))
    tally["fsck"] += book.git("fsck", "--full", "--strict").code != 0
