"""Half of a long look in a second process: quicker, never needed, and never seen in what is found."""

from __future__ import annotations

import os
import select
import signal
import time
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from casectl.adapters.index import walk as index_walk
from casectl.adapters.system import second_process
from casectl.adapters.system.second_process import in_fork, in_processes
from tests.fakes.index_book import (  # noqa: F401 (fixtures)
    five_cases,
    found,
    indexed,
    plain,
    put,
    refuse,
    short_waits,
    warm,
)


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which it is always worth it."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(index_walk, "_MANY_FILES", 1)
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # the test runner has threads
        yield


def test_what_it_answers_comes_back_whole() -> None:
    """More than a pipe holds, too."""
    assert in_fork(lambda: b"a" * 300_000)() == b"a" * 300_000


def test_one_that_dies_answers_nothing() -> None:
    """Nobody waits for it, and nothing is reported."""

    def die() -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        return b"never"

    def fail() -> bytes:
        raise ValueError

    assert in_fork(die)() == b""
    assert in_fork(fail)() == b""


def test_where_no_process_can_be_started_nothing_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine at its process limit is not an error for lists."""

    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    assert in_fork(lambda: b"a")() == b""


@pytest.mark.parametrize("dead", [False, True])
def test_a_list_is_the_same_by_two(root: Path, dead: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unchanged, changed in either half, with a folder gone or new; and if the second process dies, too."""
    if dead:
        monkeypatch.setattr(index_walk, "in_fork", lambda _: bytes)
    warm(root)
    assert found(indexed(root), refuse) == plain(root)
    for path in ("2026/01/C-4.yaml", "2026/02/C-1.yaml", "2026/03/C-7.yaml", "2026/02/more/C-8.yaml"):
        put(root / "cases" / path, f"changed {path}")
        assert found(indexed(root)) == plain(root)
    for file in (root / "cases/2026/02").rglob("*.yaml"):
        file.unlink()
    (root / "cases/2026/02/more").rmdir()
    (root / "cases/2026/02").rmdir()
    assert found(indexed(root)) == plain(root)


def test_it_is_for_machines_with_two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """With one core it would only cost time, and without fork it is impossible."""
    assert second_process.is_worth_it(5, 5)
    assert not second_process.is_worth_it(4, 5)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert not second_process.is_worth_it(5, 5)


@pytest.mark.parametrize("things", [[], ["a"], ["a", "b", "c", "d", "e"]])
def test_work_by_several_is_in_order(things: list[str]) -> None:
    """What each finds, and as many as it finds."""

    def work(some: Sequence[str]) -> list[str]:
        return [found for each in some for found in (each, each.upper())]

    assert in_processes(work, things) == work(things)


@pytest.mark.parametrize("cores", [1, 2, 3, 4, 9])
def test_any_number_of_processors_finds_the_same(cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """No thing is left out or done twice at the ends of the parts."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {*range(cores)})
    assert in_processes(lambda some: [each * each for each in some], range(10)) == [each * each for each in range(10)]


def test_the_part_of_one_that_dies_is_done_here() -> None:
    """Nothing is left out because another process failed."""
    here = os.getpid()

    def work(some: Sequence[int]) -> list[int]:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return [*some]

    assert in_processes(work, range(5)) == [0, 1, 2, 3, 4]


def test_a_process_ends_with_the_one_that_started_it() -> None:
    """Even if that is killed: nothing works on for nobody."""
    reading, writing = os.pipe()

    def work() -> bytes:
        os.write(writing, b"begun")
        time.sleep(60)
        return b""

    parent = os.fork()
    if not parent:
        in_fork(work)
        time.sleep(60)
        os._exit(0)
    assert os.read(reading, 20)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    os.close(writing)
    assert select.select([reading], [], [], 10)[0]  # closed, once the child has ended
    assert os.read(reading, 1) == b""
    os.close(reading)
