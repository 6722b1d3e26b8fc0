"""More processes for a part of the work each, where there are more cores; they are only faster, never required."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

Thing = TypeVar("Thing")
Found = TypeVar("Found")

_LOOK_SECONDS = 0.5
"""How often a child looks whether its parent is there."""


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


def in_processes(work: Callable[[Sequence[Thing]], list[Found]], things: Sequence[Thing]) -> list[Found]:
    """The results of `work` for these things, in order; a process for each processor does a part, if possible.

    Results must be picklable; `work` must open for itself what it needs open. Errors of `work` propagate.
    """
    import pickle  # not needed for lists

    size = max(1, -(-len(things) // processors()))
    parts = [things[start : start + size] for start in range(0, len(things), size)]
    answers = [in_fork(lambda part=part: pickle.dumps(work(part))) for part in parts[1:]]  # type: ignore[misc]
    found = work(things[:size])
    for part, answer in zip(parts[1:], answers, strict=True):
        try:
            found += pickle.loads(answer())  # from our own child
        except (pickle.UnpicklingError, EOFError):  # the child failed
            found += work(part)
    return found


def _run_and_exit(work: Callable[[], bytes], writing: int) -> None:
    """Write the result of the work and exit, skipping everything this process would do at exit."""
    try:
        _end_with_parent()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(work())
    finally:
        os._exit(0)


def _end_with_parent() -> None:
    """End this process within a second of the one that started it, even if that was killed."""
    import signal

    parent = os.getppid()

    def look(number: int, frame: object) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _LOOK_SECONDS, _LOOK_SECONDS)
