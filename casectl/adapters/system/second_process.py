"""A second process for half of the work, where there is a second core; it is only faster, never required."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

Thing = TypeVar("Thing")
Found = TypeVar("Found")


def is_worth_it(size: int, least: int) -> bool:
    """Whether `size` items are enough for a second process here, `least` being the minimum."""
    return size >= least and hasattr(os, "fork") and processors() > 1


def processors() -> int:
    """The number of processors that this process may use; outside Linux, all there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_fork(work: Callable[[], bytes]) -> Callable[[], bytes]:
    """Start `work` in a fork of this process; the function returned waits for its result, b"" or a part if it failed.

    Callers must be able to do without it. `work` must not use anything that is open here, such as a database.
    """
    try:
        reading, writing = os.pipe()
        child = os.fork()
    except OSError:  # no more processes, or descriptors
        return bytes
    if not child:
        _run_and_exit(work, writing)
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


def in_two_processes(work: Callable[[Sequence[Thing]], list[Found]], things: Sequence[Thing]) -> list[Found]:
    """The results of `work` for these things, in order; a second process does half of them, if possible.

    Results must be picklable; `work` must open for itself what it needs open. Errors of `work` propagate.
    """
    import pickle  # not needed for lists

    half = len(things) // 2
    answer = in_fork(lambda: pickle.dumps(work(things[half:])))
    found = work(things[:half])
    try:
        rest: list[Found] = pickle.loads(answer())  # from our own child
    except (pickle.UnpicklingError, EOFError):  # the child failed
        rest = work(things[half:])
    return found + rest


def _run_and_exit(work: Callable[[], bytes], writing: int) -> None:
    """Write the result of the work and exit, skipping everything this process would do at exit."""
    try:
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(work())
    finally:
        os._exit(0)
