"""A second process for half of a long look, where there is a second core; it is never needed, only quicker."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

Thing = TypeVar("Thing")
Found = TypeVar("Found")


def is_worth_it(size: int, least: int) -> bool:
    """Whether so much is worth a second process here."""
    return size >= least and hasattr(os, "fork") and processors() > 1


def processors() -> int:
    """How many processors are ours to use; Linux alone says so, elsewhere all that there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def beside(work: Callable[[], bytes]) -> Callable[[], bytes]:
    """Start `work` in a fork of this process; what is returned waits for its answer: b"" or a part of it if it failed.

    Whoever asks must be able to do without. `work` must not use what is open here, such as a database.
    """
    try:
        reading, writing = os.pipe()
        child = os.fork()
    except OSError:  # no more processes, or descriptors
        return bytes
    if not child:
        _answer(work, writing)
    os.close(writing)

    def answer() -> bytes:
        with suppress(ChildProcessError), os.fdopen(reading, "rb") as pipe:
            try:
                return pipe.read()
            finally:
                pipe.close()
                os.waitpid(child, 0)
        return b""

    return answer


def by_two(work: Callable[[Sequence[Thing]], list[Found]], things: Sequence[Thing]) -> list[Found]:
    """What `work` finds at these things, in order: a second process does half of it, if it can.

    What it finds must go through pickle; what is open here, `work` must open anew.
    """
    import pickle  # lists need none

    half = len(things) // 2
    answer = beside(lambda: pickle.dumps(work(things[half:])))
    found = work(things[:half])
    try:
        rest: list[Found] = pickle.loads(answer())  # what our own child said
    except (pickle.UnpicklingError, EOFError):  # it did not end well
        rest = work(things[half:])
    return found + rest


def _answer(work: Callable[[], bytes], writing: int) -> None:
    """Say what came of the work, and end without anything that this process was to do at its own end."""
    try:
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(work())
    finally:
        os._exit(0)
